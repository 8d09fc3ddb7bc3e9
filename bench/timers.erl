%% SPDX-License-Identifier: Apache-2.0
%% Message timers: started, 10,000 running at a time, and cancelled in another order; and receives with a timeout.
-module(timers).
-export([run/0, iterations/0]).
-erl_flags("+S 1").

iterations() -> 5.

run() -> batches(20, 0).

batches(0, Count) -> Count;
batches(N, Count) ->
    Timers = start(10000, self(), []),
    batches(N - 1, cancel(Timers, Count)).

start(0, _, Timers) -> Timers;
start(N, Self, Timers) ->
    Timer = erlang:send_after(100000 + N * 7919 rem 10007, Self, {late, N}),
    start(N - 1, Self, [Timer | Timers]).

cancel([], Count) -> Count;
cancel([Timer | Timers], Count) when is_reference(Timer) ->
    Left = erlang:cancel_timer(Timer),
    self() ! {cancelled, Left > 0},
    receive {cancelled, true} -> cancel(Timers, Count + 1) after 5000 -> Count end.
