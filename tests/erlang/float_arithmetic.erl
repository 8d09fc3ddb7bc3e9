%% SPDX-License-Identifier: Apache-2.0
%% Float arithmetic shown to the last bit: + - * / on floats and mixed operands, float/1, trunc,
%% round, abs, minus, signed zero, the range in and out of the short form, overflow and underflow.
-module(float_arithmetic).
-export([main/0]).

main() ->
    Values = outcome:id([0.0, 1.0, -1.0, 0.1, 1.5, -2.5, 3.0e10, 1.0e-20, 1.0e37, 1.0e38, 1.0e39, 3.4e38,
                         -1.0e40, 1.0e-37, 1.0e-38, 1.0e-39, 1.0e-40, 1.0e300, 1.0e-300,
                         1.7976931348623157e308, 2.2250738585072014e-308, 5.0e-324, 123456789.123]),
    [erlang:display({X, exact:bits(X)}) || X <- Values],
    erlang:display([exact:bits(X + Y) || X <- Values, Y <- [0.1, 1.0, -1.0e20, 1.0e-38]]),
    erlang:display([exact:bits(X - Y) || X <- Values, Y <- [0.1, 1.0, -1.0e20, 1.0e-38]]),
    erlang:display([show(fun() -> X * Y end) || X <- Values, Y <- [0.1, 3, -1.0e20, 1.0e-38, 1.0e200]]),
    erlang:display([show(fun() -> X / Y end) || X <- Values, Y <- [0.1, 3, -1.0e20, 1.0e-38, 0, 0.0]]),
    erlang:display([exact:bits(A / B) || A <- [1, 2, 10, -7, 1 bsl 70], B <- [1, 3, 7, -10, 1 bsl 65]]),
    erlang:display([exact:bits(float(N)) || N <- outcome:id([0, 1, -1, 1 bsl 53, (1 bsl 53) + 1, (1 bsl 53) + 3,
                                                            1 bsl 59, (1 bsl 64) + 1, 1 bsl 1000, 2.5])]),
    erlang:display([show(fun() -> float(N) end) || N <- outcome:id([a, [], 1 bsl 1024, -(1 bsl 1030)])]),
    erlang:display([{trunc(X), round(X)} || X <- outcome:id([0.0, -0.0, 0.5, -0.5, 1.5, 2.5, -1.5, -2.5, 0.49999999999999994,
                                                     1.0e15, 4503599627370497.5, -4503599627370497.5, 1.0e18,
                                                     5.764607523034235e17, -5.764607523034236e17, 1.0e22,
                                                     -1.0e30, 9.0e15, 7, -(1 bsl 80)])]),
    erlang:display(trunc(1.0e100)),
    erlang:display(round(-1.0e50)),
    erlang:display([show(fun() -> trunc(N) end) || N <- outcome:id([a, [], "1"])]),
    erlang:display([exact:bits(abs(X)) || X <- Values]),
    erlang:display([exact:bits(-X) || X <- Values]),
    Zero = outcome:id(0.0),
    erlang:display([-Zero, Zero * -1, 0 - Zero, Zero - 0, -1 * 0.0 + Zero]),
    erlang:display([outcome:class(F) || F <- [fun() -> outcome:id(1.0e308) * 10 end, fun() -> outcome:id(1.7e308) + 1.7e308 end,
                                        fun() -> -outcome:id(1.7e308) - 1.7e308 end, fun() -> 1 / Zero end,
                                        fun() -> Zero / Zero end, fun() -> outcome:id(1.0e308) / 1.0e-10 end,
                                        fun() -> (1 bsl 1024) * outcome:id(1.0) end, fun() -> (1 bsl 1024) / outcome:id(3) end]]),
    erlang:display([exact:bits(outcome:id(1.0e-308) / 10), exact:bits(outcome:id(5.0e-324) * 2),
                    outcome:id(5.0e-324) / 2, outcome:id(1.0e-200) * 1.0e-200]),
    erlang:display([show(fun() -> mixed(X) end) || X <- outcome:id([3, 2.0, -1, a, 1 bsl 70])]),
    erlang:display([guard(X) || X <- outcome:id([3, 2.0, 0, 0.0, a, 1.0e308])]),
    erlang:display([outcome:'of'(fun() -> 1.5 + outcome:id(X) end) || X <- [a, "1", {}, []]]).

show(Fun) ->
    case outcome:'of'(Fun) of
        {value, V} when is_float(V) -> exact:bits(V);
        Other -> Other
    end.

%% One run of float registers with integers and constants mixed in.
mixed(X) -> (X * 2.5 + 3) / (X - 1.25) * (1 - X / 7) + X * X - 2.0e-3.

guard(X) when 10 / X > 4 -> above;
guard(X) when X * 1.0e10 > 1.0e300 -> large;
guard(X) when X + 0.5 == 0.5 -> zero;
guard(_) -> other.
