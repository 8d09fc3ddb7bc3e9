%% SPDX-License-Identifier: Apache-2.0
%%
%% Group leaders: inherited, changed for oneself and for others, and refused.
-module(group_leader_inherited).
-export([main/0]).

main() ->
    Leader = group_leader(),
    erlang:display({inherited, of_child(fun spawn/1) =:= Leader}),
    erlang:display({all_ways, [of_child(F) =:= Leader || F <- [fun spawn_link/1, fun(X) -> element(1, spawn_monitor(X)) end,
                                                               fun(X) -> spawn_opt(X, [link]) end]]}),
    New = spawn(fun leader/0),
    erlang:display({own, with_leader(New, fun() -> {group_leader() =:= New, of_child(fun spawn/1) =:= New} end)}),
    erlang:display({back, group_leader() =:= Leader}),
    erlang:display({others, others(New)}),
    erlang:display({deep, deep(New, 10)}),
    erlang:display({info, process_info(self(), group_leader) =:= {group_leader, Leader}}),
    erlang:display({asked, asked(New)}),
    erlang:display({dead_leader, dead_leader()}),
    erlang:display({errors, [refused(A) || A <- [[x, self()], [self(), x], [New, dead(), extra], [self(), dead()], [no_such, self()], [1, 2]]]}).

leader() ->
    receive
        {ask, From} -> From ! {self(), leading}, leader();
        stop -> ok
    end.

of_child(Spawn) ->
    Self = self(),
    Pid = Spawn(fun() -> Self ! {leader_of, self(), group_leader()} end),
    receive {leader_of, Pid, L} -> flush(Pid), L end.

flush(Pid) -> receive {'DOWN', _, _, Pid, _} -> ok after 0 -> ok end.

with_leader(New, F) ->
    Old = group_leader(),
    true = group_leader(New, self()),
    Result = F(),
    group_leader(Old, self()),
    Result.

others(New) ->
    Self = self(),
    Pid = spawn(fun() -> receive go -> Self ! {self(), group_leader(), of_child(fun spawn/1)} end end),
    true = group_leader(New, Pid),
    Pid ! go,
    receive {Pid, A, B} -> {A =:= New, B =:= New} end.

deep(New, N) -> with_leader(New, fun() -> generations(N) =:= New end).

generations(0) -> group_leader();
generations(N) ->
    Self = self(),
    spawn(fun() -> Self ! {result, generations(N - 1)} end),
    receive {result, L} -> L end.

asked(New) -> with_leader(New, fun() -> group_leader() ! {ask, self()}, receive {New, Answer} -> Answer end end).

%% A process's leader may be gone.
dead_leader() ->
    Pid = spawn(fun leader/0),
    Ref = monitor(process, Pid),
    with_leader(Pid, fun() ->
                             Pid ! stop,
                             receive {'DOWN', Ref, _, _, normal} -> ok end,
                             {group_leader() =:= Pid, is_process_alive(group_leader()), of_child(fun spawn/1) =:= Pid}
                     end).

dead() ->
    {Pid, Ref} = spawn_monitor(fun() -> ok end),
    receive {'DOWN', Ref, _, _, _} -> Pid end.

refused(Arguments) -> try apply(erlang, group_leader, Arguments) catch C:R -> {C, R} end.
