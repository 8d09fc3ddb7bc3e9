%% SPDX-License-Identifier: Apache-2.0
%% Runs test programs one after the other in one OTP node, for compare.mjs: each in a process of its
%% own, between two marker lines, the second of which tells the exit status that ./run would give.
%% A program that halts the node ends the list; the caller starts again with the rest.
-module(reference_runner).
-export([main/0]).

main() ->
    Seconds = list_to_integer(hd(init:get_plain_arguments())),
    [run(list_to_atom(Name), Seconds * 1000) || Name <- tl(init:get_plain_arguments())],
    halt(0).

run(Module, Timeout) ->
    erlang:display({'-- begin', Module}),
    Before = processes(),
    {Pid, Ref} = spawn_monitor(fun() -> Module:main() end),
    Status = receive
                 {'DOWN', Ref, process, Pid, normal} -> 0;
                 {'DOWN', Ref, process, Pid, _} -> 1
             after Timeout -> timeout
             end,
    clean_up(processes() -- Before),
    erlang:display({'-- end', Module, Status}).

%% Until none of the program's processes is left, nor any that was being started.
clean_up([]) -> ok;
clean_up(Pids) ->
    Refs = [monitor(process, Pid) || Pid <- Pids],
    [exit(Pid, kill) || Pid <- Pids],
    [receive {'DOWN', Ref, process, _, _} -> ok end || Ref <- Refs].
