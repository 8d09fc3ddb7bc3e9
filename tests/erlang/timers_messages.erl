%% SPDX-License-Identifier: Apache-2.0
%%
%% Timers that send messages: who gets what, in which order, what cancelling and reading answer, and what is refused.
-module(timers_messages).
-export([main/0]).

main() ->
    erlang:display({order, order()}),
    erlang:display({terms, terms()}),
    erlang:display({names, names()}),
    erlang:display({cancelled, cancelled()}),
    erlang:display({asynchronous, asynchronous()}),
    erlang:display({others, others()}),
    erlang:display({ended, ended()}),
    erlang:display({absolute, absolute()}),
    erlang:display({restarted, restarted()}),
    [refused(F, A) || {F, A} <- bad_calls()],
    erlang:display({many, many(2000)}).

%% By deadline, and by age where deadlines are equal.
order() ->
    Self = self(),
    Base = erlang:monotonic_time(millisecond) + 150,
    [erlang:start_timer(Base + After, Self, N, [{abs, true}]) || {N, After} <- [{1, 20}, {2, 0}, {3, 10}, {4, 10}, {5, 0}]],
    [receive {timeout, _, N} -> N end || _ <- lists:seq(1, 5)].

terms() ->
    Self = self(),
    Term = {list, [1, 2.5, <<"text">>], #{key => Self}, binary:copy(<<"x">>, 200), 1 bsl 100},
    _ = erlang:send_after(1, self(), Term),
    Reference = erlang:start_timer(1, self(), Term),
    [receive Term -> plain; {timeout, Reference, Term} -> tagged after 1000 -> nothing end || _ <- [1, 2]].

names() ->
    _ = erlang:send_after(150, receiver_of_timers, too_early),
    true = register(receiver_of_timers, self()),
    _ = erlang:send_after(160, nobody_of_that_name, lost),
    _ = erlang:send_after(250, receiver_of_timers, here),
    Got = [receive Message -> Message after 1000 -> nothing end || _ <- [1, 2]],
    true = unregister(receiver_of_timers),
    Got.

cancelled() ->
    Long = erlang:send_after(100000, self(), never),
    Left = erlang:read_timer(Long),
    First = erlang:cancel_timer(Long),
    Short = erlang:send_after(0, self(), soon),
    receive soon -> ok end,
    {Left > 99000 andalso Left =< 100000, First > 99000 andalso First =< Left, erlang:cancel_timer(Long),
     erlang:read_timer(Long), erlang:cancel_timer(Short), erlang:read_timer(Short),
     erlang:cancel_timer(make_ref()), receive never -> never after 0 -> nothing end}.

asynchronous() ->
    One = erlang:send_after(100000, self(), never),
    Two = make_ref(),
    Three = erlang:send_after(100000, self(), never),
    Answers = [erlang:read_timer(One, [{async, true}]),
               erlang:cancel_timer(One, [{async, true}]),
               erlang:cancel_timer(Two, [{async, true}]),
               erlang:cancel_timer(Two, [{async, true}, {info, false}]),
               erlang:cancel_timer(Three, [{info, false}]),
               erlang:cancel_timer(Three, [{async, false}, {info, true}]),
               erlang:read_timer(Three, [])],
    Messages = [receive
                    {read_timer, One, Left} when is_integer(Left) -> read;
                    {cancel_timer, One, Left} when is_integer(Left) -> cancelled;
                    {cancel_timer, Two, false} -> none
                after 1000 -> nothing
                end || _ <- [1, 2, 3]],
    {Answers, Messages, receive More -> More after 10 -> nothing end}.

%% Any process may cancel; the timer does not end with the one that started it.
others() ->
    Self = self(),
    Reference = erlang:send_after(100000, self(), never),
    spawn(fun() -> Self ! {result, is_integer(erlang:cancel_timer(Reference))} end),
    Cancelled = receive {result, Result} -> Result end,
    {_, Monitor} = spawn_monitor(fun() -> erlang:send_after(30, Self, {from, a, process}) end),
    receive {'DOWN', Monitor, process, _, normal} -> ok end,
    {Cancelled, receive {from, a, process} -> arrived after 1000 -> nothing end}.

%% A timer ends with the process it would send to.
ended() ->
    {Pid, Monitor} = spawn_monitor(fun() -> receive stop -> ok end end),
    Reference = erlang:send_after(100000, Pid, late),
    Before = is_integer(erlang:read_timer(Reference)),
    Pid ! stop,
    receive {'DOWN', Monitor, process, Pid, normal} -> ok end,
    Late = erlang:send_after(100000, Pid, late),
    {Before, erlang:read_timer(Reference), erlang:cancel_timer(Reference), erlang:cancel_timer(Late)}.

absolute() ->
    Now = erlang:monotonic_time(millisecond),
    Past = erlang:start_timer(Now, self(), past, [{abs, true}]),
    receive after 2 -> ok end,
    Relative = erlang:start_timer(10, self(), relative, [{abs, false}]),
    Soon = erlang:start_timer(Now + 60, self(), soon, [{abs, true}]),
    Got = [receive {timeout, Past, M} -> M; {timeout, Relative, M} -> M; {timeout, Soon, M} -> M end || _ <- [1, 2, 3]],
    {lists:sort(Got), hd(Got), erlang:monotonic_time(millisecond) >= Now + 60}.

%% Each timer starts the next.
restarted() -> restarted(20, []).
restarted(0, List) -> length(List);
restarted(N, List) ->
    Reference = erlang:start_timer(1, self(), N),
    receive {timeout, Reference, N} -> restarted(N - 1, [N | List]) end.

bad_calls() ->
    Self = self(),
    BeforeStart = erlang:convert_time_unit(erlang:system_info(start_time), native, millisecond) - 1000,
    [{start_timer, [BeforeStart, Self, x, [{abs, true}]]}, {send_after, [-1, Self, x]}, {send_after, [1 bsl 64, Self, x]}, {send_after, [1 bsl 44, Self, x]}, {send_after, [1.0, Self, x]},
     {send_after, [1, "list", x]}, {send_after, [1, {name, node()}, x]}, {send_after, [1, Self, x, [{abs, maybe}]]},
     {start_timer, [infinity, Self, x]}, {start_timer, [1, 7, x]}, {start_timer, [1, Self, x, [{abs, true} | abs]]},
     {start_timer, [1, Self, x, [abs]]}, {start_timer, [-(1 bsl 70), Self, x, [{abs, true}]]},
     {cancel_timer, [timer]}, {cancel_timer, [1, []]}, {cancel_timer, [make_ref(), [{abs, true}]]}, {cancel_timer, [make_ref(), nil]},
     {read_timer, [Self]}, {read_timer, [make_ref(), [{info, true}]]}].

refused(Function, Arguments) ->
    try apply(erlang, Function, Arguments) of
        Result -> erlang:display({Function, Result})
    catch
        Class:Reason:Stack ->
            [{erlang, F, A, Where} | _] = Stack,
            erlang:display({Class, Reason, F, length(A), proplists:get_value(error_info, Where)})
    end.

many(Count) ->
    Self = self(),
    References = [erlang:start_timer(20 + N rem 7, Self, N) || N <- lists:seq(1, Count)],
    Odd = [R || {R, N} <- lists:zip(References, lists:seq(1, Count)), N rem 2 =:= 1],
    Stopped = length([R || R <- Odd, is_integer(erlang:cancel_timer(R))]),
    Fired = [receive {timeout, _, N} -> N after 5000 -> nothing end || _ <- lists:seq(1, Count - Stopped)],
    {Stopped + length(Fired), lists:sort(Fired) =:= lists:seq(2, Count, 2) orelse Stopped < Count div 2}.
