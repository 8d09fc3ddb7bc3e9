%% SPDX-License-Identifier: Apache-2.0
%% The calendar module: days and dates across four centuries, weeks, leap years, RFC 3339.
-module(library_calendar).
-export([main/0]).

main() ->
    Years = [0, 1, 4, 100, 400, 1582, 1600, 1700, 1900, 1970, 1999, 2000, 2016, 2023, 2024, 2100, 9999],
    erlang:display([{Y, calendar:is_leap_year(Y), calendar:last_day_of_the_month(Y, 2), calendar:date_to_gregorian_days(Y, 3, 1)} || Y <- Years]),
    Days = lists:seq(0, 800000, 7919),
    erlang:display([calendar:gregorian_days_to_date(D) || D <- Days]),
    true = lists:all(fun(D) -> calendar:date_to_gregorian_days(calendar:gregorian_days_to_date(D)) =:= D end, Days),
    erlang:display([calendar:day_of_the_week(calendar:gregorian_days_to_date(D)) || D <- Days]),
    erlang:display([calendar:iso_week_number({Y, M, D}) || Y <- [2008, 2009, 2010, 2020, 2024], {M, D} <- [{1, 1}, {1, 4}, {12, 28}, {12, 31}]]),
    Seconds = [0, 1, 59, 3600, 86399, 86400, 62167219200, 63072000000, 99999999999],
    erlang:display([{calendar:gregorian_seconds_to_datetime(S), calendar:seconds_to_daystime(S), calendar:seconds_to_time(S rem 86400)} || S <- Seconds]),
    erlang:display([calendar:datetime_to_gregorian_seconds({{Y, 2, 28}, {23, 59, 59}}) || Y <- Years]),
    erlang:display([calendar:valid_date(Date) || Date <- [{2024, 2, 29}, {2023, 2, 29}, {2024, 4, 31}, {2024, 13, 1}, {-1, 1, 1}, {2024, 0, 1}]]),
    erlang:display([calendar:time_difference({{2000, 1, 1}, {0, 0, 0}}, {{2024, 2, 29}, {12, 34, 56}}), calendar:time_to_seconds({23, 59, 59})]),
    erlang:display([calendar:system_time_to_rfc3339(T, [{unit, U}, {offset, O}]) || {T, U} <- [{0, second}, {1500000000123, millisecond}, {1, nanosecond}],
                                                                                   O <- ["Z", "+02:30", 3600, "-08:00"]]),
    erlang:display([calendar:rfc3339_to_system_time(S, [{unit, millisecond}]) || S <- ["1970-01-01T00:00:00Z", "2018-02-01T16:17:58.123+01:00", "2000-02-29 23:59:60.5Z"]]),
    erlang:display([calendar:system_time_to_universal_time(T, U) || {T, U} <- [{0, second}, {1700000000, second}, {-1, second}, {1234567890123456, microsecond}]]),
    erlang:display([outcome:'of'(F) || F <- [fun() -> calendar:date_to_gregorian_days({2023, 2, 30}) end, fun() -> calendar:last_day_of_the_month(2000, 13) end,
                                             fun() -> calendar:time_to_seconds({24, 0, 0}) end]]).
