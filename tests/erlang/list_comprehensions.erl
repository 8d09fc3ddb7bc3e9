%% SPDX-License-Identifier: Apache-2.0
%% List comprehensions: several generators, filters, patterns that skip, filters that fail, nested
%% ones, captured variables, and generators that are no lists.
-module(list_comprehensions).
-export([main/0]).

main() ->
    L = outcome:id([1, 2, 3, 4, 5, 6]),
    erlang:display([X * 2 || X <- L]),
    erlang:display([X || X <- L, X rem 2 =:= 0]),
    erlang:display([{X, Y} || X <- L, Y <- [a, b], X > 4]),
    erlang:display([{X, Y, Z} || X <- L, Y <- L, Z <- L, X * X + Y * Y =:= Z * Z]),
    erlang:display([X || {ok, X} <- [{ok, 1}, error, {error, 2}, {ok, 3}, {ok}, ok]]),
    erlang:display([X || [X | _] <- [[1], [], [2, 3], a, "x"]]),
    erlang:display([X || X <- [a, 1, b, 2], X + 1 > 2]),
    erlang:display([X || X <- [[1], [], a, [2]], hd(X) > 0]),
    erlang:display([[Y || Y <- lists:seq(1, X), Y =/= 3] || X <- L]),
    K = outcome:id(10),
    erlang:display([X + K + Y || X <- L, X < 3, Y <- [X, K]]),
    erlang:display([X || X <- L, is_integer(X), X > 1, X < 5 orelse X =:= 6]),
    erlang:display([X || X <- L, begin Y = X * X, Y > 10 end]),
    erlang:display([Z || X <- L, Z <- [X | [W || W <- [x]]]]),
    erlang:display(outcome:'of'(fun() -> [X || X <- outcome:id(a)] end)),
    erlang:display(outcome:'of'(fun() -> [X || X <- outcome:id([1 | 2])] end)),
    erlang:display(outcome:'of'(fun() -> [X || X <- L, outcome:id(X)] end)),
    erlang:display(outcome:'of'(fun() -> [hd(X) || X <- [[1], []]] end)),
    erlang:display(length([{X, Y, Z} || X <- lists:seq(1, 20), Y <- lists:seq(1, 20), Z <- lists:seq(1, 20), X + Y =:= Z])),
    erlang:display(permutations([1, 2, 3, 4])),
    erlang:display(length(permutations([a, b, c, d, e, f]))),
    erlang:display(powerset("abcd")),
    erlang:display(transpose([[1, 2, 3], [4, 5, 6], [7, 8, 9]])),
    erlang:display(primes(60)),
    erlang:display([catch_all(X) || X <- [1, 0, a]]),
    erlang:display(quicksort([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5])).

permutations([]) -> [[]];
permutations(L) -> [[H | T] || H <- L, T <- permutations(L -- [H])].

powerset([]) -> [[]];
powerset([H | T]) ->
    Rest = powerset(T),
    [[H | R] || R <- Rest] ++ Rest.

transpose([[] | _]) -> [];
transpose(Rows) -> [[hd(R) || R <- Rows] | transpose([tl(R) || R <- Rows])].

primes(N) -> [P || P <- lists:seq(2, N), [] =:= [D || D <- lists:seq(2, P - 1), P rem D =:= 0]].

catch_all(X) -> [catch 10 div Y || Y <- [X], is_integer(Y), Y =/= 0].

quicksort([]) -> [];
quicksort([P | T]) -> quicksort([X || X <- T, X < P]) ++ [P] ++ quicksort([X || X <- T, X >= P]).
