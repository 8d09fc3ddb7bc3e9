%% SPDX-License-Identifier: Apache-2.0
%% halt/1 from a deep place in another process, with its status, while others are running.
-module(exit_halt).
-export([main/0]).

main() ->
    spawn(fun() -> spin(0) end),
    erlang:display(first),
    spawn(fun() -> deep(100) end),
    receive never -> ok end,
    erlang:display(never).

spin(N) -> spin(N + 1).

deep(0) ->
    erlang:display(halting),
    halt(7);
deep(N) ->
    [deep(N - 1)].
