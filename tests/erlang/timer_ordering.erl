%% SPDX-License-Identifier: Apache-2.0
%%
%% Timers started in any order fire in the order of their deadlines; cancelled ones do not; receivers may be names or gone.
-module(timer_ordering).
-export([main/0]).

main() ->
    erlang:display({shuffled, shuffled(40)}),
    erlang:display({same_deadline, same_deadline(50)}),
    erlang:display({cancelled, cancelled(60)}),
    erlang:display({to_others, to_others(10)}),
    erlang:display({dead_receiver, dead_receiver()}),
    erlang:display({left, left()}),
    erlang:display({nested, nested(5)}),
    erlang:display({terms, terms()}),
    erlang:display({alarm_clock, alarm_clock()}),
    erlang:display({zero, zero(20)}).

shuffled(N) ->
    Base = erlang:monotonic_time(millisecond) + 400,
    [erlang:start_timer(Base + (I * 17) rem 41, self(), (I * 17) rem 41, [{abs, true}]) || I <- lists:seq(1, N)],
    Fired = [receive {timeout, _, T} -> T end || _ <- lists:seq(1, N)],
    Fired =:= lists:sort(Fired).

same_deadline(N) ->
    Base = erlang:monotonic_time(millisecond) + 15,
    [erlang:start_timer(Base, self(), I, [{abs, true}]) || I <- lists:seq(1, N)],
    lists:sort([receive {timeout, _, I} -> I end || _ <- lists:seq(1, N)]) =:= lists:seq(1, N).

cancelled(N) ->
    Timers = [{I, erlang:send_after(60000 + (I * 31) rem 100, self(), {never, I})} || I <- lists:seq(1, N)],
    Left = [erlang:cancel_timer(T) || {I, T} <- Timers, I rem 2 =:= 0],
    Again = [erlang:cancel_timer(T) || {I, T} <- Timers, I rem 2 =:= 0],
    Rest = [erlang:cancel_timer(T) || {I, T} <- Timers, I rem 2 =:= 1],
    {lists:all(fun(L) -> is_integer(L) andalso L > 50000 end, Left ++ Rest), lists:usort(Again)}.

to_others(N) ->
    Self = self(),
    Pids = [spawn(fun() -> receive {tick, I} -> Self ! {ticked, I} end end) || I <- lists:seq(1, N)],
    [erlang:send_after(1 + I rem 3, P, {tick, I}) || {I, P} <- lists:zip(lists:seq(1, N), Pids)],
    lists:sort([receive {ticked, I} -> I end || _ <- Pids]) =:= lists:seq(1, N).

dead_receiver() ->
    {Pid, Ref} = spawn_monitor(fun() -> receive stop -> ok end end),
    Timers = [erlang:send_after(100000, Pid, x) || _ <- lists:seq(1, 20)],
    Pid ! stop,
    receive {'DOWN', Ref, _, _, normal} -> ok end,
    lists:usort([erlang:cancel_timer(T) || T <- Timers]).

left() ->
    T = erlang:start_timer(50000, self(), x),
    A = erlang:read_timer(T),
    receive after 3 -> ok end,
    B = erlang:read_timer(T),
    C = erlang:cancel_timer(T),
    {A =< 50000, B < A, C =< B, erlang:read_timer(T)}.

%% Each timer starts two more.
nested(Depth) ->
    erlang:start_timer(0, self(), Depth),
    grow(1, 0).

grow(0, Count) -> Count;
grow(Open, Count) ->
    receive
        {timeout, _, 0} -> grow(Open - 1, Count + 1);
        {timeout, _, D} -> [erlang:start_timer(D rem 2, self(), D - 1) || _ <- [1, 2]], grow(Open + 1, Count + 1)
    end.

terms() ->
    Terms = [a, 1.5, "list", {t, [1]}, #{k => v}, <<"binary">>, binary:copy(<<"x">>, 100), 1 bsl 100, fun lists:sum/1, self()],
    [erlang:send_after(1, self(), {term, I, T}) || {I, T} <- lists:zip(lists:seq(1, length(Terms)), Terms)],
    erlang:garbage_collect(),
    [receive {term, I, T} -> T end || I <- lists:seq(1, length(Terms))] =:= Terms.

%% A process that sleeps until a time, told of a nearer one.
alarm_clock() ->
    Self = self(),
    Clock = spawn(fun() -> clock(Self, []) end),
    [Clock ! {at, T} || T <- [300, 150, 1]],
    [receive {ring, T} -> T end || _ <- [1, 2, 3]].

clock(To, Alarms) ->
    Now = erlang:monotonic_time(millisecond),
    Wait = case Alarms of [] -> infinity; [{At, _} | _] -> max(0, At - Now) end,
    receive {at, T} -> clock(To, lists:sort([{Now + T, T} | Alarms]))
    after Wait -> [{_, T} | Rest] = Alarms, To ! {ring, T}, clock(To, Rest)
    end.

zero(N) ->
    [erlang:send_after(0, self(), {z, I}) || I <- lists:seq(1, N)],
    lists:sort([receive {z, I} -> I end || _ <- lists:seq(1, N)]) =:= lists:seq(1, N).
