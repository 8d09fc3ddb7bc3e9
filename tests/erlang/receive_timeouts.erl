%% SPDX-License-Identifier: Apache-2.0
%%
%% receive with `after`: zero, infinity, computed and wrong times, and messages that do not match while the time runs.
-module(receive_timeouts).
-export([main/0]).

main() ->
    erlang:display({zero, zero()}),
    erlang:display({infinity, infinity()}),
    erlang:display({no_clauses, no_clauses()}),
    [erlang:display({wrong, T, wrong(T)}) || T <- [-1, 1.0, atom, "1", 1 bsl 32, 1 bsl 70, []]],
    [erlang:display({after_wrong, T, after_wrong(T)}) || T <- [-1, atom, 1 bsl 70]],
    erlang:display({largest, largest()}),
    erlang:display({unmatched, unmatched()}),
    erlang:display({restarted, restarted(5)}),
    erlang:display({first_wins, first_wins()}),
    erlang:display({sleepers, sleepers()}),
    erlang:display({many, many(200)}),
    erlang:display({value, value()}),
    erlang:display({hibernated, hibernated()}).

zero() ->
    self() ! here,
    {receive here -> found after 0 -> missed end, receive here -> found after 0 -> missed end}.

infinity() ->
    Self = self(),
    spawn(fun() -> receive after 5 -> Self ! late end end),
    T = infinity,
    receive late -> arrived after T -> never end.

no_clauses() ->
    self() ! stays,
    receive after 1 -> ok end,
    receive stays -> still_there after 0 -> gone end.

wrong(Time) ->
    try receive nothing -> ok after Time -> timeout end
    catch error:Reason -> Reason
    end.

%% The next receive sees the messages that the one with the wrong time went past.
after_wrong(Time) ->
    self() ! first,
    self() ! second,
    Reason = wrong(Time),
    {Reason, receive first -> found after 0 -> lost end, receive second -> found after 0 -> lost end}.

%% The largest time allowed, ended by a message.
largest() ->
    self() ! now,
    receive now -> ok after 16#ffffffff -> timeout end.

unmatched() ->
    Self = self(),
    Noise = spawn(fun() -> noise(Self) end),
    Result = receive wanted -> got after 30 -> timed_out end,
    exit(Noise, kill),
    flush(),
    Result.

noise(To) -> To ! noise, receive after 1 -> noise(To) end.

flush() -> receive _ -> flush() after 0 -> ok end.

%% Each receive has its whole time.
restarted(0) -> [];
restarted(N) ->
    Start = erlang:monotonic_time(millisecond),
    receive nothing -> ok after 4 -> ok end,
    [erlang:monotonic_time(millisecond) - Start >= 4 | restarted(N - 1)].

%% A message that is there already counts, also when no time is left.
first_wins() ->
    self() ! m,
    Busy = spin(20000),
    {Busy, receive m -> message after 0 -> timeout end}.

spin(0) -> done;
spin(N) -> spin(N - 1).

sleepers() ->
    Self = self(),
    [spawn(fun() -> receive after T -> Self ! {awake, T} end end) || T <- [400, 1, 200]],
    [receive {awake, T} -> T end || _ <- [1, 2, 3]].

many(N) ->
    Self = self(),
    [spawn(fun() -> receive never -> no after 1 + I rem 10 -> Self ! {timed_out, I} end end) || I <- lists:seq(1, N)],
    lists:sort([receive {timed_out, I} -> I end || _ <- lists:seq(1, N)]) =:= lists:seq(1, N).

value() -> [receive x -> y after 0 -> {after_, X} end || X <- [1, 2]].

hibernated() ->
    Self = self(),
    Pid = spawn(fun() -> erlang:hibernate(erlang, apply, [fun() -> receive {ask, From} -> From ! {self(), awake} end end, []]) end),
    Pid ! {ask, Self},
    receive {Pid, Answer} -> Answer after 5000 -> nothing end.
