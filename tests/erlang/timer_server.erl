%% SPDX-License-Identifier: Apache-2.0
%%
%% Module timer's functions that need its server, which kernel_sup starts.
-module(timer_server).
-export([main/0, told/2]).

main() ->
    erlang:display(is_pid(whereis(kernel_sup))),
    {ok, _} = timer:send_after(20, after_20),
    {ok, _} = timer:send_after(1, after_1),
    receive First -> erlang:display(First) end,
    receive Second -> erlang:display(Second) end,
    {ok, Interval} = timer:send_interval(1, tick),
    [receive tick -> ok end || _ <- [1, 2, 3]],
    erlang:display(timer:cancel(Interval)),
    erlang:display(timer:cancel(Interval)),
    {ok, _} = timer:apply_after(1, ?MODULE, told, [self(), applied]),
    receive applied -> erlang:display(applied) end,
    {Pid, Monitor} = spawn_monitor(fun() -> receive never -> ok end end),
    {ok, _} = timer:exit_after(1, Pid, enough),
    receive {'DOWN', Monitor, process, Pid, Reason} -> erlang:display(Reason) end,
    erlang:display(timer:send_after(-1, x)),
    erlang:display(is_pid(whereis(timer_server))),
    erlang:display([Id || {Id, _, worker, [timer]} <- supervisor:which_children(kernel_sup)]),
    %% A node that goes on without it would end with it: kernel_sup starts none anew.
    erlang:display(supervisor:terminate_child(kernel_sup, timer_server)),
    erlang:display(supervisor:delete_child(kernel_sup, timer_server)).

told(Pid, Message) -> Pid ! Message.
