%% SPDX-License-Identifier: Apache-2.0
%% Arithmetic of integers around the borders of 60, 64, 128 and many bits, with checks that hold for all of them, and
%% number-theoretic programs with large numbers.
-module(integer_corners).
-export([main/0]).

main() ->
    Borders = [Sign * ((1 bsl Bits) + Delta) || Bits <- [0, 27, 28, 31, 32, 53, 58, 59, 60, 63, 64, 65, 127, 128, 200], Delta <- [-1, 0, 1],
                                                Sign <- [1, -1]],
    erlang:display([{X + 1, X - 1, -X, X * X, X bsl 1, X bsr 1, bnot X} || X <- Borders]),
    erlang:display(erlang:phash2([{X div Y, X rem Y} || X <- Borders, Y <- Borders, Y =/= 0])),
    true = lists:all(fun({X, Y}) -> (X div Y) * Y + X rem Y =:= X andalso abs(X rem Y) < abs(Y) end,
                     [{X, Y} || X <- Borders, Y <- Borders, Y =/= 0]),
    true = lists:all(fun({X, Y}) -> (X band Y) + (X bor Y) =:= X + Y andalso (X bxor Y) =:= (X bor Y) - (X band Y) end,
                     [{X, Y} || X <- Borders, Y <- Borders]),
    true = lists:all(fun({X, Y}) -> (X + Y) * (X - Y) =:= X * X - Y * Y end, [{X, Y} || X <- Borders, Y <- Borders]),
    true = lists:all(fun({X, N}) -> (X bsl N) bsr N =:= X andalso X bsr N =:= floor_div(X, 1 bsl N) end,
                     [{X, N} || X <- Borders, N <- [0, 1, 3, 59, 60, 61, 64, 100]]),
    true = lists:all(fun({X, B}) -> list_to_integer(integer_to_list(X, B), B) =:= X end, [{X, B} || X <- Borders, B <- lists:seq(2, 36)]),
    erlang:display([integer_to_list(X, B) || X <- [1 bsl 100, -(1 bsl 59), 35, 0], B <- [2, 3, 7, 10, 16, 36]]),
    erlang:display(factorial(100)),
    erlang:display(lists:sum([D - $0 || D <- integer_to_list(power(2, 1000))])),
    erlang:display([power_mod(3, 1 bsl 100, (1 bsl 89) - 1), power_mod(2, 560, 561), power_mod(7, 222, 1000000007)]),
    erlang:display([gcd(factorial(30), power(6, 40)), gcd(-(1 bsl 80), 1 bsl 60), gcd(0, -5)]),
    erlang:display([square_root(X) || X <- [0, 1, 2, 99, 100, 1 bsl 120, power(10, 60) * 2]]),
    erlang:display(fibonacci(500)),
    erlang:display([P || P <- [(1 bsl N) - 1 || N <- [3, 5, 7, 11, 13, 17, 19, 31, 61]], probably_prime(P)]),
    erlang:display([X =:= Y || {X, Y} <- lists:zip(lists:sort(Borders), lists:reverse(lists:reverse(lists:sort(fun erlang:'=<'/2, Borders))))] =:=
                       lists:duplicate(length(Borders), true)),
    erlang:display(binary:encode_unsigned(factorial(40))),
    erlang:display([<<X:100>> || X <- [1 bsl 99, -1, (1 bsl 59) - 1]]),
    erlang:display([outcome:'of'(fun() -> F() end) || F <- [fun() -> outcome:id(1) div outcome:id(0) end, fun() -> outcome:id(1 bsl 64) rem outcome:id(0) end,
                    fun() -> outcome:id(1.5) bor outcome:id(1) end, fun() -> outcome:id(1) bsl outcome:id(a) end, fun() -> -outcome:id(a) end,
                    fun() -> bnot outcome:id(2.0) end, fun() -> outcome:id(1) bsr outcome:id(1 bsl 70) end,
                    fun() -> outcome:id(-1) bsr outcome:id(1 bsl 70) end, fun() -> outcome:id(0) bsl outcome:id(1 bsl 70) end]]).

floor_div(X, Y) when X >= 0 -> X div Y;
floor_div(X, Y) -> -((-X + Y - 1) div Y).

factorial(0) -> 1;
factorial(N) -> N * factorial(N - 1).

power(_, 0) -> 1;
power(X, N) when N rem 2 =:= 0 -> power(X * X, N div 2);
power(X, N) -> X * power(X, N - 1).

power_mod(_, 0, _) -> 1;
power_mod(X, N, M) when N band 1 =:= 0 -> power_mod(X * X rem M, N bsr 1, M);
power_mod(X, N, M) -> X * power_mod(X, N - 1, M) rem M.

gcd(A, 0) -> abs(A);
gcd(A, B) -> gcd(B, A rem B).

square_root(0) -> 0;
square_root(N) -> square_root(N, 1 bsl ((bits(N) + 1) div 2)).
square_root(N, X) ->
    case (X + N div X) div 2 of
        Y when Y < X -> square_root(N, Y);
        _ -> X
    end.

bits(0) -> 0;
bits(N) -> 1 + bits(N bsr 1).

fibonacci(N) -> fibonacci(N, 0, 1).
fibonacci(0, A, _) -> A;
fibonacci(N, A, B) -> fibonacci(N - 1, B, A + B).

probably_prime(P) -> lists:all(fun(A) -> A >= P orelse power_mod(A, P - 1, P) =:= 1 end, [2, 3, 5, 7, 11, 13]).
