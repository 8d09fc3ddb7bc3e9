%% SPDX-License-Identifier: Apache-2.0
%% Module math: values at the borders of each function, and what it answers to arguments that it cannot take.
-module(math_errors).
-export([main/0]).

main() ->
    Arguments = [0, 0.0, -0.0, 1, -1, 0.5, 2, -2.5, 10, 710, -750, 1.0e308, -1.0e308, 5.0e-324, 1 bsl 100, -(1 bsl 1000), 1 bsl 1024, a, "x", [], <<1>>],
    One = [acos, acosh, asin, asinh, atan, atanh, ceil, cos, cosh, erf, erfc, exp, floor, log, log10, log2, sin, sinh, sqrt, tan, tanh],
    [erlang:display({F, [result(F, [A]) || A <- Arguments]}) || F <- One],
    Two = [atan2, fmod, pow],
    [erlang:display({F, A, [result(F, [A, B]) || B <- Arguments]}) || F <- Two, A <- Arguments],
    erlang:display(math:pi()),
    [erlang:display(frames:'of'(F)) || F <- [
        fun() -> {math:sqrt(outcome:id(-1))} end,
        fun() -> {math:log(outcome:id(0))} end,
        fun() -> {math:sin(outcome:id(a))} end,
        fun() -> {math:pow(outcome:id(10), 1000)} end,
        fun() -> {math:pow(outcome:id(a), 1)} end,
        fun() -> {math:fmod(outcome:id(1), 0)} end,
        fun() -> {math:atan2(outcome:id(1), b)} end,
        fun() -> {math:exp(outcome:id(1 bsl 2000))} end]],
    [erlang:display(outcome:'of'(F)) || F <- [fun() -> trunc(outcome:id(1.0e300)) rem 1000 end, fun() -> round(outcome:id(-2.5)) end, fun() -> ceil(outcome:id(-0.5)) end,
        fun() -> floor(outcome:id(-1.0e20)) end, fun() -> float(outcome:id(1 bsl 1024)) end, fun() -> abs(outcome:id(-0.0)) end, fun() -> trunc(outcome:id(a)) end]].

%% Libraries differ in the last place of some of these; twelve digits they share.
result(F, Arguments) ->
    case outcome:'of'(fun() -> apply(math, F, Arguments) end) of
        {value, V} when V == 0.0 -> {zero, <<V/float>>};
        {value, V} -> float_to_list(V, [{scientific, 12}]);
        Other -> Other
    end.
