%% SPDX-License-Identifier: Apache-2.0
%% Processes that are started, say that they were there, and end; a thousand live at a time.
-module(spawn_exit).
-export([run/0, iterations/0]).
-erl_flags("+S 1").

iterations() -> 5.

run() -> batches(200, self(), 0).

batches(0, _, Count) -> Count;
batches(N, Self, Count) -> batches(N - 1, Self, gather(start(1000, Self), Count)).

start(N, Self) -> start(N, N, Self).

start(0, Count, _) -> Count;
start(N, Count, Self) ->
    spawn(fun() -> Self ! done end),
    start(N - 1, Count, Self).

gather(0, Count) -> Count;
gather(N, Count) -> receive done -> gather(N - 1, Count + 1) end.
