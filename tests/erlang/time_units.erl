%% SPDX-License-Identifier: Apache-2.0
%%
%% Time units: conversions between all of them, rounding of negative times, what is no unit.
-module(time_units).
-export([main/0]).

main() ->
    Units = [second, millisecond, microsecond, nanosecond, native, perf_counter, 1, 100, 1000000],
    [erlang:display({From, To, [erlang:convert_time_unit(Time, From, To) || Time <- [0, 1, -1, 1999, -1999, 123456789012345678901]]})
     || From <- Units, To <- Units],
    [erlang:display({Time, From, To, catch element(2, {1, erlang:convert_time_unit(Time, From, To)})})
     || {Time, From, To} <- [{1, seconds, milli_seconds}, {7, micro_seconds, nano_seconds}]],
    [try erlang:display(erlang:convert_time_unit(Time, From, To)) catch Class:Reason -> erlang:display({Class, Reason}) end
     || {Time, From, To} <- [{1, hour, second}, {1, second, 0}, {1.5, second, native}, {1, -5, second}, {a, second, second}]],
    Start = erlang:system_info(start_time),
    Now = erlang:monotonic_time(),
    erlang:display(Start =< Now),
    Offset = erlang:time_offset(second) - (erlang:system_time(second) - erlang:monotonic_time(second)),
    erlang:display(abs(Offset) =< 1),
    erlang:display(erlang:monotonic_time(millisecond) - erlang:convert_time_unit(Now, native, millisecond) < 60000),
    %% Units so small that a time is no small integer.
    [erlang:display({Unit, abs(erlang:system_time(Unit) div Unit - erlang:system_time(second)) =< 1, abs(erlang:time_offset(Unit) div Unit - erlang:time_offset(second)) =< 1})
     || Unit <- [1000000000000, 1000000000000000, 1 bsl 50]].
