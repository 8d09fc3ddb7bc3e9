%% SPDX-License-Identifier: Apache-2.0
%% Processes that start with a function of a module that nobody has loaded yet: the first to run loads it, the others
%% find it loaded.
-module(spawn_before_load).
-export([main/0]).

main() ->
    Self = self(),
    Pids = [spawn(parity, tell, [Self, N]) || N <- [1, 2, 3, 4]],
    erlang:display([receive {Pid, Parity} -> Parity end || Pid <- Pids]),
    {Pid, Reference} = spawn_monitor(parity, no_such_function, [1]),
    receive
        {'DOWN', Reference, process, Pid, {Reason, [{M, F, A, _} | _]}} -> erlang:display({Reason, M, F, A})
    end.
