%% SPDX-License-Identifier: Apache-2.0
%% Old data kept alive through many collections while young data comes and goes: trees, long lists,
%% shared parts, deep nesting, data held only by the stack, by the process dictionary, by closures
%% and by messages in the mailbox.
-module(gc_old_data).
-export([main/0]).

-ifdef(SMALL).
-define(SIZE, 60).
-else.
-define(SIZE, 20000).
-endif.

main() ->
    Long = [{I, [I]} || I <- lists:seq(1, ?SIZE)],
    Deep = nest(?SIZE, []),
    Shared = share(12, {x, [1.5]}),
    Tuple = list_to_tuple(lists:seq(1, ?SIZE)),
    put(old, {Long, Shared}),
    Me = self(),
    Me ! {mail, Long, Deep},
    Me ! {mail, Shared, Tuple},
    Closure = fun(N) -> lists:nth(N, Long) end,
    erlang:display(garbage(200)),
    erlang:display(sum_of(Long)),
    erlang:display(depth(Deep, 0)),
    erlang:display(leaves(Shared)),
    erlang:display(lists:sum(tuple_to_list(Tuple))),
    erlang:display(Closure(?SIZE div 2)),
    erlang:display(on_the_stack(60, [])),
    erlang:display(element(1, get(old)) =:= Long),
    erlang:display(receive {mail, Shared, T} -> T =:= Tuple end),
    erlang:display(receive {mail, L, D} -> {L =:= Long, D =:= Deep} end),
    %% Old tuples replaced, so that old memory dies too.
    erlang:display(replace(?SIZE, list_to_tuple(lists:duplicate(10, [])))),
    erlang:display(queue(?SIZE, {[], []}, 0)),
    erlang:display(garbage(50)),
    erlang:display({sum_of(Long), depth(Deep, 0), leaves(Shared)}).

garbage(0) -> done;
garbage(N) ->
    L = [{N, I, [I, I]} || I <- lists:seq(1, 50)],
    50 = length(lists:reverse(L)),
    garbage(N - 1).

sum_of(L) -> sum_of(L, 0).

sum_of([], S) -> S;
sum_of([{I, [I]} | T], S) -> sum_of(T, S + I).

nest(0, T) -> T;
nest(N, T) when N rem 3 =:= 0 -> nest(N - 1, [T]);
nest(N, T) when N rem 3 =:= 1 -> nest(N - 1, {N, T});
nest(N, T) -> nest(N - 1, [N | T]).

depth([], N) -> N;
depth({_, T}, N) -> depth(T, N + 1);
depth([I | T], N) when is_integer(I) -> depth(T, N + 1);
depth([T], N) -> depth(T, N + 1).

share(0, T) -> T;
share(N, T) -> share(N - 1, {T, T}).

leaves({x, [F]}) when is_float(F) -> 1;
leaves({A, B}) -> leaves(A) + leaves(B).

on_the_stack(0, Acc) -> length(Acc);
on_the_stack(N, Acc) ->
    Mine = {N, lists:seq(1, N)},
    Below = on_the_stack(N - 1, [Mine | Acc]),
    done = garbage(2),
    {N, L} = Mine,
    Below + lists:sum(L).

replace(0, T) -> lists:sum([X || {X, _} <- tuple_to_list(T)]);
replace(N, T) -> replace(N - 1, setelement(N rem 10 + 1, T, {N, [N | lists:seq(1, 3)]})).

%% A queue of two lists: each item lives long and then dies.
queue(0, {In, Out}, Sum) -> {length(In) + length(Out), Sum};
queue(N, {In, Out}, Sum) when length(Out) < 1, length(In) > 40 -> queue(N, {[], lists:reverse(In)}, Sum);
queue(N, {In, [H | T]}, Sum) when N rem 3 =/= 0 -> queue(N - 1, {[{N} | In], T}, Sum + element(1, H));
queue(N, {In, Out}, Sum) -> queue(N - 1, {[{N} | In], Out}, Sum).
