%% SPDX-License-Identifier: Apache-2.0
%% receive with after: 0, small numbers, computed ones, infinity, bad ones; timeouts against
%% messages that come, that do not match, that come late; order of several timers; sleeping.
-module(receive_timeout).
-export([main/0]).

main() ->
    Me = self(),
    erlang:display(receive X -> X after 0 -> none end),
    erlang:display(receive X1 -> X1 after 5 -> none end),
    Me ! here,
    erlang:display(receive X2 -> X2 after 0 -> none end),
    Me ! other,
    erlang:display(receive wanted -> wanted after 5 -> timed_out end),
    erlang:display(receive wanted -> wanted; other -> other after outcome:id(1000) -> timed_out end),
    spawn(fun() -> sleep(100), Me ! late end),
    erlang:display(receive late -> late after 1 -> too_early end),
    erlang:display(receive late -> late after 5000 -> too_late end),
    spawn(fun() -> sleep(5), Me ! forever end),
    erlang:display(receive forever -> forever after infinity -> never end),
    spawn(fun() -> sleep(2), Me ! variable end),
    Infinity = outcome:id(infinity),
    erlang:display(receive variable -> variable after Infinity -> never end),
    erlang:display([outcome:'of'(fun() -> receive none -> 1 after T -> timed_out end end)
                    || T <- outcome:id([0, 1, -1, a, 1.5, [], 1 bsl 70])]),
    %% Later timers started first.
    [spawn(fun() -> sleep(T * 20), Me ! {timer, T} end) || T <- [4, 2, 3, 1]],
    erlang:display([receive {timer, T} -> T end || _ <- [1, 2, 3, 4]]),
    %% Messages that do not match must not restart the timer for ever.
    Noise = spawn(fun() -> noise(Me, 0) end),
    erlang:display(receive quiet -> quiet after 30 -> timed_out_in_noise end),
    Noise ! stop,
    flush(),
    erlang:display(receive after 0 -> empty_receive end),
    erlang:display(receive after 3 -> empty_receive_with_wait end),
    erlang:display(after_expression(outcome:id(1))),
    erlang:display(lists:sum([receive after 0 -> I end || I <- lists:seq(1, 1000)])),
    erlang:display(poll(0)),
    %% Many sleepers at once.
    [spawn(fun() -> sleep(I rem 10), Me ! {slept, I} end) || I <- lists:seq(1, 100)],
    erlang:display(lists:sum([receive {slept, I} -> I end || _ <- lists:seq(1, 100)])),
    erlang:display(nested_timeouts()),
    erlang:display(outcome:'of'(fun() -> receive after 1 -> throw(from_after) end end)).

sleep(T) -> receive after T -> ok end.

noise(Pid, N) ->
    Pid ! {noise, N},
    receive
        stop -> Pid ! silence
    after 1 -> noise(Pid, N + 1)
    end.

flush() ->
    receive
        silence -> ok;
        {noise, _} -> flush()
    end.

after_expression(N) ->
    A = N + 1,
    receive
        never -> never
    after A * A - outcome:id(A) -> {A, after_}
    end.

poll(N) ->
    if
        N =:= 3 -> self() ! ready;
        true -> ok
    end,
    receive
        ready -> {ready, N}
    after 1 -> poll(N + 1)
    end.

nested_timeouts() ->
    receive
        a -> a
    after 1 ->
        self() ! b,
        receive
            a -> a
        after 1 ->
            receive
                b -> nested
            after 1 -> lost
            end
        end
    end.
