%% SPDX-License-Identifier: Apache-2.0
%% Matrices as lists of lists: products of integers, floats, big integers and mixed numbers,
%% transposition, powers, determinants by expansion and by elimination, and a linear system.
-module(matrices).
-export([main/0]).

-ifdef(SMALL).
-define(SIZE, 6).
-else.
-define(SIZE, 40).
-endif.

main() ->
    A = [[(I * 7 + J * 3) rem 11 - 5 || J <- lists:seq(1, ?SIZE)] || I <- lists:seq(1, ?SIZE)],
    B = [[I bxor J || J <- lists:seq(1, ?SIZE)] || I <- lists:seq(1, ?SIZE)],
    AB = multiply(A, B),
    erlang:display({trace(AB), lists:sum(lists:map(fun lists:sum/1, AB)), hd(AB)}),
    erlang:display(transpose(AB) =:= multiply(transpose(B), transpose(A))),
    erlang:display(multiply(A, identity(?SIZE)) =:= A),
    F = [[X / 4 || X <- Row] || Row <- A],
    G = [[X * 0.5 || X <- Row] || Row <- B],
    erlang:display(exact:bits(trace(multiply(F, G)))),
    erlang:display(trace(multiply(F, G)) * 8 == trace(AB)),
    Mixed = multiply([[1, 2.5], [1 bsl 60, -1]], [[0.5, 1], [2, 3]]),
    erlang:display(Mixed),
    Big = power([[1, 1, 0], [1, 0, 1], [0, 1, 1]], 150),
    erlang:display(Big),
    Small = [[2, -1, 0, 3], [1, 4, -2, 0], [5, 0, 1, -1], [3, 2, 2, 6]],
    erlang:display({expansion(Small), elimination(Small)}),
    erlang:display([{expansion(M), elimination(M)} || M <- [[[1]], [[1, 2], [2, 4]], [[0, 1], [1, 0]], [[1 bsl 70, 1], [3, 1 bsl 65]]]]),
    erlang:display(solve([[2, 1, -1], [-3, -1, 2], [-2, 1, 2]], [8, -11, -3])),
    erlang:display([exact:bits(X) || X <- jacobi([[10.0, -1.0, 2.0], [-1.0, 11.0, -1.0], [2.0, -1.0, 10.0]], [6.0, 25.0, -11.0], [0.0, 0.0, 0.0], 25)]),
    erlang:display(outcome:'of'(fun() -> multiply([[1, 2], [3, a]], [[1], [2]]) end)),
    erlang:display(spiral([[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]])).

multiply(A, B) ->
    Columns = transpose(B),
    [[dot(Row, Column, 0) || Column <- Columns] || Row <- A].

dot([], [], Sum) -> Sum;
dot([A | As], [B | Bs], Sum) -> dot(As, Bs, Sum + A * B).

transpose([[] | _]) -> [];
transpose(Rows) -> [lists:map(fun hd/1, Rows) | transpose(lists:map(fun tl/1, Rows))].

identity(N) -> [[case I of J -> 1; _ -> 0 end || J <- lists:seq(1, N)] || I <- lists:seq(1, N)].

trace(M) -> lists:sum([lists:nth(I, Row) || {I, Row} <- lists:zip(lists:seq(1, length(M)), M)]).

power(M, 1) -> M;
power(M, N) when N rem 2 =:= 0 -> power(multiply(M, M), N div 2);
power(M, N) -> multiply(M, power(M, N - 1)).

expansion([[X]]) -> X;
expansion([First | Rest]) -> expansion(First, Rest, 1, 1).

expansion([], _, _, _) -> 0;
expansion([X | Xs], Rest, Column, Sign) ->
    Minor = [without(Column, Row) || Row <- Rest],
    Sign * X * expansion(Minor) + expansion(Xs, Rest, Column + 1, -Sign).

without(1, [_ | T]) -> T;
without(N, [H | T]) -> [H | without(N - 1, T)].

%% Fraction-free elimination: all divisions are exact.
elimination(M) -> elimination(M, 1, 1).

elimination([[X]], Sign, _) -> Sign * X;
elimination([[0 | _] | _] = M, Sign, Last) ->
    case lists:splitwith(fun([X | _]) -> X =:= 0 end, M) of
        {_, []} -> 0;
        {[First | Zero], [Pivot | Rest]} -> elimination([Pivot | Zero] ++ [First | Rest], -Sign, Last)
    end;
elimination([[P | Row] | Rest], Sign, Last) ->
    elimination([[(P * X - H * Y) div Last || {X, Y} <- lists:zip(T, Row)] || [H | T] <- Rest], Sign, P).

%% Cramer's rule, in exact fractions.
solve(M, V) ->
    D = expansion(M),
    [begin
         N = expansion([replace(I, X, Row) || {X, Row} <- lists:zip(V, M)]),
         case N rem D of
             0 -> N div D;
             _ -> {N, D}
         end
     end || I <- lists:seq(1, length(V))].

replace(1, X, [_ | T]) -> [X | T];
replace(N, X, [H | T]) -> [H | replace(N - 1, X, T)].

jacobi(_, _, X, 0) -> X;
jacobi(M, V, X, N) ->
    Next = [begin
                Diagonal = lists:nth(I, Row),
                (B - (dot(Row, X, 0.0) - Diagonal * lists:nth(I, X))) / Diagonal
            end || {I, Row, B} <- zip3(lists:seq(1, length(V)), M, V)],
    jacobi(M, V, Next, N - 1).

zip3([A | As], [B | Bs], [C | Cs]) -> [{A, B, C} | zip3(As, Bs, Cs)];
zip3([], [], []) -> [].

spiral([]) -> [];
spiral([Row | Rest]) -> Row ++ spiral(lists:reverse(transpose_or_none(Rest))).

transpose_or_none([]) -> [];
transpose_or_none(Rows) -> transpose(Rows).
