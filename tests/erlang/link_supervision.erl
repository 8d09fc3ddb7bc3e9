%% SPDX-License-Identifier: Apache-2.0
%%
%% Restarting by hand with links: one for one, all for one, limits, backoff, trees of supervisors, and stopping in order.
-module(link_supervision).
-export([main/0]).

main() ->
    erlang:display({one_for_one, one_for_one(6)}),
    erlang:display({all_for_one, all_for_one(4)}),
    erlang:display({limit, [limit(N) || N <- [0, 1, 5]]}),
    erlang:display({tree, tree(3)}),
    erlang:display({ordered_stop, ordered_stop(5)}),
    erlang:display({not_ours, not_ours()}),
    erlang:display({exit_storm, exit_storm(60)}).

%% Only the one that ended starts again.
one_for_one(Crashes) ->
    Self = self(),
    Sup = spawn_link(fun() -> process_flag(trap_exit, true), sup(Self, maps:from_list([start(Self, I) || I <- [1, 2, 3]])) end),
    [receive {up, I, _} -> ok end || I <- [1, 2, 3]],
    Ups = [begin Sup ! {crash, I rem 3 + 1}, receive {up, J, _} -> J end end || I <- lists:seq(1, Crashes)],
    stop(Sup),
    Ups.

start(Main, I) -> {spawn_link(fun() -> Main ! {up, I, self()}, receive crash -> exit({crashed, I}) end end), I}.

sup(Main, Children) ->
    receive
        {crash, I} -> [P] = [P || {P, J} <- maps:to_list(Children), J =:= I], P ! crash, sup(Main, Children);
        {'EXIT', P, {crashed, I}} when map_get(P, Children) =:= I ->
            {New, I} = start(Main, I),
            sup(Main, maps:put(New, I, maps:remove(P, Children)));
        {'EXIT', _, shutdown} -> exit(shutdown)
    end.

stop(Pid) -> unlink(Pid), Ref = monitor(process, Pid), exit(Pid, shutdown), receive {'DOWN', Ref, _, _, R} -> R end.

%% When one ends all are ended and started again.
all_for_one(N) ->
    Self = self(),
    Group = fun() -> spawn(fun() -> Pids = [spawn_link(fun() -> receive {die, R} -> exit(R) end end) || _ <- lists:seq(1, N)], Self ! {group, Pids}, receive never -> ok end end) end,
    [begin
         G = Group(),
         Pids = receive {group, Ps} -> Ps end,
         Refs = [monitor(process, P) || P <- [G | Pids]],
         lists:nth(I, Pids) ! {die, {round, I}},
         lists:usort([receive {'DOWN', R, _, _, Why} -> Why end || R <- Refs])
     end || I <- lists:seq(1, N)].

limit(Max) ->
    {_, Ref} = spawn_monitor(fun() -> process_flag(trap_exit, true), restarts(Max, 0) end),
    receive {'DOWN', Ref, _, _, R} -> R end.
restarts(Max, N) when N > Max -> exit({too_many, N});
restarts(Max, N) -> P = spawn_link(fun() -> exit(again) end), receive {'EXIT', P, again} -> restarts(Max, N + 1) end.

tree(Depth) ->
    Self = self(),
    Root = spawn(fun() -> node(Self, Depth) end),
    Leaves = [receive {leaf, P} -> P end || _ <- lists:seq(1, 1 bsl Depth)],
    Refs = [monitor(process, P) || P <- [Root | Leaves]],
    exit(hd(Leaves), leaf_gone),
    {length(Leaves), lists:usort([receive {'DOWN', R, _, _, Why} -> Why end || R <- Refs])}.
node(Main, 0) -> Main ! {leaf, self()}, receive never -> ok end;
node(Main, D) -> [spawn_link(fun() -> node(Main, D - 1) end) || _ <- [1, 2]], receive never -> ok end.

%% The last started is the first to go.
ordered_stop(N) ->
    Self = self(),
    process_flag(trap_exit, true),
    Pids = [spawn_link(fun() -> process_flag(trap_exit, true), Self ! {up, I}, receive {'EXIT', Self, shutdown} -> Self ! {down, I}, exit(shutdown) end end) || I <- lists:seq(1, N)],
    [receive {up, I} -> ok end || I <- lists:seq(1, N)],
    [begin exit(P, shutdown), receive {'EXIT', P, shutdown} -> ok end end || P <- lists:reverse(Pids)],
    process_flag(trap_exit, false),
    [receive {down, I} -> I end || _ <- Pids].

%% An exit signal of somebody who is no child.
not_ours() ->
    Self = self(),
    process_flag(trap_exit, true),
    Stranger = spawn(fun() -> exit(Self, from_a_stranger), receive never -> ok end end),
    R = receive {'EXIT', Stranger, W} -> W end,
    exit(Stranger, kill),
    process_flag(trap_exit, false),
    {R, receive {'EXIT', Stranger, _} -> linked after 10 -> not_linked end}.

exit_storm(N) ->
    process_flag(trap_exit, true),
    Pids = [spawn_link(fun() -> exit({storm, I}) end) || I <- lists:seq(1, N)],
    L = lists:sort([receive {'EXIT', P, {storm, I}} -> I end || P <- Pids]),
    process_flag(trap_exit, false),
    L =:= lists:seq(1, N).
