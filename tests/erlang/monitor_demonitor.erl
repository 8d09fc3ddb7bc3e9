%% SPDX-License-Identifier: Apache-2.0
%%
%% demonitor with its options: before and after the end, twice, of others' references, and what is left in the mailbox.
-module(monitor_demonitor).
-export([main/0]).

main() ->
    Options = [[], [flush], [info], [flush, info], [info, flush], [flush, flush]],
    [erlang:display({alive, O, alive(O)}) || O <- Options],
    [erlang:display({ended, O, ended(O)}) || O <- Options],
    [erlang:display({received, O, received(O)}) || O <- Options],
    erlang:display({twice, twice()}),
    erlang:display({others, others()}),
    erlang:display({no_monitor, [demonitor(make_ref(), O) || O <- Options]}),
    erlang:display({kept_order, kept_order()}),
    erlang:display({errors, [refused(A) || A <- [[ref], [self()], [make_ref(), [flsh]], [make_ref(), flush], [make_ref(), [flush | info]], [1, [flush]]]]}).

alive(Options) ->
    Pid = spawn(fun() -> receive stop -> ok end end),
    Ref = monitor(process, Pid),
    Answer = demonitor(Ref, Options),
    exit(Pid, kill),
    Other = monitor(process, Pid),
    receive {'DOWN', Other, _, _, _} -> ok end,
    {Answer, left(Ref)}.

%% The message is in the mailbox.
ended(Options) ->
    {Pid, Ref} = spawn_monitor(fun() -> ok end),
    wait_until_dead(Pid),
    Answer = demonitor(Ref, Options),
    {Answer, left(Ref)}.

received(Options) ->
    {_, Ref} = spawn_monitor(fun() -> ok end),
    receive {'DOWN', Ref, _, _, _} -> ok end,
    {demonitor(Ref, Options), left(Ref)}.

wait_until_dead(Pid) ->
    Ref = monitor(process, Pid),
    receive {'DOWN', Ref, _, _, _} -> ok end.

left(Ref) -> receive {'DOWN', Ref, _, _, Reason} -> {message, Reason} after 0 -> nothing end.

twice() ->
    Pid = spawn(fun() -> receive stop -> ok end end),
    Ref = monitor(process, Pid),
    Answers = [demonitor(Ref, [info]), demonitor(Ref, [info]), demonitor(Ref, [flush, info]), demonitor(Ref)],
    exit(Pid, kill),
    Answers.

%% Only who made a monitor may end it.
others() ->
    Self = self(),
    Pid = spawn(fun() -> receive stop -> exit(ended) end end),
    Ref = monitor(process, Pid),
    spawn(fun() -> Self ! {answer, catch demonitor(Ref, [info])} end),
    Answer = receive {answer, {'EXIT', {Reason, _}}} -> Reason; {answer, A} -> A end,
    Pid ! stop,
    {Answer, receive {'DOWN', Ref, _, _, Why} -> Why after 10000 -> nothing end}.

%% Flushing takes one message and leaves the others in order.
kept_order() ->
    Self = self(),
    Self ! one,
    {Pid, Ref} = spawn_monitor(fun() -> Self ! two end),
    wait_until_dead(Pid),
    Self ! three,
    true = demonitor(Ref, [flush]),
    [receive M -> M end || _ <- [1, 2, 3]].

refused(Arguments) -> try apply(erlang, demonitor, Arguments) catch C:R -> {C, R} end.
