%% SPDX-License-Identifier: Apache-2.0
%%
%% Who executes old code ends with a purge: in a receive, under calls, under a catch. soft_purge leaves all as it is.
-module(code_purge).
-export([main/0]).

main() ->
    code_versions:forget(),
    {module, code_subject} = code_versions:load(1),
    Me = self(),
    Starts = [{waiting, fun() -> code_subject:wait() end},
              {looping, fun() -> code_subject:loop(x) end},
              {deep, fun() -> code_subject:deep(1000) end},
              {catching, fun() -> code_subject:caught(Me) end},
              {other, fun() -> receive go -> code_subject:version() end end},
              {linked, fun() -> process_flag(trap_exit, true), code_subject:deep(3) end}],
    Processes = [{Name, spawn_monitor(fun() -> exit({Name, Start()}) end)} || {Name, Start} <- Starts],
    {_, {Catching, _}} = lists:keyfind(catching, 1, Processes),
    receive {Catching, ready} -> ok end,
    settle(Processes),
    {module, code_subject} = code_versions:load(2),
    erlang:display([{Name, erlang:check_process_code(Pid, code_subject)} || {Name, {Pid, _}} <- Processes]),
    erlang:display({soft, code:soft_purge(code_subject), erlang:check_old_code(code_subject)}),
    erlang:display([{Name, is_process_alive(Pid)} || {Name, {Pid, _}} <- Processes]),
    erlang:display({hard, code:purge(code_subject), erlang:check_old_code(code_subject)}),
    erlang:display([{Name, ended(Monitor)} || {Name, {_, Monitor}} <- Processes, Name =/= other]),
    {other, {Other, OtherMonitor}} = lists:keyfind(other, 1, Processes),
    Other ! go,
    erlang:display(ended(OtherMonitor)),
    erlang:display({again, code:purge(code_subject), code:soft_purge(code_subject)}),
    code_versions:forget().

%% Until all of them wait.
settle(Processes) ->
    case [ok || {_, {Pid, _}} <- Processes, process_info(Pid, status) =/= {status, waiting}] of
        [] -> ok;
        _ -> erlang:yield(), settle(Processes)
    end.

ended(Monitor) ->
    receive {'DOWN', Monitor, process, _, Reason} -> Reason end.
