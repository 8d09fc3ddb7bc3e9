%% SPDX-License-Identifier: Apache-2.0
%%
%% Signals between two processes arrive in the order they were sent: messages, exits, links, monitors and names.
-module(exit_signal_order).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    erlang:display({messages_then_exit, messages_then_exit(20)}),
    erlang:display({exit_then_message, exit_then_message()}),
    erlang:display({messages_before_down, messages_before_down(20)}),
    erlang:display({link_then_exit, link_then_exit()}),
    erlang:display({demonitor_then_exit, demonitor_then_exit()}),
    erlang:display({monitor_after_exit, monitor_after_exit()}),
    erlang:display({kill_after_normal, kill_after_normal()}),
    erlang:display({relayed, relayed(50)}),
    erlang:display({name_gone, name_gone()}).

messages_then_exit(N) ->
    Self = self(),
    Pid = spawn(fun() -> process_flag(trap_exit, true), Self ! ready, Self ! {got, collect()} end),
    receive ready -> ok end,
    [Pid ! I || I <- lists:seq(1, N)],
    exit(Pid, done),
    receive {got, List} -> List =:= lists:seq(1, N) ++ [{'EXIT', Self, done}] end.

collect() ->
    receive
        {'EXIT', _, _} = Exit -> [Exit];
        Message -> [Message | collect()]
    end.

%% The message finds nobody.
exit_then_message() ->
    {Pid, Ref} = spawn_monitor(fun() -> receive X -> exit({got, X}) end end),
    exit(Pid, first),
    Pid ! second,
    receive {'DOWN', Ref, _, _, Why} -> Why end.

messages_before_down(N) ->
    Self = self(),
    {_, Ref} = spawn_monitor(fun() -> [Self ! {n, I} || I <- lists:seq(1, N)] end),
    receive {'DOWN', Ref, _, _, normal} -> ok end,
    {_, Length} = process_info(self(), message_queue_len),
    {Length, [receive {n, I} -> I end || _ <- lists:seq(1, N)] =:= lists:seq(1, N)}.

link_then_exit() ->
    Pid = spawn(fun() -> receive after infinity -> ok end end),
    link(Pid),
    exit(Pid, out),
    First = receive {'EXIT', Pid, R} -> R end,
    {First, receive {'EXIT', Pid, _} -> more after 10 -> no_more end}.

demonitor_then_exit() ->
    Pid = spawn(fun() -> receive after infinity -> ok end end),
    Kept = monitor(process, Pid),
    Dropped = monitor(process, Pid),
    demonitor(Dropped),
    exit(Pid, out),
    receive {'DOWN', Kept, _, _, out} -> ok end,
    receive {'DOWN', Dropped, _, _, _} -> told after 10 -> not_told end.

monitor_after_exit() ->
    Pid = spawn(fun() -> receive after infinity -> ok end end),
    exit(Pid, out),
    Ref = monitor(process, Pid),
    receive {'DOWN', Ref, _, _, Why} when Why =:= noproc; Why =:= out -> down end.

kill_after_normal() ->
    {Pid, Ref} = spawn_monitor(fun() -> receive after infinity -> ok end end),
    exit(Pid, normal),
    Alive = is_process_alive(Pid),
    exit(Pid, kill),
    receive {'DOWN', Ref, _, _, Why} -> {Alive, Why} end.

%% Through one process in between, order holds as well.
relayed(N) ->
    Self = self(),
    Relay = spawn(fun() -> relay(Self) end),
    [Relay ! {n, I} || I <- lists:seq(1, N)],
    Relay ! stop,
    [receive {n, I} -> I end || _ <- lists:seq(1, N)] =:= lists:seq(1, N).

relay(To) ->
    receive
        stop -> ok;
        Message -> To ! Message, relay(To)
    end.

%% Who is told of an end finds the name free.
name_gone() ->
    [begin
         {Pid, Ref} = spawn_monitor(fun() -> register(a_name_for_a_while, self()), exit(Reason) end),
         receive {'DOWN', Ref, _, Pid, Reason} -> whereis(a_name_for_a_while) end
     end || Reason <- [normal, crash, kill, {shutdown, x}]].
