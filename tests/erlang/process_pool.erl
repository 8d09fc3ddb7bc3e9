%% SPDX-License-Identifier: Apache-2.0
%%
%% Worker pools: jobs to whoever is free, workers that crash and are replaced, checkouts whose owner dies, work stealing.
-module(process_pool).
-export([main/0]).

main() ->
    [erlang:display({pool, W, J, pool(W, J)}) || {W, J} <- [{1, 5}, {4, 30}, {20, 10}]],
    erlang:display({crashing, crashing(3, 20)}),
    erlang:display({checkout, checkout()}),
    erlang:display({stealing, stealing(4, 40)}),
    erlang:display({limited, limited(3, 15)}).

pool(Workers, Jobs) ->
    Self = self(),
    Pool = spawn(fun() -> start_pool(Workers) end),
    [Pool ! {job, Self, N, fun() -> N * N end} || N <- lists:seq(1, Jobs)],
    lists:sum([receive {result, N, R} -> R end || N <- lists:seq(1, Jobs)]).

start_pool(Workers) ->
    process_flag(trap_exit, true),
    Pool = self(),
    Idle = [spawn_link(fun() -> worker(Pool) end) || _ <- lists:seq(1, Workers)],
    pool_loop(Idle, queue:new(), #{}).

worker(Pool) ->
    receive
        {do, From, N, F} ->
            From ! {result, N, F()},
            Pool ! {idle, self()},
            worker(Pool)
    end.

pool_loop([W | Idle], Queue, Busy) ->
    case queue:out(Queue) of
        {{value, {From, N, F}}, Rest} ->
            W ! {do, From, N, F},
            pool_loop(Idle, Rest, Busy#{W => {From, N}});
        {empty, _} -> pool_wait([W | Idle], Queue, Busy)
    end;
pool_loop([], Queue, Busy) -> pool_wait([], Queue, Busy).

pool_wait(Idle, Queue, Busy) ->
    receive
        {job, From, N, F} -> pool_loop(Idle, queue:in({From, N, F}, Queue), Busy);
        {idle, W} -> pool_loop([W | Idle], Queue, maps:remove(W, Busy));
        {'EXIT', W, Reason} ->
            {From, N} = map_get(W, Busy),
            From ! {result, N, {failed, Reason}},
            Pool = self(),
            New = spawn_link(fun() -> worker(Pool) end),
            pool_loop([New | Idle], Queue, maps:remove(W, Busy))
    end.

crashing(Workers, Jobs) ->
    Self = self(),
    Pool = spawn(fun() -> start_pool(Workers) end),
    [Pool ! {job, Self, N, fun() -> case N rem 4 of 0 -> exit({bad_job, N}); _ -> N end end} || N <- lists:seq(1, Jobs)],
    [receive {result, N, R} -> R end || N <- lists:seq(1, Jobs)].

%% A resource comes back when its user ends, whatever way.
checkout() ->
    Self = self(),
    Pool = spawn(fun() -> resources([r1, r2], #{}) end),
    Use = fun(End) ->
                  {_, Ref} = spawn_monitor(fun() -> R = take(Pool), Self ! {using, R}, End(R) end),
                  Used = receive {using, R} -> R end,
                  receive {'DOWN', Ref, _, _, _} -> Used end
          end,
    Users = [Use(E) || E <- [fun(R) -> Pool ! {give, self(), R} end, fun(_) -> ok end, fun(_) -> exit(crash) end, fun(_) -> exit(self(), kill) end]],
    {length(Users), lists:sort([take(Pool), take(Pool)])}.

take(Pool) ->
    Pool ! {take, self()},
    receive {resource, R} -> R end.

resources(Free, Users) ->
    receive
        {take, Pid} when Free =/= [] ->
            Ref = monitor(process, Pid),
            Pid ! {resource, hd(Free)},
            resources(tl(Free), Users#{Pid => {Ref, hd(Free)}});
        {give, Pid, R} ->
            {Ref, R} = map_get(Pid, Users),
            demonitor(Ref, [flush]),
            resources([R | Free], maps:remove(Pid, Users));
        {'DOWN', _, _, Pid, _} ->
            {_, R} = map_get(Pid, Users),
            resources([R | Free], maps:remove(Pid, Users))
    end.

%% All jobs are one worker's at first; the others take half of what somebody has.
stealing(N, Jobs) ->
    Self = self(),
    Pids = [spawn(fun() -> receive {others, O, Mine} -> steal_loop(Self, O, Mine, 0) end end) || _ <- lists:seq(1, N)],
    [P ! {others, Pids -- [P], case P =:= hd(Pids) of true -> lists:seq(1, Jobs); false -> [] end} || P <- Pids],
    Done = lists:sort([receive {did, J} -> J end || _ <- lists:seq(1, Jobs)]),
    [exit(P, kill) || P <- Pids],
    Done =:= lists:seq(1, Jobs).

steal_loop(Main, Others, [J | Mine], Next) ->
    Main ! {did, J},
    erlang:yield(),
    steal_loop(Main, Others, answer(Mine), Next);
steal_loop(Main, Others, [], Next) ->
    lists:nth(Next rem length(Others) + 1, Others) ! {steal, self()},
    receive
        {stolen, Jobs} -> steal_loop(Main, Others, Jobs, Next + 1);
        {steal, P} -> P ! {stolen, []}, wait_stolen(Main, Others, Next)
    end.

wait_stolen(Main, Others, Next) ->
    receive
        {stolen, Jobs} -> steal_loop(Main, Others, Jobs, Next + 1);
        {steal, P} -> P ! {stolen, []}, wait_stolen(Main, Others, Next)
    end.

answer(Mine) ->
    receive {steal, P} -> {Keep, Give} = lists:split((length(Mine) + 1) div 2, Mine), P ! {stolen, Give}, answer(Keep)
    after 0 -> Mine
    end.

%% No more than so many at a time, by monitors.
limited(Limit, Jobs) -> limited(Limit, lists:seq(1, Jobs), #{}, 0).

limited(_, [], Running, Most) when map_size(Running) =:= 0 -> Most;
limited(Limit, [J | Jobs], Running, Most) when map_size(Running) < Limit ->
    {_, Ref} = spawn_monitor(fun() -> erlang:yield(), exit({done, J}) end),
    limited(Limit, Jobs, Running#{Ref => J}, max(Most, map_size(Running) + 1));
limited(Limit, Jobs, Running, Most) ->
    receive {'DOWN', Ref, _, _, {done, J}} -> J = map_get(Ref, Running), limited(Limit, Jobs, maps:remove(Ref, Running), Most) end.
