%% SPDX-License-Identifier: Apache-2.0
%% Comparison of integers with floats: exact at 2^53, around big integers, at both zeros; == and =:=
%% differ; clause heads match floats exactly; members, keys and sorting.
-module(float_compare).
-export([main/0]).

main() ->
    P53 = outcome:id(9007199254740992),
    Numbers = outcome:id([0, 0.0, -0.0, 1, 1.0, -1, -1.0, 1.5, 2, P53, 9007199254740992.0, P53 + 1, P53 - 1,
                          9007199254740994.0, 1 bsl 59, 5.764607523034235e17, (1 bsl 59) + 1, 1 bsl 70,
                          1.180591620717411303424e21, (1 bsl 70) + 1, -(1 bsl 70), -1.1805916207174113e21,
                          1 bsl 1030, -(1 bsl 1030), 1.0e300, -1.0e300, 1.0e-300, 5.0e-324]),
    [erlang:display({X, [code(X, Y) || Y <- Numbers]}) || X <- Numbers],
    erlang:display(lists:sort(Numbers)),
    erlang:display([lists:member(1.0, L) || L <- [[1], [1.0], [2, 1.0 | [3]]]]),
    erlang:display([lists:keyfind(K, 1, [{1, int}, {2.0, float}]) || K <- [1, 1.0, 2, 2.0]]),
    erlang:display([head(X) || X <- outcome:id([0, 0.0, 1, 1.0, 2, 2.0, 3.0])]),
    erlang:display([select(X) || X <- outcome:id([0, 0.0, 1, 1.0, 2, 2.0, 3.0])]),
    erlang:display([{1, 2.0} == {1.0, 2}, {1, 2.0} =:= {1.0, 2}, [1 | 2] == [1.0 | 2.0], [1] =:= [1.0],
                    {a, [1.0]} < {a, [1]}, {a, [1.0]} =< {a, [1]}, {1.0} == {1}]),
    erlang:display([0.0 == -0.0, 0 == -0.0, 0.0 < -0.0, outcome:id(-0.0) < 0.0]),
    erlang:display([compare(X, Y) || X <- outcome:id([1.5, 2.5, 2]), Y <- outcome:id([1.5, 2.0, 2.5])]),
    erlang:display([min(1, 1.0), min(1.0, 1), max(1, 1.0), max(1.0, 1), max(a, 1.0e300)]),
    erlang:display([bounded(X) || X <- outcome:id([-1, 0, 0.0, 0.5, 1, 1.0, 1.5, a])]).

%% All eight operators as one number.
code(X, Y) ->
    bit(X == Y) + 2 * bit(X /= Y) + 4 * bit(X =:= Y) + 8 * bit(X =/= Y) + 16 * bit(X < Y) + 32 * bit(X > Y)
        + 64 * bit(X =< Y) + 128 * bit(X >= Y).

bit(true) -> 1;
bit(false) -> 0.

head(1) -> integer_one;
head(1.0) -> float_one;
head(2.0) -> float_two;
head(X) when X == 2 -> equals_two;
head(X) when X =:= 0 -> integer_zero;
head(X) when X == 0 -> equals_zero;
head(_) -> other.

select(X) ->
    case X of
        0.0 -> zero;
        1.0 -> one;
        2.0 -> two;
        3.0 -> three;
        _ -> none
    end.

compare(X, Y) when X < Y -> less;
compare(X, Y) when X > Y -> more;
compare(X, Y) when X =:= Y -> same;
compare(X, Y) when X == Y -> equal.

bounded(X) when X >= 0, X =< 1 -> inside;
bounded(X) when is_number(X) -> outside;
bounded(X) -> {not_number, X}.
