%% SPDX-License-Identifier: Apache-2.0
%% Shows a float exactly, with arithmetic alone: {Sign, Mantissa, Exponent} where the value is
%% Sign * Mantissa * 2^Exponent and 2^52 =< Mantissa < 2^53. erlang:display/1 rounds to seven digits.
-module(exact).
-export([bits/1]).

bits(F) when F == 0.0 -> zero;
bits(F) when F < 0.0 ->
    {_, M, E} = bits(-F),
    {-1, M, E};
bits(F) -> scale(F, 0).

scale(F, E) when F >= 9007199254740992.0 -> scale(F / 2.0, E + 1);
scale(F, E) when F < 4503599627370496.0 -> scale(F * 2.0, E - 1);
scale(F, E) -> {1, trunc(F), E}.
