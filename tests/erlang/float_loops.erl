%% SPDX-License-Identifier: Apache-2.0
%% Hot loops with floats in registers: Newton's root, a series, an orbit, a logistic map, a
%% numeric integral and a Mandelbrot row, each shown to the last bit.
-module(float_loops).
-export([main/0]).

-ifdef(SMALL).
-define(STEPS, 500).
-define(WIDTH, 12).
-else.
-define(STEPS, 200000).
-define(WIDTH, 60).
-endif.

main() ->
    [erlang:display({root, X, exact:bits(root(X))}) || X <- [2, 2.0, 10, 1.0e-10, 1.0e40, 1 bsl 100]],
    erlang:display({leibniz, exact:bits(leibniz(?STEPS, 1.0, 1.0, 0.0))}),
    erlang:display({harmonic, exact:bits(harmonic(?STEPS, 0))}),
    erlang:display({logistic, exact:bits(logistic(?STEPS, 0.3))}),
    erlang:display({integral, exact:bits(integral(0.0, 1.0 / ?STEPS, ?STEPS, 0.0))}),
    {Px, Py, Vx, Vy} = orbit(?STEPS div 4, 1.0, 0.0, 0.0, 1.0),
    erlang:display({orbit, [exact:bits(F) || F <- [Px, Py, Vx, Vy]]}),
    [erlang:display([pixel(2.8 * X / ?WIDTH - 2.1, 2.4 * Y / 12 - 1.2) || X <- lists:seq(0, ?WIDTH - 1)])
     || Y <- lists:seq(0, 12)],
    erlang:display({average, exact:bits(average([I * 1.1 || I <- lists:seq(1, 100)]))}),
    erlang:display({polynomial, exact:bits(horner([1.5, -2, 3.25, 0, 7], 1.01))}).

root(X) -> root(X, X / 2 + 1.0, 0).

root(_, G, 200) -> G;
root(X, G, N) ->
    case (G + X / G) / 2 of
        G -> G;
        Next -> root(X, Next, N + 1)
    end.

leibniz(0, _, _, Sum) -> Sum * 4;
leibniz(N, Sign, Denominator, Sum) -> leibniz(N - 1, -Sign, Denominator + 2, Sum + Sign / Denominator).

%% Starts with an integer accumulator, which becomes a float on the way.
harmonic(0, Sum) -> Sum;
harmonic(N, Sum) -> harmonic(N - 1, Sum + 1 / N).

logistic(0, X) -> X;
logistic(N, X) -> logistic(N - 1, 3.9 * X * (1 - X)).

integral(_, _, 0, Sum) -> Sum;
integral(X, H, N, Sum) -> integral(X + H, H, N - 1, Sum + H * 4.0 / (1.0 + X * X)).

orbit(0, Px, Py, Vx, Vy) -> {Px, Py, Vx, Vy};
orbit(N, Px, Py, Vx, Vy) ->
    R2 = Px * Px + Py * Py,
    Vx1 = Vx - 0.001 * Px / R2,
    Vy1 = Vy - 0.001 * Py / R2,
    orbit(N - 1, Px + 0.001 * Vx1, Py + 0.001 * Vy1, Vx1, Vy1).

pixel(Cr, Ci) -> pixel(0.0, 0.0, Cr, Ci, 0).

pixel(_, _, _, _, 50) -> $#;
pixel(Zr, Zi, _, _, N) when Zr * Zr + Zi * Zi > 4.0 -> $a + N rem 26;
pixel(Zr, Zi, Cr, Ci, N) -> pixel(Zr * Zr - Zi * Zi + Cr, 2 * Zr * Zi + Ci, Cr, Ci, N + 1).

average(List) -> average(List, 0.0, 0).

average([], Sum, N) -> Sum / N;
average([H | T], Sum, N) -> average(T, Sum + H, N + 1).

horner(Coefficients, X) -> lists:foldl(fun(C, Acc) -> Acc * X + C end, 0.0, Coefficients).
