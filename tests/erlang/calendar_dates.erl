%% SPDX-License-Identifier: Apache-2.0
%% Dates to seconds and back, the borders of months and leap years, and what is no date. The time zone is the host's:
%% only what every zone shares is displayed.
-module(calendar_dates).
-export([main/0]).

main() ->
    Dates = [{{Y, M, D}, {H, 30, 59}} || Y <- [1600, 1900, 1969, 1970, 1999, 2000, 2023, 2024, 2100, 9999], {M, D} <- [{1, 1}, {2, 28}, {3, 1}, {12, 31}], H <- [0, 23]],
    Seconds = [erlang:universaltime_to_posixtime(D) || D <- Dates],
    erlang:display(Seconds),
    erlang:display([erlang:posixtime_to_universaltime(S) || S <- Seconds] =:= Dates),
    erlang:display([S =:= calendar:datetime_to_gregorian_seconds(D) - 62167219200 || {S, D} <- lists:zip(Seconds, Dates)]),
    Modern = [{{2001, 7, 15}, {12, 0, 0}}, {{2024, 1, 2}, {3, 4, 5}}],
    erlang:display([erlang:localtime_to_universaltime(erlang:universaltime_to_localtime(D)) =:= D || D <- Modern]),
    erlang:display([erlang:localtime_to_universaltime(erlang:universaltime_to_localtime(D), undefined) =:= D || D <- Modern]),
    [erlang:display(outcome:'of'(fun() -> erlang:universaltime_to_posixtime(D) end)) || D <- [{{2023, 2, 29}, {0, 0, 0}}, {{1900, 2, 29}, {0, 0, 0}}, {{2000, 13, 1}, {0, 0, 0}}, {{2000, 0, 1}, {0, 0, 0}},
        {{2000, 1, 32}, {0, 0, 0}}, {{2000, 1, 1}, {24, 0, 0}}, {{2000, 1, 1}, {0, 60, 0}}, {{2000, 1, 1}, {0, 0, -1}}, {{2000, 1}, {0, 0, 0}}, {{a, 1, 1}, {0, 0, 0}}, a, {{2000, 1, 1}, {1.0, 0, 0}}]],
    [erlang:display(frames:'of'(F)) || F <- [
        fun() -> {erlang:universaltime_to_localtime(outcome:id({{2023, 2, 29}, {0, 0, 0}}))} end,
        fun() -> {erlang:localtime_to_universaltime(outcome:id(x), true)} end,
        fun() -> {erlang:localtime_to_universaltime({{2023, 2, 2}, {0, 0, 0}}, outcome:id(x))} end]].
