%% SPDX-License-Identifier: Apache-2.0
%% erlang:system_monitor and system_profile: what they answer, and that an observer hears of large heaps.
-module(trace_system_monitor).
-export([main/0]).

main() ->
    erlang:display(erlang:system_monitor()),
    erlang:display(erlang:system_monitor(self(), [{long_gc, 100000}, {large_heap, 50000}, busy_port, {long_schedule, 100000}, busy_dist_port])),
    {Self, Options} = erlang:system_monitor(),
    erlang:display({Self =:= self(), Options}),
    {Pid, Ref} = spawn_monitor(fun large/0),
    receive {'DOWN', Ref, process, Pid, _} -> ok end,
    receive {monitor, Pid, large_heap, Info} -> erlang:display([K || {heap_size = K, V} <- Info, V > 1000]) end,
    flush(),
    {_, Old} = erlang:system_monitor(undefined),
    erlang:display(Old),
    erlang:display(erlang:system_monitor(undefined)),
    erlang:display(erlang:system_monitor({self(), [{large_heap, 1}]})),
    erlang:display(element(2, erlang:system_monitor(self(), []))),
    Dying = spawn(fun() -> erlang:system_monitor(self(), [{long_gc, 5}]) end),
    Mon = monitor(process, Dying),
    receive {'DOWN', Mon, process, Dying, _} -> ok end,
    erlang:display(erlang:system_monitor()),
    [erlang:display(try erlang:system_monitor(P, L) catch error:R -> R end)
     || {P, L} <- [{x, [busy_port]}, {self(), [x]}, {self(), x}, {self(), [{long_gc, a}]}, {self(), [{other, 1}]}, {self(), [busy_port | x]}]],
    erlang:display(erlang:system_monitor()),
    erlang:display(erlang:system_profile()),
    erlang:display(try erlang:system_profile(self(), [runnable_procs, other]) catch error:R -> R end),
    erlang:display(try erlang:system_profile(x, [runnable_procs]) catch error:X -> X end),
    erlang:display(erlang:system_profile(undefined, [])).

large() ->
    List = binary_to_list(binary:copy(<<0>>, 100000)),
    garbage_collect(),
    length(List).

flush() ->
    receive {monitor, _, _, _} -> flush() after 0 -> ok end.
