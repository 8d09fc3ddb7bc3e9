%% SPDX-License-Identifier: Apache-2.0
%% The functions that textbooks recurse with: Ackermann, Hanoi, Fibonacci in four ways, Takeuchi,
%% McCarthy, Hofstadter, permutations, combinations, subsets, queens, change, knapsack, Gray codes.
-module(recursion_classics).
-export([main/0]).

-ifdef(SMALL).
-define(SIZE, 5).
-else.
-define(SIZE, 8).
-endif.

main() ->
    erlang:display([ackermann(M, N) || M <- [0, 1, 2, 3], N <- [0, 1, 2, ?SIZE div 2]]),
    erlang:display(hanoi(4, left, right, middle)),
    erlang:display(length(hanoi(?SIZE + 4, a, b, c))),
    erlang:display([fib(N) || N <- lists:seq(0, 15)]),
    erlang:display([fib_pair(?SIZE * 30), fib_matrix(?SIZE * 30), fib_stream(?SIZE * 30)]),
    erlang:display(fib(?SIZE * 2 + 4)),
    erlang:display(tak(?SIZE + 6, ?SIZE, ?SIZE div 2)),
    erlang:display([mccarthy(N) || N <- [1, 50, 99, 100, 101, 150]]),
    erlang:display([{female(N), male(N), hofstadter(N)} || N <- lists:seq(1, 14)]),
    erlang:display(permutations("abcd")),
    erlang:display(lists:sum([weight(P) || P <- permutations(lists:seq(1, ?SIZE - 1))])),
    erlang:display(combinations(3, [a, b, c, d, e])),
    erlang:display(length(subsets(lists:seq(1, ?SIZE + 2)))),
    erlang:display([length(queens(N)) || N <- lists:seq(1, ?SIZE)]),
    erlang:display(hd(queens(?SIZE))),
    erlang:display(change(?SIZE * 12, [50, 25, 10, 5, 1])),
    erlang:display(knapsack(15, [{12, 4}, {2, 2}, {1, 1}, {1, 2}, {4, 10}])),
    erlang:display(gray(4)),
    erlang:display(flatten_tree(balanced(lists:seq(1, 20)))),
    erlang:display(say(1, ?SIZE)),
    erlang:display(lists:reverse(hailstorm(?SIZE))),
    erlang:display(brackets(4)),
    erlang:display([even_by_odd(N) || N <- [0, 1, 10, 1001]]).

ackermann(0, N) -> N + 1;
ackermann(M, 0) -> ackermann(M - 1, 1);
ackermann(M, N) -> ackermann(M - 1, ackermann(M, N - 1)).

hanoi(0, _, _, _) -> [];
hanoi(N, From, To, Via) -> hanoi(N - 1, From, Via, To) ++ [{From, To}] ++ hanoi(N - 1, Via, To, From).

fib(0) -> 0;
fib(1) -> 1;
fib(N) -> fib(N - 1) + fib(N - 2).

fib_pair(N) -> element(1, pair(N)).

pair(0) -> {0, 1};
pair(N) ->
    {A, B} = pair(N div 2),
    C = A * (2 * B - A),
    D = A * A + B * B,
    case N rem 2 of
        0 -> {C, D};
        1 -> {D, C + D}
    end.

fib_matrix(N) -> element(2, matrix_power({1, 1, 1, 0}, N)).

matrix_power(_, 0) -> {1, 0, 0, 1};
matrix_power(M, N) when N rem 2 =:= 1 -> multiply(M, matrix_power(M, N - 1));
matrix_power(M, N) -> matrix_power(multiply(M, M), N div 2).

multiply({A, B, C, D}, {E, F, G, H}) -> {A * E + B * G, A * F + B * H, C * E + D * G, C * F + D * H}.

fib_stream(N) -> lists:nth(N + 1, stream(N + 1, 0, 1)).

stream(0, _, _) -> [];
stream(N, A, B) -> [A | stream(N - 1, B, A + B)].

tak(X, Y, Z) when Y >= X -> Z;
tak(X, Y, Z) -> tak(tak(X - 1, Y, Z), tak(Y - 1, Z, X), tak(Z - 1, X, Y)).

mccarthy(N) when N > 100 -> N - 10;
mccarthy(N) -> mccarthy(mccarthy(N + 11)).

female(0) -> 1;
female(N) -> N - male(female(N - 1)).

male(0) -> 0;
male(N) -> N - female(male(N - 1)).

hofstadter(N) when N =< 2 -> 1;
hofstadter(N) -> hofstadter(N - hofstadter(N - 1)) + hofstadter(N - hofstadter(N - 2)).

permutations([]) -> [[]];
permutations(L) -> [[H | T] || H <- L, T <- permutations(lists:delete(H, L))].

weight(P) -> lists:foldl(fun(X, Acc) -> (Acc * 3 + X) rem 1009 end, 0, P).

combinations(0, _) -> [[]];
combinations(_, []) -> [];
combinations(K, [H | T]) -> [[H | C] || C <- combinations(K - 1, T)] ++ combinations(K, T).

subsets([]) -> [[]];
subsets([H | T]) ->
    Rest = subsets(T),
    Rest ++ [[H | S] || S <- Rest].

queens(N) -> queens(N, N).

queens(0, _) -> [[]];
queens(K, N) -> [[Q | B] || B <- queens(K - 1, N), Q <- lists:seq(1, N), safe(Q, 1, B)].

safe(_, _, []) -> true;
safe(Q, D, [H | T]) -> Q =/= H andalso abs(Q - H) =/= D andalso safe(Q, D + 1, T).

change(0, _) -> 1;
change(N, Coins) when N < 0; Coins =:= [] -> 0;
change(N, [C | Rest] = Coins) -> change(N - C, Coins) + change(N, Rest).

knapsack(_, []) -> {0, []};
knapsack(Room, [{Weight, _} | Rest]) when Weight > Room -> knapsack(Room, Rest);
knapsack(Room, [{Weight, Value} = Item | Rest]) ->
    {With, Items} = knapsack(Room - Weight, Rest),
    max({With + Value, [Item | Items]}, knapsack(Room, Rest)).

gray(0) -> [""];
gray(N) ->
    Half = gray(N - 1),
    [[$0 | C] || C <- Half] ++ [[$1 | C] || C <- lists:reverse(Half)].

balanced([]) -> nil;
balanced(L) ->
    {Left, [Middle | Right]} = lists:split(length(L) div 2, L),
    {balanced(Left), Middle, balanced(Right)}.

flatten_tree(nil) -> [];
flatten_tree({L, M, R}) -> [M | flatten_tree(R)] ++ flatten_tree(L).

%% Look and say.
say(N, Times) -> say_again([N], Times).

say_again(L, 0) -> L;
say_again(L, Times) -> say_again(runs(L), Times - 1).

runs([]) -> [];
runs([H | T]) ->
    {Same, Rest} = lists:splitwith(fun(X) -> X =:= H end, T),
    [length(Same) + 1, H | runs(Rest)].

hailstorm(0) -> [];
hailstorm(N) -> [{N, lists:max(path(N))} | hailstorm(N - 1)].

path(1) -> [1];
path(N) -> [N | path(case N rem 2 of 0 -> N div 2; 1 -> 3 * N + 1 end)].

brackets(0) -> [""];
brackets(N) -> [[$( | A] ++ [$) | B] || K <- lists:seq(0, N - 1), A <- brackets(K), B <- brackets(N - 1 - K)].

even_by_odd(0) -> true;
even_by_odd(N) -> not even_by_odd(N - 1).
