%% SPDX-License-Identifier: Apache-2.0
%% The borders between small and big integers: sums, differences, products, quotients, shifts and
%% negations that cross 2^59, 2^60, 2^63 and 2^64 in either direction, and come back.
-module(integer_overflow).
-export([main/0]).

main() ->
    Borders = [1 bsl K || K <- outcome:id([27, 28, 31, 32, 58, 59, 60, 61, 62, 63, 64, 65, 127, 128])],
    Near = [B + D || B <- Borders, D <- [-1, 0, 1]],
    All = Near ++ [-N || N <- Near],
    [erlang:display({N, N + 1, N - 1, -N, abs(N), N * 2, N div 2, N rem 2}) || N <- All],
    erlang:display(pairs(All)),
    %% Back and forth: each must be the same small or big integer again.
    erlang:display([X || X <- All, (X + X) - X =/= X]),
    erlang:display([X || X <- All, X * X div X =/= X]),
    erlang:display([X || X <- All, X - X =/= 0]),
    erlang:display([X || X <- All, -(-X) =/= X]),
    erlang:display([X || X <- All, (X bsl 70) bsr 70 =/= X]),
    erlang:display([X || X <- All, bnot (bnot X) =/= X]),
    erlang:display([X || X <- All, -X - 1 =/= bnot X]),
    erlang:display(up(576460752303423480, 0)),
    erlang:display(down(-576460752303423480, 0)),
    erlang:display(double(1, 0)),
    erlang:display(double(-1, 0)),
    erlang:display(halve(1 bsl 100, [])),
    erlang:display([small(N) || N <- outcome:id([576460752303423487, 576460752303423488,
                                                 -576460752303423488, -576460752303423489])]),
    erlang:display(square(outcome:id(759250124))),
    erlang:display(square(outcome:id(759250125))),
    erlang:display(square(outcome:id(-759250125))),
    erlang:display(least(outcome:id(-576460752303423488))),
    erlang:display(least(outcome:id(-(1 bsl 63)))),
    erlang:display(in_guard(outcome:id(576460752303423487))),
    erlang:display(in_guard(outcome:id(-1))).

%% One number that depends on every operation on every pair.
pairs(All) ->
    lists:foldl(fun(X, Acc) -> lists:foldl(fun(Y, A) -> mix(A, X, Y) end, Acc, All) end, 7, All).

mix(A, X, Y) ->
    S = X + Y,
    D = X - Y,
    P = X * Y,
    Q = X div Y,
    R = X rem Y,
    Q * Y + R =:= X orelse erlang:display({bad_division, X, Y, Q, R}),
    D + Y =:= X orelse erlang:display({bad_difference, X, Y, D}),
    S - X =:= Y orelse erlang:display({bad_sum, X, Y, S}),
    P rem Y =:= 0 orelse erlang:display({bad_product, X, Y, P}),
    (A * 31 + S * 7 + D * 11 + P * 13 + Q * 17 + R * 19) rem 1000000000000000003.

up(N, 16) -> N;
up(N, I) -> up(N + 1, I + 1).

down(N, 16) -> N;
down(N, I) -> down(N - 1, I + 1).

double(N, 130) -> N;
double(N, I) -> double(N + N, I + 1).

halve(0, Acc) -> Acc;
halve(N, Acc) -> halve(N div 8, [N | Acc]).

small(N) when N + 1 =:= 576460752303423488 -> {last, N};
small(N) when N - 1 =:= -576460752303423489 -> {first, N};
small(N) -> {big, N}.

square(N) -> {N * N, N * N - 1, N * N * N, (N * N) rem N, (N * N + 1) div N}.

least(N) -> {-N, abs(N), N div -1, N rem -1, N * -1, 0 - N, N - 1, bnot N}.

in_guard(N) when N + 1 > 576460752303423487 -> {wrapped_up, N + 1};
in_guard(N) when N - 576460752303423488 < -576460752303423488 -> {wrapped_down, N - 576460752303423488};
in_guard(N) -> N.
