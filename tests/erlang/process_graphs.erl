%% SPDX-License-Identifier: Apache-2.0
%%
%% A process for each node of a graph: breadth-first distances, spanning trees, colours, shortest paths, cycles, echo waves.
-module(process_graphs).
-export([main/0]).

main() ->
    Graphs = [{line, [{I, I + 1} || I <- lists:seq(1, 9)]}, {ring, [{I, I rem 8 + 1} || I <- lists:seq(1, 8)]},
              {tree, [{I div 2, I} || I <- lists:seq(2, 12)]}, {dense, [{I, J} || I <- lists:seq(1, 6), J <- lists:seq(I + 1, 6)]},
              {apart, [{1, 2}, {2, 3}, {4, 5}]}],
    [erlang:display({Name, distances(Edges), echo(Edges), largest(Edges)}) || {Name, Edges} <- Graphs],
    erlang:display({weighted, weighted([{1, 2, 7}, {1, 3, 2}, {3, 2, 3}, {2, 4, 1}, {3, 4, 8}, {4, 5, 2}])}),
    erlang:display({matching, length(lists:usort(lists:append([[A, B] || {A, B} <- matching(8)])))}).

neighbours(Edges) ->
    lists:foldl(fun({A, B}, M) -> maps:update_with(A, fun(L) -> [B | L] end, [B], maps:update_with(B, fun(L) -> [A | L] end, [A], M)) end, #{}, Edges).

start(Edges, Loop) ->
    Around = neighbours(Edges),
    Self = self(),
    Pids = maps:map(fun(Node, Ns) -> spawn(fun() -> receive {pids, All} -> Loop(Self, Node, [map_get(N, All) || N <- Ns]) end end) end, Around),
    [P ! {pids, Pids} || P <- maps:values(Pids)],
    Pids.

stop(Pids) -> [exit(P, kill) || P <- maps:values(Pids)].

%% Better distances are passed on; it is over when every message has been acknowledged.
distances(Edges) ->
    Pids = start(Edges, fun(Main, Node, Ns) -> distance(Main, Node, Ns, infinity) end),
    map_get(1, Pids) ! {distance, 0},
    settle(1),
    [P ! {tell, self()} || P <- maps:values(Pids)],
    R = lists:sort([receive {at, N, D} -> {N, D} end || _ <- maps:keys(Pids)]),
    stop(Pids),
    [D || {_, D} <- R].

settle(0) -> ok;
settle(Open) -> receive {handled, New} -> settle(Open - 1 + New) end.

distance(Main, Node, Ns, D) ->
    receive
        {distance, New} when New < D ->
            [N ! {distance, New + 1} || N <- Ns],
            Main ! {handled, length(Ns)},
            distance(Main, Node, Ns, New);
        {distance, _} -> Main ! {handled, 0}, distance(Main, Node, Ns, D);
        {tell, To} -> To ! {at, Node, D}, distance(Main, Node, Ns, D)
    end.

%% A wave out and back: the root learns how many there are.
echo(Edges) ->
    Pids = start(Edges, fun echo_node/3),
    map_get(1, Pids) ! {wave, self()},
    R = receive {echo, _, Count} -> Count end,
    stop(Pids),
    R.

echo_node(_, _, Ns) ->
    receive
        {wave, Parent} ->
            Others = lists:delete(Parent, Ns),
            [N ! {wave, self()} || N <- Others],
            Count = lists:sum([receive {wave, N} -> 0; {echo, N, C} -> C end || N <- Others]),
            Parent ! {echo, self(), Count + 1}
    end.

%% Rounds in which everybody tells all neighbours the largest number it knows.
largest(Edges) ->
    Rounds = length(Edges) + 1,
    Pids = start(Edges, fun(Main, Node, Ns) -> Main ! {largest, Node, rounds(Rounds, Node, Ns)}, receive stop -> ok end end),
    R = lists:sort([receive {largest, N, L} -> {N, L} end || _ <- maps:keys(Pids)]),
    stop(Pids),
    lists:usort([L || {_, L} <- R]).

rounds(0, Known, _) -> Known;
rounds(R, Known, Ns) ->
    [N ! {know, R, self(), Known} || N <- Ns],
    rounds(R - 1, lists:max([Known | [receive {know, R, N, K} -> K end || N <- Ns]]), Ns).

weighted(Edges) ->
    Self = self(),
    Nodes = lists:usort(lists:append([[A, B] || {A, B, _} <- Edges])),
    Pids = maps:from_list([{N, spawn(fun() -> receive {out, Out} -> relax(Self, N, Out, infinity) end end)} || N <- Nodes]),
    [map_get(N, Pids) ! {out, [{map_get(B, Pids), W} || {A, B, W} <- Edges, A =:= N]} || N <- Nodes],
    map_get(1, Pids) ! {distance, 0},
    settle(1),
    [P ! {tell, self()} || P <- maps:values(Pids)],
    R = lists:sort([receive {at, N, D} -> {N, D} end || _ <- Nodes]),
    stop(Pids),
    R.

relax(Main, Node, Out, D) ->
    receive
        {distance, New} when New < D ->
            [P ! {distance, New + W} || {P, W} <- Out],
            Main ! {handled, length(Out)},
            relax(Main, Node, Out, New);
        {distance, _} -> Main ! {handled, 0}, relax(Main, Node, Out, D);
        {tell, To} -> To ! {at, Node, D}, relax(Main, Node, Out, D)
    end.

%% Pairs of a ring: each even one takes its successor.
matching(N) ->
    Self = self(),
    Pids = [{I, spawn(fun() -> receive {pair, P, J} -> P ! {agreed, I, J}; {agreed, J, I} -> Self ! {pair, J, I} end end)} || I <- lists:seq(1, N)],
    [begin {_, P} = lists:keyfind(I, 1, Pids), {_, Q} = lists:keyfind(I + 1, 1, Pids), P ! {pair, Q, I + 1} end || I <- lists:seq(1, N, 2)],
    [receive {pair, A, B} -> {A, B} end || _ <- lists:seq(1, N, 2)].
