%% SPDX-License-Identifier: Apache-2.0
%%
%% Leaders elected in a ring and by bullying, clocks that order events, gossip that reaches everybody, votes of a majority.
-module(process_elections).
-export([main/0]).

main() ->
    [erlang:display({ring, Ids, ring(Ids)}) || Ids <- [[1], [3, 1, 2], [5, 9, 2, 7, 4, 8], lists:seq(20, 1, -1)]],
    [erlang:display({bully, N, Dead, bully(N, Dead)}) || {N, Dead} <- [{5, []}, {5, [5]}, {6, [4, 5, 6]}]],
    erlang:display({clocks, clocks()}),
    erlang:display({gossip, gossip(25)}),
    erlang:display({consensus, [consensus(A, R) || {A, R} <- [{[x, x, y], 3}, {[x, y, z, x, x], 5}, {[y], 1}]]}).

%% The largest number goes all the way round.
ring(Ids) ->
    Self = self(),
    Pids = [spawn(fun() -> receive {next, P} -> P ! {candidate, Id}, elect(Self, Id, P) end end) || Id <- Ids],
    [P ! {next, N} || {P, N} <- lists:zip(Pids, tl(Pids) ++ [hd(Pids)])],
    lists:usort([receive {leader, _, L} -> L end || _ <- Ids]).

elect(Main, Id, Next) ->
    receive
        {candidate, C} when C > Id -> Next ! {candidate, C}, elect(Main, Id, Next);
        {candidate, Id} -> Next ! {elected, Id}, elect(Main, Id, Next);
        {candidate, _} -> elect(Main, Id, Next);
        {elected, L} -> L =/= Id andalso (Next ! {elected, L}), Main ! {leader, Id, L}
    end.

bully(N, Dead) ->
    Self = self(),
    Pids = maps:from_list([{I, spawn(fun() -> receive {all, All} -> candidate(Self, I, All) end end)} || I <- lists:seq(1, N)]),
    [begin Ref = monitor(process, P), exit(P, kill), receive {'DOWN', Ref, _, _, _} -> ok end end || D <- Dead, P <- [map_get(D, Pids)]],
    [P ! {all, Pids} || P <- maps:values(Pids)],
    map_get(1, Pids) ! start,
    Leader = receive {leader, L} -> L end,
    [exit(P, kill) || P <- maps:values(Pids)],
    Leader.

candidate(Main, I, All) ->
    receive start -> ok end,
    Higher = [{J, monitor(process, P)} || {J, P} <- maps:to_list(All), J > I],
    case lists:sort([J || {J, Ref} <- Higher, alive(map_get(J, All), Ref)]) of
        [] -> Main ! {leader, I};
        Alive -> map_get(hd(Alive), All) ! start
    end,
    candidate(Main, I, All).

alive(Pid, Ref) ->
    R = is_process_alive(Pid),
    demonitor(Ref, [flush]),
    R.

%% Lamport's clocks: an effect has a later time than its cause.
clocks() ->
    Self = self(),
    Log = fun(Name, Time, What) -> Self ! {log, Name, Time, What} end,
    B = spawn(fun() -> receive {m, T, P} -> Log(b, T1 = max(T, 0) + 1, got), P ! {m, T1 + 1, self()}, Log(b, T1 + 1, sent) end end),
    spawn(fun() -> Log(a, 1, work), B ! {m, 2, self()}, Log(a, 2, sent), receive {m, T, _} -> Log(a, max(T, 2) + 1, got) end end),
    lists:sort([receive {log, N, T, W} -> {T, N, W} end || _ <- lists:seq(1, 5)]).

gossip(N) ->
    Self = self(),
    Pids = list_to_tuple([spawn(fun() -> receive {peers, All} -> gossiper(Self, I, All, false) end end) || I <- lists:seq(1, N)]),
    [P ! {peers, Pids} || P <- tuple_to_list(Pids)],
    element(1, Pids) ! rumour,
    Heard = lists:sort([receive {heard, I} -> I end || _ <- lists:seq(1, N)]),
    {Heard =:= lists:seq(1, N), receive {heard, _} -> twice after 10 -> once end}.

gossiper(Main, I, All, Heard) ->
    receive
        rumour when Heard -> gossiper(Main, I, All, true);
        rumour ->
            Main ! {heard, I},
            [element((I * K) rem tuple_size(All) + 1, All) ! rumour || K <- [1, 2, 3]],
            element(I rem tuple_size(All) + 1, All) ! rumour,
            gossiper(Main, I, All, true)
    end.

%% A value is chosen when more than half of the acceptors have it; proposals are numbered.
consensus(Values, Count) ->
    Self = self(),
    Acceptors = [spawn(fun() -> acceptor(0, none) end) || _ <- lists:seq(1, Count)],
    Chosen = [propose(Self, Acceptors, Number, Value) || {Number, Value} <- lists:zip(lists:seq(1, length(Values)), Values)],
    {hd(Values), lists:usort(Chosen)}.

propose(Self, Acceptors, Number, Value) ->
    [A ! {prepare, Number, Self} || A <- Acceptors],
    Promises = [receive {promise, A, Accepted} -> Accepted end || A <- Acceptors],
    Chosen = case lists:sort([P || P <- Promises, P =/= none]) of [] -> Value; Sorted -> element(2, lists:last(Sorted)) end,
    [A ! {accept, Number, Chosen, Self} || A <- Acceptors],
    [receive {accepted, A} -> ok end || A <- Acceptors],
    Chosen.

acceptor(Promised, Accepted) ->
    receive
        {prepare, N, From} when N > Promised -> From ! {promise, self(), Accepted}, acceptor(N, Accepted);
        {accept, N, V, From} when N >= Promised -> From ! {accepted, self()}, acceptor(N, {N, V})
    end.
