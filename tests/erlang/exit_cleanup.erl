%% SPDX-License-Identifier: Apache-2.0
%%
%% What goes with a process: names, links, monitors, timers, aliases, children tied to it; and what stays.
-module(exit_cleanup).
-export([main/0]).

main() ->
    [erlang:display({R, all_at_once(R)}) || R <- [normal, crash, kill, {shutdown, x}]],
    erlang:display({orphans, orphans()}),
    erlang:display({monitors_of_dead, monitors_of_dead(30)}),
    erlang:display({process_count, process_count(100)}),
    erlang:display({waves, waves(5, 30)}),
    erlang:display({messages_lost, messages_lost()}).

all_at_once(Reason) ->
    process_flag(trap_exit, true),
    Self = self(),
    Pid = spawn_link(fun() ->
                             register(to_be_cleaned, self()),
                             Alias = alias(),
                             Timer = erlang:send_after(100000, self(), never),
                             Child = spawn_link(fun() -> receive never -> ok end end),
                             Self ! {made, Alias, Timer, Child},
                             receive go -> exit(Reason) end
                     end),
    {Alias, Timer, Child} = receive {made, A, T, C} -> {A, T, C} end,
    Ref = monitor(process, Pid),
    ChildRef = monitor(process, Child),
    case Reason of kill -> exit(Pid, kill); _ -> Pid ! go end,
    Down = receive {'DOWN', Ref, _, _, D} -> D end,
    Exit = receive {'EXIT', Pid, E} -> E end,
    ChildDown = receive {'DOWN', ChildRef, _, _, CD} -> CD after 50 -> demonitor(ChildRef, [flush]), exit(Child, kill), lives end,
    Alias ! lost,
    Result = {Down, Exit, ChildDown, whereis(to_be_cleaned), erlang:cancel_timer(Timer), is_process_alive(Pid), process_info(Pid)},
    process_flag(trap_exit, false),
    Result.

%% Unlinked children outlive their parent.
orphans() ->
    Self = self(),
    {_, Ref} = spawn_monitor(fun() -> Self ! {children, [spawn(fun() -> receive {ask, P} -> P ! {alive, I} end end) || I <- [1, 2, 3]]} end),
    receive {'DOWN', Ref, _, _, normal} -> ok end,
    receive {children, Pids} -> [P ! {ask, Self} || P <- Pids] end,
    lists:sort([receive {alive, I} -> I end || _ <- [1, 2, 3]]).

%% The watched one forgets those that watched it.
monitors_of_dead(N) ->
    Target = spawn(fun() -> receive stop -> ok end end),
    Refs = [element(2, spawn_monitor(fun() -> monitor(process, Target), link(Target), unlink(Target) end)) || _ <- lists:seq(1, N)],
    [receive {'DOWN', R, _, _, normal} -> ok end || R <- Refs],
    I = process_info(Target, [monitored_by, links, monitors]),
    Target ! stop,
    I.

process_count(N) ->
    Before = erlang:system_info(process_count),
    Pids = [spawn(fun() -> receive stop -> ok end end) || _ <- lists:seq(1, N)],
    During = erlang:system_info(process_count),
    Refs = [monitor(process, P) || P <- Pids],
    [exit(P, kill) || P <- Pids],
    [receive {'DOWN', R, _, _, killed} -> ok end || R <- Refs],
    {During - Before >= N - 1, erlang:system_info(process_count) - Before =< 1}.

waves(0, _) -> done;
waves(W, N) ->
    Self = self(),
    {_, Ref} = spawn_monitor(fun() -> [spawn_link(fun() -> receive never -> ok end end) || _ <- lists:seq(1, N)], Self ! up, receive never -> ok end end),
    receive up -> ok end,
    [P | _] = [Q || Q <- processes(), {links, Links} <- [process_info(Q, links)], length(Links) =:= N],
    exit(P, wave),
    receive {'DOWN', Ref, _, _, wave} -> waves(W - 1, N) end.

messages_lost() ->
    {Pid, Ref} = spawn_monitor(fun() -> receive a -> ok end end),
    [Pid ! M || M <- [b, c, a, d]],
    receive {'DOWN', Ref, _, _, R} -> {R, catch Pid ! e} end.
