%% SPDX-License-Identifier: Apache-2.0
%%
%% Retries with growing pauses, circuit breakers, rate limits, watchdogs, heartbeats, bulkheads and restarts with state.
-module(process_resilience).
-export([main/0]).

main() ->
    erlang:display({retries, [retries(N) || N <- [0, 2, 5]]}),
    erlang:display({breaker, breaker()}),
    erlang:display({rate, rate()}),
    erlang:display({watchdog, watchdog()}),
    erlang:display({heartbeat, heartbeat()}),
    erlang:display({bulkhead, bulkhead()}),
    erlang:display({state_kept, state_kept()}),
    erlang:display({escalation, escalation()}),
    erlang:display({poisoned, poisoned()}),
    erlang:display({debounced, debounced()}).

%% A worker that fails so often before it works.
retries(Failures) ->
    Counter = counters:new(1, []),
    Work = fun() -> counters:add(Counter, 1, 1), case counters:get(Counter, 1) > Failures of true -> done; false -> exit(not_yet) end end,
    retry(Work, 3, 1, []).

retry(_, 0, _, Log) -> {gave_up, lists:reverse(Log)};
retry(Work, Left, Pause, Log) ->
    {Pid, Ref} = spawn_monitor(fun() -> exit({ok, Work()}) end),
    receive
        {'DOWN', Ref, _, Pid, {ok, R}} -> {R, lists:reverse(Log)};
        {'DOWN', Ref, _, Pid, Why} -> receive after Pause -> retry(Work, Left - 1, Pause * 2, [{Why, Pause} | Log]) end
    end.

%% After three failures calls are refused at once, until one is let through again.
breaker() ->
    Breaker = spawn(fun() -> breaker(closed, 0) end),
    Call = fun(F) -> Breaker ! {call, self(), F}, receive {Breaker, R} -> R end end,
    A = [Call(fun() -> N end) || N <- [1, 2]],
    B = [Call(fun() -> error(down) end) || _ <- [1, 2, 3]],
    C = [Call(fun() -> up end) || _ <- [1, 2]],
    Breaker ! probe,
    D = [Call(fun() -> error(still_down) end), Call(fun() -> up end)],
    Breaker ! probe,
    {A, B, C, D, [Call(fun() -> up end) || _ <- [1, 2]]}.

breaker(State, Failures) ->
    receive
        probe when State =:= open -> breaker(half_open, Failures);
        {call, From, _} when State =:= open -> From ! {self(), refused}, breaker(open, Failures);
        {call, From, F} ->
            try F() of
                V -> From ! {self(), {ok, V}}, breaker(closed, 0)
            catch _:R ->
                    From ! {self(), {failed, R}},
                    breaker(case State =:= half_open orelse Failures >= 2 of true -> open; false -> closed end, Failures + 1)
            end
    end.

%% A bucket of tokens, filled by ticks.
rate() ->
    Bucket = spawn(fun() -> bucket(3, 3) end),
    Ask = fun() -> Bucket ! {ask, self()}, receive {Bucket, A} -> A end end,
    A = [Ask() || _ <- lists:seq(1, 5)],
    [Bucket ! tick || _ <- [1, 2]],
    B = [Ask() || _ <- lists:seq(1, 3)],
    [Bucket ! tick || _ <- lists:seq(1, 10)],
    {A, B, [Ask() || _ <- lists:seq(1, 5)]}.

bucket(Tokens, Size) ->
    receive
        tick -> bucket(min(Size, Tokens + 1), Size);
        {ask, From} when Tokens > 0 -> From ! {self(), go}, bucket(Tokens - 1, Size);
        {ask, From} -> From ! {self(), wait}, bucket(0, Size)
    end.

watchdog() ->
    Run = fun(F, Time) ->
                  {Pid, Ref} = spawn_monitor(fun() -> exit({ok, F()}) end),
                  receive {'DOWN', Ref, _, _, {ok, R}} -> R
                  after Time -> exit(Pid, kill), receive {'DOWN', Ref, _, _, Why} -> {stopped, Why} end
                  end
          end,
    [Run(fun() -> quick end, 10000), Run(fun() -> receive never -> ok end end, 10), Run(fun Loop() -> Loop() end, 10)].

