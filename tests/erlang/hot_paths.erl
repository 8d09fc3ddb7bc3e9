%% SPDX-License-Identifier: Apache-2.0
%% Loops that run long with one kind of value and then meet another: integers that become big or
%% floats, lists that turn improper, funs that change, atoms instead of tuples, errors after many
%% rounds without one.
-module(hot_paths).
-export([main/0, step/2, other_step/2]).

-ifdef(SMALL).
-define(ROUNDS, 200).
-else.
-define(ROUNDS, 100000).
-endif.

main() ->
    erlang:display(grow(?ROUNDS, 1)),
    erlang:display(mixed_sum([1, 2, 3, 4.5, 5, 1 bsl 62, -7], ?ROUNDS div 100, 0)),
    erlang:display(walk(lists:seq(1, ?ROUNDS) ++ tail, 0)),
    erlang:display(outcome:'of'(fun() -> strict_walk(lists:seq(1, ?ROUNDS) ++ tail, 0) end)),
    erlang:display(calls(?ROUNDS, fun(X) -> X + 1 end, 0)),
    erlang:display(dispatch(?ROUNDS, step, 0)),
    erlang:display(shapes(?ROUNDS, 0)),
    erlang:display(outcome:'of'(fun() -> divide(?ROUNDS, 0) end)),
    erlang:display(compare(?ROUNDS, 0)),
    erlang:display(fails_late(?ROUNDS)),
    erlang:display(float_then_not(?ROUNDS, 0.5)),
    erlang:display(count_down(576460752303423488 + ?ROUNDS, ?ROUNDS * 2)).

grow(0, X) -> X;
grow(N, X) when X > 1 bsl 100 -> grow(N - 1, X bsr 99);
grow(N, X) -> grow(N - 1, X * 3).

mixed_sum(_, 0, Sum) -> trunc(Sum);
mixed_sum(L, N, Sum) -> mixed_sum(L, N - 1, add_all(L, Sum)).

add_all([], Sum) -> Sum;
add_all([H | T], Sum) -> add_all(T, Sum + H).

walk([H | T], Sum) -> walk(T, Sum + H);
walk(Rest, Sum) -> {Rest, Sum}.

strict_walk([H | T], Sum) -> strict_walk(T, Sum + H);
strict_walk([], Sum) -> Sum.

%% The fun is another one half-way.
calls(0, _, Acc) -> Acc;
calls(N, F, Acc) when N =:= ?ROUNDS div 2 -> calls(N - 1, fun(X) -> X - 1 + N * 0 end, F(Acc));
calls(N, F, Acc) -> calls(N - 1, F, F(Acc)).

dispatch(0, _, Acc) -> Acc;
dispatch(N, step, Acc) when N rem 1000 =:= 1 -> dispatch(N - 1, other_step, ?MODULE:step(N, Acc));
dispatch(N, F, Acc) when N rem 1000 =:= 500 -> dispatch(N - 1, step, ?MODULE:F(N, Acc));
dispatch(N, F, Acc) -> dispatch(N - 1, F, ?MODULE:F(N, Acc)).

step(_, Acc) -> Acc + 1.

other_step(N, Acc) -> Acc - N rem 3.

shapes(0, Sum) -> Sum;
shapes(N, Sum) -> shapes(N - 1, Sum + measure(shape(N))).

shape(N) when N rem 997 =:= 0 -> none;
shape(N) when N rem 499 =:= 0 -> [N];
shape(N) when N rem 5 =:= 0 -> {square, N};
shape(N) -> {rect, N, 2}.

measure({rect, A, B}) -> A * B;
measure({square, A}) -> A * A;
measure([A]) -> -A;
measure(none) -> 0.

divide(-1, Sum) -> Sum;
divide(N, Sum) -> divide(N - 1, Sum + 1000 div N).

compare(0, Sum) -> Sum;
compare(N, Sum) ->
    Other = case N rem 1000 of
                0 -> N * 1.0;
                1 -> atom;
                2 -> N bsl 64;
                _ -> N + 1
            end,
    if
        N < Other -> compare(N - 1, Sum + 1);
        N == Other -> compare(N - 1, Sum + 100);
        true -> compare(N - 1, Sum + 10000)
    end.

fails_late(N) ->
    try
        fails_late(N, 0)
    catch
        error:{badmatch, V} -> {badmatch, V}
    end.

fails_late(N, Acc) ->
    {ok, V} = if
                  N =:= 0 -> {done, Acc};
                  true -> {ok, N band 1}
              end,
    fails_late(N - 1, Acc + V).

float_then_not(0, X) -> X;
float_then_not(N, X) when is_float(X), X > 1000.0 -> float_then_not(N - 1, trunc(X) rem 7);
float_then_not(N, X) when is_integer(X) -> float_then_not(N - 1, X + 0.25);
float_then_not(N, X) -> float_then_not(N - 1, X * 1.5).

%% From big to small integers on the way.
count_down(X, 0) -> X;
count_down(X, N) -> count_down(X - 1, N - 1).
