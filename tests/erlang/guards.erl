%% SPDX-License-Identifier: Apache-2.0
%% Guards: failing built-ins, sequences and alternatives, arithmetic and float guards, order of
%% evaluation, if with and without a true branch, and guards that look at several arguments.
-module(guards).
-export([main/0]).

main() ->
    Values = outcome:id([0, 1, -5, 2.5, a, [], [1], [1, 2 | 3], {}, {1}, {x, y}, "str", 1 bsl 66]),
    erlang:display([builtin(X) || X <- Values]),
    erlang:display([alternatives(X) || X <- Values]),
    erlang:display([arithmetic(X) || X <- Values]),
    erlang:display([outcome:'of'(fun() -> no_true(X) end) || X <- Values]),
    erlang:display([{X, Y, pair(X, Y)} || X <- [0, 1, 2.0, a], Y <- [0, 1, 2.0, b]]),
    erlang:display([triangle(A, B, C) || {A, B, C} <- [{3, 4, 5}, {1, 1, 1}, {2, 2, 3}, {1, 2, 9}, {0, 1, 1}, {a, 1, 1}]]),
    erlang:display([leap(Y) || Y <- [1900, 1996, 1999, 2000, 2100, 2024]]),
    erlang:display([grade(X) || X <- [100, 90, 89.99, 75, 50, 49, 0, -1, 101, x]]),
    erlang:display([self_guard(P) || P <- [self(), a]]),
    erlang:display([both(X) || X <- outcome:id([{1, 2}, {2, 1}, {a, 1}, {1}, [1, 2]])]),
    erlang:display([sequence(X) || X <- lists:seq(-3, 12)]).

builtin(X) when length(X) > 1 -> {list, length(X)};
builtin(X) when tuple_size(X) > 1 -> {tuple, tuple_size(X)};
builtin(X) when hd(X) =:= 1, tl(X) =:= [] -> single;
builtin(X) when element(1, X) =:= 1 -> one_tuple;
builtin(X) when abs(X) =:= 5 -> five;
builtin(X) when trunc(X) =:= 2 -> two_and_a_bit;
builtin(X) when round(X) =:= 1 -> one;
builtin(X) when float(X) > 1.0e10 -> large;
builtin(X) when node(X) =:= x -> pid;
builtin(X) when not is_atom(X), X =/= [] -> other;
builtin(_) -> none.

alternatives(X) when hd(X) > 0; X =:= a; element(2, X) =:= y -> first;
alternatives(X) when is_integer(X), X > 0; is_float(X) -> second;
alternatives(X) when (is_list(X) orelse is_tuple(X)) andalso X =/= {} -> third;
alternatives(X) when X =:= {}; length(X) =:= 0 -> fourth;
alternatives(_) -> fifth.

arithmetic(X) when X * 2 + 1 =:= 3 -> one;
arithmetic(X) when X / 2 < -2 -> negative;
arithmetic(X) when X div 2 =:= 0 -> zero;
arithmetic(X) when X rem 2 =:= 0, X bsr 60 > 0 -> big;
arithmetic(X) when X - 0.5 == 2 -> two_and_a_half;
arithmetic(X) when -X =:= X -> never;
arithmetic(_) -> none.

no_true(X) ->
    if
        X > 100, is_number(X) -> big;
        X =:= a -> a;
        is_tuple(X), X > {0} -> tuple;
        is_integer(X), X < 0; X == 2.5 -> odd_one
    end.

pair(X, Y) when X + Y =:= 1, X > Y -> one_zero;
pair(X, Y) when X + Y =:= 1 -> zero_one;
pair(X, Y) when X == Y, is_float(X) -> both_float;
pair(X, Y) when X / Y == 2 -> double;
pair(X, _) when is_atom(X) -> atom;
pair(_, Y) when is_atom(Y) -> second_atom;
pair(X, Y) -> {X, Y}.

triangle(A, B, C) when A =< 0; B =< 0; C =< 0 -> degenerate;
triangle(A, B, C) when A + B =< C; A + C =< B; B + C =< A -> impossible;
triangle(A, A, A) -> equilateral;
triangle(A, A, _) -> isosceles;
triangle(A, _, A) -> isosceles;
triangle(_, A, A) -> isosceles;
triangle(A, B, C) when A * A + B * B =:= C * C -> right;
triangle(_, _, _) -> scalene.

leap(Y) when Y rem 400 =:= 0 -> true;
leap(Y) when Y rem 100 =:= 0 -> false;
leap(Y) -> Y rem 4 =:= 0.

grade(X) when not is_number(X) -> invalid;
grade(X) ->
    if
        X > 100; X < 0 -> out_of_range;
        X >= 90 -> a;
        X >= 75 -> b;
        X >= 50 -> c;
        true -> f
    end.

self_guard(P) when P =:= self() -> me;
self_guard(_) -> not_me.

both({A, B}) when A < B, is_integer(A) -> {rising, B - A};
both({A, B}) when is_atom(A) orelse A > B -> falling_or_atom;
both(T) when tuple_size(T) =:= 1 orelse hd(T) =:= 1 -> other;
both(_) -> none.

sequence(N) when N < 0 -> negative;
sequence(N) when N =:= 0 -> zero;
sequence(N) when N >= 1, N =< 3 -> low;
sequence(N) when 3 < N, 7 > N -> middle;
sequence(N) when N band 1 =:= 0, N > 6; N =:= 11 -> high_even_or_eleven;
sequence(_) -> high.
