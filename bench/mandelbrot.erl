%% SPDX-License-Identifier: Apache-2.0
%% The Mandelbrot set: loops of float arithmetic and comparison.
-module(mandelbrot).
-export([run/0, iterations/0]).

iterations() -> 15.

-define(SIZE, 160).

run() -> rows(0, 0).

rows(?SIZE, Sum) -> Sum;
rows(Y, Sum) -> rows(Y + 1, columns(0, 2.0 * Y / ?SIZE - 1.0, Sum)).

columns(?SIZE, _, Sum) -> Sum;
columns(X, Ci, Sum) -> columns(X + 1, Ci, Sum + steps(0.0, 0.0, 3.0 * X / ?SIZE - 2.0, Ci, 100)).

steps(_, _, _, _, 0) -> 100;
steps(Zr, Zi, Cr, Ci, N) ->
    R = Zr * Zr,
    I = Zi * Zi,
    if
        R + I > 4.0 -> 100 - N;
        true -> steps(R - I + Cr, 2.0 * Zr * Zi + Ci, Cr, Ci, N - 1)
    end.
