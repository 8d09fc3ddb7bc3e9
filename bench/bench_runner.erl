%% SPDX-License-Identifier: Apache-2.0
%%
%% Times one benchmark from inside, alike on erl, on Linac's interpreter and on its JIT: bench/run.mjs starts it with the
%% name of a module that exports run/0 (one iteration; its value is checked) and iterations/0 (how many are timed).
%% Prints {Module, MinimumNanoseconds, MedianNanoseconds, Value} with erlang:display/1. Uses nothing of OTP's
%% libraries, so that a benchmark measures its own code.
-module(bench_runner).
-export([main/1]).

%% Engines need running time, not only calls, before hot code is in its final form.
-define(WARM_UP_NANOSECONDS, 400000000).
-define(WARM_UP_RUNS, 2).

main([Name]) ->
    Module = list_to_atom(Name),
    Value = Module:run(),
    warm_up(Module, Value, ?WARM_UP_RUNS, now_ns() + ?WARM_UP_NANOSECONDS),
    Iterations = Module:iterations(),
    Times = sort(measure(Module, Value, Iterations, [])),
    erlang:display({Module, hd(Times), nth((Iterations + 1) div 2, Times), Value}).

now_ns() ->
    erlang:monotonic_time(nanosecond).

warm_up(Module, Value, Runs, End) ->
    Value = Module:run(),
    case Runs > 1 orelse now_ns() < End of
        true -> warm_up(Module, Value, Runs - 1, End);
        false -> ok
    end.

measure(_Module, _Value, 0, Times) ->
    Times;
measure(Module, Value, Left, Times) ->
    Start = now_ns(),
    Value = Module:run(),
    measure(Module, Value, Left - 1, [now_ns() - Start | Times]).

sort([]) ->
    [];
sort([Head | Tail]) ->
    insert(Head, sort(Tail)).

insert(Time, [Head | Tail]) when Time > Head ->
    [Head | insert(Time, Tail)];
insert(Time, Sorted) ->
    [Time | Sorted].

nth(1, [Head | _]) ->
    Head;
nth(N, [_ | Tail]) ->
    nth(N - 1, Tail).
