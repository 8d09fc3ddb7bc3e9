%% SPDX-License-Identifier: Apache-2.0
%%
%% Monitors whose message has a first element of one's own, of any type, also together with aliases.
-module(monitor_any_tag).
-export([main/0]).

main() ->
    Tags = [gone, 42, {a, tuple}, "string", <<"binary">>, 1.5, 1 bsl 80, #{map => tag}, [], self],
    [erlang:display({Tag, tagged(Tag), late(Tag)}) || Tag <- Tags],
    erlang:display({reference, by_reference()}),
    erlang:display({named, named()}),
    erlang:display({many, many(100)}),
    erlang:display({alias_and_tag, alias_and_tag()}),
    erlang:display({spawned, spawned()}),
    erlang:display({replaced, replaced()}),
    erlang:display({flushed, flushed()}).

tagged(Tag) ->
    Pid = spawn(fun() -> receive stop -> exit(done) end end),
    Ref = monitor(process, Pid, [{tag, Tag}]),
    Pid ! stop,
    receive {Tag, Ref, process, Pid, Reason} -> Reason after 1000 -> nothing end.

late(Tag) ->
    {Pid, First} = spawn_monitor(fun() -> ok end),
    receive {'DOWN', First, _, _, _} -> ok end,
    Ref = monitor(process, Pid, [{tag, Tag}]),
    receive {Tag, Ref, process, Pid, Reason} -> Reason after 1000 -> nothing end.

by_reference() ->
    Tag = make_ref(),
    tagged({Tag, [Tag, Tag]}).

named() ->
    Ref = monitor(process, no_such_name, [{tag, {down, [x]}}]),
    Node = node(),
    receive {{down, [x]}, Ref, process, {no_such_name, Node}, Reason} -> Reason after 1000 -> nothing end.

%% Tags tell a pool's members apart.
many(N) ->
    Pids = [{I, spawn(fun() -> receive stop -> exit(I) end end)} || I <- lists:seq(1, N)],
    [monitor(process, P, [{tag, {member, I}}]) || {I, P} <- Pids],
    erlang:garbage_collect(),
    [P ! stop || {_, P} <- lists:reverse(Pids)],
    Got = [receive {{member, I}, _, process, _, R} -> {I, R} end || _ <- Pids],
    lists:sort(Got) =:= [{I, I} || I <- lists:seq(1, N)].

alias_and_tag() ->
    Self = self(),
    Pid = spawn(fun() -> receive {Alias, ask} -> Alias ! {answer, Alias}, exit(answered) end end),
    Ref = monitor(process, Pid, [{tag, {my, tag}}, {alias, explicit_unalias}]),
    Pid ! {Ref, ask},
    A = receive {answer, Ref} -> answered end,
    B = receive {{my, tag}, Ref, process, Pid, R} -> R end,
    Ref ! {Self, still},
    C = receive {Self, still} -> still_alias after 20 -> no_alias end,
    {A, B, C, unalias(Ref), unalias(Ref)}.

spawned() ->
    {Pid, Ref} = spawn_opt(fun() -> exit(short) end, [{monitor, [{tag, {my, [spawned]}}]}]),
    receive {{my, [spawned]}, Ref, process, Pid, R} -> R after 1000 -> nothing end.

%% The last of several tags counts.
replaced() ->
    Ref = monitor(process, nobody_at_all, [{tag, one}, {tag, {two}}]),
    receive {Tag, Ref, process, _, _} -> Tag after 1000 -> nothing end.

flushed() ->
    Ref = monitor(process, nobody_at_all, [{tag, {a, b}}]),
    demonitor(Ref, [flush]),
    receive Any -> Any after 20 -> nothing end.
