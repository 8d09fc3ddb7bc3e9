%% SPDX-License-Identifier: Apache-2.0
%% put, get and erase: old values, missing keys, keys of every type, many keys, values
%% that must survive collections, and one dictionary per process.
-module(process_dictionary).
-export([main/0]).

-ifdef(SMALL).
-define(KEYS, 60).
-else.
-define(KEYS, 2000).
-endif.

main() ->
    erlang:display([put(a, 1), put(a, 2), get(a), get(b), erase(a), get(a), erase(a)]),
    Keys = outcome:id([a, 1, 1.0, "s", {t, [1]}, [], 1 bsl 70, <<"bin">>, {}, -1, 0.0]),
    erlang:display([put(K, {value, K}) || K <- Keys]),
    erlang:display([get(K) || K <- Keys]),
    erlang:display([get(list_to_tuple([t, [1]])), get(1), get(1.0), get(1 bsl 70), get("s" ++ [])]),
    erlang:display(lists:sort(keys_of({value, "s"}))),
    erlang:display([erase(K) || K <- [1, "s", missing]]),
    erlang:display([get(K) || K <- Keys]),
    [erase(K) || K <- Keys],
    fill(?KEYS),
    erlang:display(check(?KEYS, 0)),
    churn(?KEYS, []),
    erlang:display(check(?KEYS, 0)),
    drop_odd(?KEYS),
    erlang:display(check(?KEYS, 0)),
    fill(?KEYS),
    erlang:display(check(?KEYS, 0)),
    put(mine, parent),
    Parent = self(),
    Child = spawn(fun() -> Before = get(mine), put(mine, child), Parent ! {self(), Before, get(mine)} end),
    erlang:display(receive {Child, B, M} -> {B, M, get(mine)} end),
    erlang:display(counter(1000)),
    erlang:display(memo(60)),
    erlang:display(length(lists:filter(fun({{key, _}, _}) -> true; (_) -> false end, get()))).

keys_of(Value) -> [K || {K, V} <- get(), V =:= Value].

fill(0) -> ok;
fill(N) ->
    put({key, N}, [N, {N * 2}]),
    fill(N - 1).

check(0, Sum) -> Sum;
check(N, Sum) ->
    case get({key, N}) of
        [N, {D}] -> check(N - 1, Sum + D);
        undefined -> check(N - 1, Sum + 1)
    end.

%% Makes garbage, so that the values have to move.
churn(0, Acc) -> length(Acc);
churn(N, Acc) when N rem 100 =:= 0 -> churn(N - 1, [lists:seq(1, 50)]) + length(Acc) * 0;
churn(N, Acc) -> churn(N - 1, [{N, lists:duplicate(10, N)} | Acc]).

drop_odd(N) when N =< 0 -> ok;
drop_odd(N) ->
    erase({key, N}),
    drop_odd(N - 2).

counter(0) -> get(counter);
counter(N) ->
    put(counter, case get(counter) of undefined -> 1; C -> C + 1 end),
    counter(N - 1).

memo(N) when N < 2 -> N;
memo(N) ->
    case get({fib, N}) of
        undefined ->
            V = memo(N - 1) + memo(N - 2),
            put({fib, N}, V),
            V;
        V -> V
    end.
