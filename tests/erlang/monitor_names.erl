%% SPDX-License-Identifier: Apache-2.0
%%
%% Monitors by name: which item the message shows, names that change hands, and names nobody has.
-module(monitor_names).
-export([main/0]).

main() ->
    Node = node(),
    erlang:display({nobody, down(monitor(process, nobody_of_this_name)), down(monitor(process, {nobody_of_this_name, Node}))}),
    erlang:display({by_name, named(fun(_) -> watched_name end)}),
    erlang:display({by_name_and_node, named(fun(_) -> {watched_name, node()} end)}),
    erlang:display({by_pid, named(fun(Pid) -> Pid end)}),
    erlang:display({renamed, renamed()}),
    erlang:display({self_by_name, self_by_name()}),
    erlang:display({many, many(50)}),
    erlang:display({dead_pid, dead_pid()}),
    erlang:display({errors, [refused(A) || A <- [[process, 1], [process, "name"], [process, {a, b, c}], [process, {"a", node()}],
                                                [processes, self()], [port, self()], [process, self(), [{tag, a}, b]],
                                                [process, self(), [{alias, never}]], [process, self(), tag]]]}).

%% The item is {Name, Node} for a name, the pid for a pid.
named(Item) ->
    Pid = spawn(fun() -> receive stop -> exit(stopped) end end),
    register(watched_name, Pid),
    Ref = monitor(process, Item(Pid)),
    Pid ! stop,
    down(Ref, Pid).

down(Ref) -> down(Ref, none).
down(Ref, Pid) ->
    Node = node(),
    receive
        {'DOWN', Ref, process, Pid, Reason} -> {pid, Reason};
        {'DOWN', Ref, process, {Name, Node}, Reason} -> {Name, here, Reason};
        {'DOWN', Ref, Type, Item, Reason} -> {unexpected, Type, Item, Reason}
    after 1000 -> nothing
    end.

%% A monitor stays with the process, not with the name.
renamed() ->
    First = spawn(fun() -> receive stop -> exit(first) end end),
    register(watched_name, First),
    Ref = monitor(process, watched_name),
    unregister(watched_name),
    Second = spawn(fun() -> receive stop -> exit(second) end end),
    register(watched_name, Second),
    Other = monitor(process, watched_name),
    Second ! stop,
    B = down(Other),
    First ! stop,
    A = down(Ref),
    {A, B}.

self_by_name() ->
    register(watched_name, self()),
    Ref = monitor(process, watched_name),
    Own = monitor(process, self()),
    Result = {is_reference(Ref), is_reference(Own), demonitor(Ref, [info]), demonitor(Own, [info])},
    unregister(watched_name),
    Result.

many(N) ->
    Pid = spawn(fun() -> receive stop -> exit(all) end end),
    register(watched_name, Pid),
    Refs = [monitor(process, Item) || _ <- lists:seq(1, N), Item <- [Pid, watched_name]],
    N2 = length(lists:usort(Refs)),
    Pid ! stop,
    {N2, lists:usort([down(R, Pid) || R <- Refs])}.

dead_pid() ->
    {Pid, Ref} = spawn_monitor(fun() -> ok end),
    normal = element(2, down(Ref, Pid)),
    [down(monitor(process, Pid), Pid) || _ <- [1, 2, 3]].

refused(Arguments) ->
    try apply(erlang, monitor, Arguments) of
        Ref when is_reference(Ref) -> demonitor(Ref, [flush])
    catch
        Class:Reason -> {Class, Reason}
    end.
