%% SPDX-License-Identifier: Apache-2.0
%% All ways to put N queens on a board so that none attacks another: lists, comprehensions and backtracking.
%%
%%   ./run examples/queens.erl      the first solution and the number of solutions for 8 queens: 92
%%   ./run examples/queens.erl 9    for 9
-module(queens).
-export([main/1]).

main([]) ->
    main(["8"]);
main([Text]) ->
    N = list_to_integer(Text),
    Solutions = place(N, N),
    erlang:display(hd(Solutions)),
    erlang:display(length(Solutions)).

%% Boards with the first K rows filled; a board is the list of the queens' columns, latest row first.
place(0, _) -> [[]];
place(K, N) -> [[Column | Board] || Board <- place(K - 1, N), Column <- lists:seq(1, N), safe(Column, 1, Board)].

safe(_, _, []) -> true;
safe(Column, Distance, [Other | Board]) ->
    Column =/= Other andalso abs(Column - Other) =/= Distance andalso safe(Column, Distance + 1, Board).
