%% SPDX-License-Identifier: Apache-2.0
%% All solutions of the eight queens, several times: comprehensions, comparisons, short lists.
-module(queens).
-export([run/0, iterations/0]).

iterations() -> 15.

run() -> repeat(24, 0).

repeat(0, Sum) -> Sum;
repeat(N, Sum) -> repeat(N - 1, Sum + count(place(8, 8), 0)).

place(0, _) -> [[]];
place(K, N) -> [[Column | Board] || Board <- place(K - 1, N), Column <- columns(N), safe(Column, 1, Board)].

columns(0) -> [];
columns(N) -> [N | columns(N - 1)].

safe(_, _, []) -> true;
safe(Column, Distance, [Other | Board]) ->
    Column =/= Other andalso Column - Other =/= Distance andalso Other - Column =/= Distance
        andalso safe(Column, Distance + 1, Board).

count([], N) -> N;
count([_ | T], N) -> count(T, N + 1).