heartbeat() ->
    Self = self(),
    Pid = spawn(fun() -> [begin Self ! {beat, I}, receive after 1 -> ok end end || I <- [1, 2, 3, 4]], receive after infinity -> ok end end),
    Beats = beats(),
    exit(Pid, kill),
    Beats.

beats() -> receive {beat, I} -> [I | beats()] after 300 -> [missing] end.

%% Work of one kind that hangs leaves room for the other.
bulkhead() ->
    Self = self(),
    Start = fun(Kind, F) -> spawn(fun() -> Self ! {Kind, F()} end) end,
    Stuck = [Start(stuck, fun() -> receive never -> ok end end) || _ <- lists:seq(1, 10)],
    [Start(good, fun() -> I * 2 end) || I <- lists:seq(1, 10)],
    Sum = lists:sum([receive {good, N} -> N end || _ <- lists:seq(1, 10)]),
    [exit(P, kill) || P <- Stuck],
    Sum.

%% Another process keeps what the worker has reached.
state_kept() ->
    Keeper = spawn(fun() -> keeper(0) end),
    work_until(Keeper, 10, 0).

work_until(Keeper, Goal, Restarts) ->
    {_, Ref} = spawn_monitor(fun() -> steps(Keeper, Goal) end),
    receive
        {'DOWN', Ref, _, _, normal} -> {goal, Restarts};
        {'DOWN', Ref, _, _, {crash_at, _}} -> work_until(Keeper, Goal, Restarts + 1)
    end.

steps(Keeper, Goal) ->
    Keeper ! {get, self()},
    case receive {at, N} -> N end of
        Goal -> ok;
        N ->
            Keeper ! {set, N + 1},
            N rem 3 =:= 2 andalso exit({crash_at, N}),
            steps(Keeper, Goal)
    end.

keeper(N) -> receive {get, P} -> P ! {at, N}, keeper(N); {set, M} -> keeper(M) end.

%% Each level gives up after two ends of the level below.
escalation() ->
    Self = self(),
    Level = fun Level(0) -> Self ! started, exit(leaf);
                Level(N) ->
                    process_flag(trap_exit, true),
                    [begin P = spawn_link(fun() -> Level(N - 1) end), receive {'EXIT', P, _} -> ok end end || _ <- [1, 2]],
                    exit({level, N})
            end,
    {_, Ref} = spawn_monitor(fun() -> Level(4) end),
    Why = receive {'DOWN', Ref, _, _, R} -> R end,
    {Why, (fun Count() -> receive started -> 1 + Count() after 0 -> 0 end end)()}.

%% A job that kills every worker is set aside.
poisoned() -> jobs([a, poison, b, poison, c], #{}, []).

jobs([], _, Done) -> lists:reverse(Done);
jobs([J | Rest], Tries, Done) ->
    {_, Ref} = spawn_monitor(fun() -> J =:= poison andalso exit(dead), exit({done, J}) end),
    receive
        {'DOWN', Ref, _, _, {done, J}} -> jobs(Rest, Tries, [J | Done]);
        {'DOWN', Ref, _, _, dead} ->
            case maps:get(J, Tries, 0) of
                2 -> jobs(Rest, Tries, [{set_aside, J} | Done]);
                N -> jobs([J | Rest], Tries#{J => N + 1}, Done)
            end
    end.

%% Of a burst only the last counts.
debounced() ->
    Self = self(),
    Pid = spawn(fun() -> debounce(Self, none) end),
    [Pid ! {event, I} || I <- lists:seq(1, 20)],
    A = receive {settled, X} -> X end,
    [Pid ! {event, I} || I <- [a, b]],
    {A, receive {settled, Y} -> Y end}.

debounce(To, none) -> receive {event, E} -> debounce(To, {E}) end;
debounce(To, {E}) -> receive {event, New} -> debounce(To, {New}) after 100 -> To ! {settled, E}, debounce(To, none) end.
