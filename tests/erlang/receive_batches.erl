%% SPDX-License-Identifier: Apache-2.0
%%
%% Processes that take all that is there at once, in batches, by priority, by size, and with what does not fit kept for later.
-module(receive_batches).
-export([main/0]).

main() ->
    erlang:display({batches, batches(50, 7)}),
    erlang:display({priorities, by_priority()}),
    erlang:display({stashed, stashed()}),
    erlang:display({windows, windows(30, 4)}),
    erlang:display({coalesced, coalesced(40)}),
    erlang:display({fair, fair()}),
    erlang:display({deferred, deferred()}).

batches(N, Size) ->
    [self() ! {item, I} || I <- lists:seq(1, N)],
    B = collect(Size),
    {length(B), lists:append(B) =:= lists:seq(1, N), lists:usort([length(X) || X <- B])}.

collect(Size) -> case batch(Size) of [] -> []; B -> [B | collect(Size)] end.
batch(0) -> [];
batch(N) -> receive {item, I} -> [I | batch(N - 1)] after 0 -> [] end.

by_priority() ->
    [self() ! {P, I} || {P, I} <- [{3, a}, {1, b}, {2, c}, {1, d}, {3, e}, {2, f}]],
    next([1, 2, 3]).

next(Levels) ->
    case first(Levels) of none -> []; X -> [X | next(Levels)] end.
first([]) -> none;
first([L | Rest]) -> receive {L, X} -> X after 0 -> first(Rest) end.

%% Everything that comes before the state is right waits.
stashed() ->
    Self = self(),
    P = spawn(fun() -> closed(Self, []) end),
    [P ! M || M <- [{do, 1}, {do, 2}, open, {do, 3}, close, {do, 4}, open, stop]],
    (fun Log() -> receive {log, stop} -> []; {log, X} -> [X | Log()] end end)().

closed(To, Stash) ->
    receive
        {do, _} = M -> closed(To, [M | Stash]);
        open -> [To ! {log, {late, N}} || {do, N} <- lists:reverse(Stash)], open(To);
        stop -> To ! {log, stop}
    end.
open(To) ->
    receive
        {do, N} -> To ! {log, {now, N}}, open(To);
        close -> closed(To, []);
        stop -> To ! {log, stop}
    end.

%% A sender with a window of unacknowledged messages, and a receiver that gets some twice.
windows(N, Window) ->
    Self = self(),
    Receiver = spawn(fun() -> accept(Self, 1, N, []) end),
    spawn(fun() -> send_window(Receiver, 1, 1, N, Window) end),
    receive {accepted, L} -> L =:= lists:seq(1, N) end.

send_window(R, Base, Next, N, W) when Next =< N, Next < Base + W ->
    R ! {packet, self(), Next},
    Next rem 5 =:= 0 andalso (R ! {packet, self(), Next}),
    send_window(R, Base, Next + 1, N, W);
send_window(_, Base, _, N, _) when Base > N -> ok;
send_window(R, Base, Next, N, W) -> receive {ack, A} -> send_window(R, max(Base, A + 1), Next, N, W) end.

accept(To, Next, N, L) when Next > N -> To ! {accepted, lists:reverse(L)};
accept(To, Next, N, L) ->
    receive
        {packet, S, Next} -> S ! {ack, Next}, accept(To, Next + 1, N, [Next | L]);
        {packet, S, Old} when Old < Next -> S ! {ack, Old}, accept(To, Next, N, L)
    end.

%% Of many changes of one key only the last is done.
coalesced(N) ->
    [self() ! {set, I rem 5, I} || I <- lists:seq(1, N)],
    lists:sort(maps:to_list((fun All(M) -> receive {set, K, V} -> All(M#{K => V}) after 0 -> M end end)(#{}))).

%% One from each in turn, whoever sent most.
fair() ->
    [self() ! {S, I} || {S, Count} <- [{a, 5}, {b, 2}, {c, 3}], I <- lists:seq(1, Count)],
    turns([a, b, c], []).
turns([], _) -> [];
turns(Sources, Done) ->
    {Got, Left} = lists:foldl(fun(S, {G, L}) -> receive {S, I} -> {[{S, I} | G], [S | L]} after 0 -> {G, L} end end, {[], []}, Sources),
    lists:reverse(Got) ++ turns(lists:reverse(Left), Done).

deferred() ->
    Server = spawn(fun() -> defer([]) end),
    [Server ! {ask, self(), I} || I <- [1, 2, 3]],
    Server ! release,
    lists:sort([receive {answer, I} -> I end || _ <- [1, 2, 3]]).
defer(L) -> receive {ask, P, I} -> defer([{P, I} | L]); release -> [P ! {answer, I} || {P, I} <- L] end.
