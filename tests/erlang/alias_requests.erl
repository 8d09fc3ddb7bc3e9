%% SPDX-License-Identifier: Apache-2.0
%%
%% Aliases as reply addresses: late answers go nowhere, and each kind of alias ends when it should.
-module(alias_requests).
-export([main/0]).

main() ->
    erlang:display({explicit, explicit()}),
    erlang:display({reply, reply()}),
    [erlang:display({Kind, monitored(Kind), down(Kind), demonitored(Kind)}) || Kind <- [explicit_unalias, demonitor, reply_demonitor]],
    erlang:display({late, late()}),
    erlang:display({not_an_alias, not_an_alias()}),
    erlang:display({others, others()}),
    erlang:display({dead, dead()}),
    erlang:display({many, many(200)}),
    erlang:display({send, send()}),
    erlang:display({timer, timer()}),
    erlang:display({errors, [refused(F) || F <- [fun() -> alias([replies]) end, fun() -> alias(reply) end, fun() -> unalias(x) end,
                                                 fun() -> alias([reply | x]) end]]}),
    erlang:display(process_info(self(), message_queue_len)).

got() -> receive {to_alias, X} -> X after 20 -> nothing end.

explicit() ->
    A = alias(),
    A ! {to_alias, 1},
    A ! {to_alias, 2},
    Before = [got(), got()],
    Answers = [unalias(A), unalias(A)],
    A ! {to_alias, 3},
    {Before, Answers, got()}.

reply() ->
    A = alias([reply]),
    A ! {to_alias, 1},
    A ! {to_alias, 2},
    B = alias([explicit_unalias, reply]),
    C = alias([reply, explicit_unalias]),
    [X ! {to_alias, N} || X <- [B, C], N <- [3, 4]],
    {got(), got(), got(), got(), got(), unalias(A), unalias(B), unalias(C)}.

monitored(Kind) ->
    Pid = spawn(fun() -> receive stop -> ok end end),
    Ref = monitor(process, Pid, [{alias, Kind}]),
    Ref ! {to_alias, 1},
    Ref ! {to_alias, 2},
    Got = [got(), got()],
    Pid ! stop,
    Down = receive {'DOWN', Ref, _, _, R} -> R after 20 -> no_down end,
    {Got, Down, unalias(Ref)}.

down(Kind) ->
    {Pid, First} = spawn_monitor(fun() -> receive stop -> ok end end),
    Ref = monitor(process, Pid, [{alias, Kind}]),
    Pid ! stop,
    receive {'DOWN', First, _, _, _} -> ok end,
    receive {'DOWN', Ref, _, _, _} -> ok end,
    Ref ! {to_alias, 1},
    {got(), unalias(Ref)}.

demonitored(Kind) ->
    Pid = spawn(fun() -> receive stop -> ok end end),
    Ref = monitor(process, Pid, [{alias, Kind}]),
    Answer = demonitor(Ref, [flush, info]),
    Ref ! {to_alias, 1},
    exit(Pid, kill),
    {Answer, got(), unalias(Ref)}.

%% A call that times out: the answer that comes after all is not seen.
late() ->
    Pid = spawn(fun() -> receive {ask, A} -> receive go -> A ! {to_alias, answer}, exit(answered) end end end),
    Ref = monitor(process, Pid, [{alias, demonitor}]),
    Pid ! {ask, Ref},
    First = receive {to_alias, X} -> X after 0 -> timeout end,
    demonitor(Ref, [flush]),
    Again = monitor(process, Pid),
    Pid ! go,
    receive {'DOWN', Again, _, _, answered} -> ok end,
    {First, got()}.

not_an_alias() ->
    R = make_ref(),
    M = monitor(process, self()),
    R ! {to_alias, 1},
    M ! {to_alias, 2},
    {got(), unalias(R), unalias(M)}.

%% Only who made it can end it; anybody can send through it.
others() ->
    Self = self(),
    A = alias(),
    spawn(fun() -> Self ! {unaliased, catch unalias(A)}, A ! {to_alias, other} end),
    R = receive {unaliased, {'EXIT', {Why, _}}} -> Why; {unaliased, X} -> X end,
    {R, got(), unalias(A)}.

dead() ->
    Self = self(),
    {_, Ref} = spawn_monitor(fun() -> Self ! {alias, alias()} end),
    receive {'DOWN', Ref, _, _, _} -> ok end,
    receive {alias, A} -> A ! {to_alias, lost} end,
    got().

many(N) ->
    All = [alias() || _ <- lists:seq(1, N)],
    [A ! {to_alias, I} || {A, I} <- lists:zip(All, lists:seq(1, N))],
    Odd = [A || {A, I} <- lists:zip(All, lists:seq(1, N)), I rem 2 =:= 1],
    Ended = length([A || A <- Odd, unalias(A)]),
    [A ! {to_alias, again} || A <- All],
    {Ended, length([got() || _ <- lists:seq(1, N + N div 2)]), got(), length([A || A <- All, unalias(A)])}.

send() ->
    A = alias([reply]),
    R = erlang:send(A, {to_alias, 1}),
    O = erlang:send(A, {to_alias, 2}, [noconnect]),
    {R, O, got(), got()}.

%% A message can hold its own alias.
timer() ->
    A = alias([reply]),
    A ! {to_alias, {here, A}},
    {here, A} = got(),
    ok.

refused(F) -> try F() catch C:R -> {C, R} end.
