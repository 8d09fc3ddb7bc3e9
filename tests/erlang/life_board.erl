%% SPDX-License-Identifier: Apache-2.0
%% The game of life twice, on rows of cells and on a sorted list of living cells: both must agree,
%% a glider comes home on a torus, oscillators oscillate and still lives stay.
-module(life_board).
-export([main/0]).

-ifdef(SMALL).
-define(GENERATIONS, 4).
-else.
-define(GENERATIONS, 40).
-endif.

-define(SIZE, 10).

main() ->
    Glider = [{1, 2}, {2, 3}, {3, 1}, {3, 2}, {3, 3}],
    [erlang:display(text(board(generations(N, Glider)))) || N <- [0, 1, 2, 3, 4]],
    erlang:display(lists:sort(generations(40, Glider)) =:= lists:sort(Glider)),
    Random = random(45, 17, []),
    erlang:display([length(generations(N, Random)) || N <- lists:seq(0, 10)]),
    erlang:display(agree(?GENERATIONS, Random, board(Random))),
    Blinker = [{5, 4}, {5, 5}, {5, 6}],
    erlang:display([generations(N, Blinker) || N <- [1, 2]]),
    Block = [{1, 1}, {1, 2}, {2, 1}, {2, 2}],
    erlang:display(generations(7, Block) =:= Block),
    [erlang:display(Row) || Row <- text(board(generations(?GENERATIONS, Random)))].

agree(0, Cells, Board) -> cells(Board) =:= Cells;
agree(N, Cells, Board) ->
    Next = generation(Cells),
    NextBoard = step(Board),
    case cells(NextBoard) of
        Next -> agree(N - 1, Next, NextBoard);
        Other -> {N, Next, Other}
    end.

generations(0, Cells) -> lists:usort(Cells);
generations(N, Cells) -> generations(N - 1, generation(Cells)).

generation(Cells) ->
    Around = lists:sort([wrap({R + Dr, C + Dc}) || {R, C} <- Cells, Dr <- [-1, 0, 1], Dc <- [-1, 0, 1], {Dr, Dc} =/= {0, 0}]),
    [Cell || {Cell, N} <- count(Around), N =:= 3 orelse N =:= 2 andalso lists:member(Cell, Cells)].

wrap({R, C}) -> {(R + ?SIZE - 1) rem ?SIZE + 1, (C + ?SIZE - 1) rem ?SIZE + 1}.

count([]) -> [];
count([H | T]) -> count(H, 1, T).

count(H, N, [H | T]) -> count(H, N + 1, T);
count(H, N, T) -> [{H, N} | count(T)].

board(Cells) -> [[lists:member({R, C}, Cells) || C <- lists:seq(1, ?SIZE)] || R <- lists:seq(1, ?SIZE)].

cells(Board) ->
    lists:append([[{R, C} || {C, true} <- number(Row)] || {R, Row} <- number(Board)]).

number(L) -> lists:zip(lists:seq(1, length(L)), L).

%% Each row with the one above and below; the ends meet.
step(Board) ->
    Above = [lists:last(Board) | lists:droplast(Board)],
    Below = tl(Board) ++ [hd(Board)],
    rows(Above, Board, Below).

rows([A | As], [B | Bs], [C | Cs]) -> [row(A, B, C) | rows(As, Bs, Cs)];
rows([], [], []) -> [].

row(A, B, C) ->
    Sums = [bit(X) + bit(Y) + bit(Z) || {X, Y, Z} <- lists:zip3(A, B, C)],
    Left = [lists:last(Sums) | lists:droplast(Sums)],
    Right = tl(Sums) ++ [hd(Sums)],
    [alive(Alive, L + M + R) || {Alive, {L, M, R}} <- lists:zip(B, lists:zip3(Left, Sums, Right))].

alive(true, 3) -> true;
alive(true, 4) -> true;
alive(false, 3) -> true;
alive(_, _) -> false.

bit(true) -> 1;
bit(false) -> 0.

text(Board) -> [[case Cell of true -> $*; false -> $. end || Cell <- Row] || Row <- Board].

random(0, _, Cells) -> lists:usort(Cells);
random(N, Seed, Cells) ->
    Next = (Seed * 1103515245 + 12345) band 16#7FFFFFFF,
    random(N - 1, Next, [{(Next bsr 8) rem ?SIZE + 1, (Next bsr 16) rem ?SIZE + 1} | Cells]).
