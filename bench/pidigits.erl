%% SPDX-License-Identifier: Apache-2.0
%% Digits of pi by the spigot of Gibbons: arithmetic on big integers that grow.
-module(pidigits).
-export([run/0, iterations/0]).

iterations() -> 15.

run() -> digits(600, {1, 0, 1, 1}, 0).

digits(0, _, Check) -> Check;
digits(N, {Q, R, T, K}, Check) ->
    Digit = (3 * Q + R) div T,
    case (4 * Q + R) div T of
        Digit -> digits(N - 1, {10 * Q, 10 * (R - Digit * T), T, K}, (Check * 7 + Digit) rem 1000000007);
        _ ->
            L = 2 * K + 1,
            digits(N, {Q * K, (2 * Q + R) * L, T * L, K + 1}, Check)
    end.
