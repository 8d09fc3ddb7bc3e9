%% SPDX-License-Identifier: Apache-2.0
%%
%% Large mailboxes: taken from the front, from the back, by key, and with others sending all the time.
-module(receive_many).
-export([main/0]).

-ifdef(SMALL).
-define(N, 300).
-else.
-define(N, 5000).
-endif.

main() ->
    erlang:display({in_order, in_order(?N)}),
    erlang:display({sorted, sorted(?N)}),
    erlang:display({senders, senders(20, ?N div 20)}),
    erlang:display({by_sender, by_sender(10, ?N div 10)}),
    erlang:display({last_first, last_first(?N div 10)}),
    erlang:display({large_terms, large_terms(40)}),
    erlang:display({shared, shared(30)}),
    erlang:display({left_behind, left_behind(?N)}),
    erlang:display(process_info(self(), message_queue_len)).

in_order(N) ->
    [self() ! {n, I} || I <- lists:seq(1, N)],
    {_, Length} = process_info(self(), message_queue_len),
    Got = [receive {n, I} -> I end || _ <- lists:seq(1, N)],
    {Length =:= N, Got =:= lists:seq(1, N)}.

sorted(N) ->
    [self() ! {n, I * 7919 rem 10007} || I <- lists:seq(1, N)],
    Got = [receive {n, I} -> I end || _ <- lists:seq(1, N)],
    {length(Got) =:= N, lists:sum(Got) =:= lists:sum([I * 7919 rem 10007 || I <- lists:seq(1, N)])}.

%% Each sender's messages keep their order.
senders(Count, N) ->
    Self = self(),
    [spawn(fun() -> [Self ! {S, I} || I <- lists:seq(1, N)] end) || S <- lists:seq(1, Count)],
    All = [receive {S, I} -> {S, I} end || _ <- lists:seq(1, Count * N)],
    lists:all(fun(S) -> [I || {T, I} <- All, T =:= S] =:= lists:seq(1, N) end, lists:seq(1, Count)).

by_sender(Count, N) ->
    Self = self(),
    Pids = [spawn(fun() -> [Self ! {self(), I} || I <- lists:seq(1, N)] end) || _ <- lists:seq(1, Count)],
    lists:all(fun(Pid) -> [receive {Pid, I} -> I end || _ <- lists:seq(1, N)] =:= lists:seq(1, N) end, lists:reverse(Pids)).

last_first(N) ->
    [self() ! {n, I} || I <- lists:seq(1, N)],
    [receive {n, I} -> I end || I <- lists:seq(N, 1, -1)] =:= lists:seq(N, 1, -1).

large_terms(N) ->
    Self = self(),
    spawn(fun() -> [Self ! {list, lists:seq(1, I * 20), binary:copy(<<I>>, I * 30)} || I <- lists:seq(1, N)] end),
    lists:sum([receive {list, L, B} -> length(L) + byte_size(B) end || _ <- lists:seq(1, N)]).

%% One term to many, which change nothing of the others'.
shared(N) ->
    Self = self(),
    Term = {lists:seq(1, 50), #{k => <<"v">>}, "text"},
    Pids = [spawn(fun() -> receive {L, M, T} -> Self ! {self(), [I | L], M#{I => T}} end end) || I <- lists:seq(1, N)],
    [P ! Term || P <- Pids],
    Got = [receive {P, [I | L], M} -> {I, length(L), map_size(M)} end || P <- Pids],
    Got =:= [{I, 50, 2} || I <- lists:seq(1, N)].

%% What is never taken does not disturb.
left_behind(N) ->
    Self = self(),
    {Pid, Ref} = spawn_monitor(fun() -> [receive {want, I} -> ok end || I <- lists:seq(1, 10)], Self ! {left, process_info(self(), message_queue_len)} end),
    [Pid ! {ignore, I} || I <- lists:seq(1, N)],
    [Pid ! {want, I} || I <- lists:seq(10, 1, -1)],
    receive {'DOWN', Ref, _, _, normal} -> ok end,
    receive {left, {_, Length}} -> Length =:= N end.
