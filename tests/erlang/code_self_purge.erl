%% SPDX-License-Identifier: Apache-2.0
%%
%% A process that purges the version it executes, and processes linked to one that a purge kills.
-module(code_self_purge).
-export([main/0]).

main() ->
    code_versions:forget(),
    {module, code_subject} = code_versions:load(1),
    {_, M1} = spawn_monitor(fun() ->
        Keep = code_subject:nested(a, fun() -> ok end),
        {module, _} = code_versions:load(2),
        exit({not_killed, code:purge(code_subject), is_function(Keep)})
    end),
    erlang:display(ended(M1)),
    Me = self(),
    {Middle, M2} = spawn_monitor(fun() ->
        spawn_link(fun() -> Me ! {self(), started}, code_subject:deep(10) end),
        receive never -> ok end
    end),
    Deep = receive {Pid, started} -> Pid end,
    {_, M3} = spawn_monitor(fun() -> process_flag(trap_exit, true), link(Deep), Me ! linked,
                                     receive {'EXIT', Deep, Reason} -> exit({told, Reason}) end end),
    receive linked -> ok end,
    wait_for(Deep),
    {module, code_subject} = code_versions:load(3),
    erlang:display({code:purge(code_subject), ended(M2), ended(M3), is_process_alive(Middle)}),
    code_versions:forget().

wait_for(Pid) ->
    case process_info(Pid, status) of
        {status, waiting} -> ok;
        _ -> erlang:yield(), wait_for(Pid)
    end.

ended(Monitor) -> receive {'DOWN', Monitor, process, _, Reason} -> Reason end.
