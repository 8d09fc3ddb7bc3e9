%% SPDX-License-Identifier: Apache-2.0
%%
%% process_info of oneself and others: each item's shape, several at once, dead processes and wrong items.
-module(process_info_items).
-export([main/0, sleeper/1]).

main() ->
    Self = self(),
    Pid = spawn(?MODULE, sleeper, [Self]),
    receive ready -> ok end,
    wait(Pid),
    [erlang:display(process_info(Pid, I)) || I <- [status, initial_call, current_function, message_queue_len, messages, dictionary, trap_exit,
                                                  priority, registered_name, error_handler, suspending, catchlevel]],
    erlang:display([{K, V =:= []} || {K, V} <- process_info(Pid, [links, monitors, monitored_by])]),
    erlang:display([{K, is_integer(V)} || {K, V} <- process_info(Pid, [heap_size, stack_size, total_heap_size, memory, reductions, min_heap_size])]),
    erlang:display(process_info(Pid, [])),
    erlang:display(process_info(Pid, [status, status, trap_exit])),
    link(Pid),
    Ref = monitor(process, Pid),
    register(the_sleeper, Pid),
    [Pid ! M || M <- [one, {two, "2"}]],
    erlang:display({links, process_info(Pid, links) =:= {links, [Self]}, lists:member(Pid, element(2, process_info(Self, links)))}),
    erlang:display({monitored_by, process_info(Pid, monitored_by) =:= {monitored_by, [Self]}, process_info(Self, monitors) =:= {monitors, [{process, Pid}]}}),
    erlang:display(process_info(Pid, [registered_name, message_queue_len, messages])),
    erlang:display({parent, process_info(Pid, parent) =:= {parent, Self}, process_info(Pid, group_leader) =:= {group_leader, group_leader()}}),
    unlink(Pid),
    exit(Pid, kill),
    receive {'DOWN', Ref, _, _, killed} -> ok end,
    erlang:display([process_info(Pid), process_info(Pid, status), process_info(Pid, [status, links])]),
    erlang:display(process_info(self(), current_function)),
    erlang:display(process_info(self(), status)),
    erlang:display([K || {K, _} <- process_info(self())]),
    erlang:display([try process_info(self(), I) catch C:R -> {C, R} end || I <- [nothing, 1, [status, nothing], [status | links], "status"]]),
    erlang:display([try process_info(P, status) catch C:R -> {C, R} end || P <- [a, 1, make_ref()]]).

sleeper(Parent) ->
    put(key, value),
    process_flag(priority, low),
    Parent ! ready,
    receive never -> ok end.

wait(Pid) ->
    case process_info(Pid, status) of
        {status, waiting} -> ok;
        _ -> erlang:yield(), wait(Pid)
    end.
