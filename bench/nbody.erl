%% SPDX-License-Identifier: Apache-2.0
%% The sun and the four giant planets, 20,000 steps: floats in tuples and lists.
-module(nbody).
-export([run/0, iterations/0]).

iterations() -> 15.

-define(DT, 0.01).

run() -> trunc(energy(advance(20000, bodies())) * 1.0e9).

%% {X, Y, Z, Vx, Vy, Vz, Mass}, in astronomical units, years and solar masses times 4 pi squared.
bodies() ->
    [{0.0, 0.0, 0.0, -0.000387668, -0.003275334, 0.000023938, 39.47841760435743},
     {4.84143144246472090, -1.16032004402742839, -0.103622044471123109,
      0.606326392995832, 2.81198684491626, -0.02521836165988763, 0.03769367487038949},
     {8.34336671824457987, 4.12479856412430479, -0.403523417114321381,
      -1.0107743461787924, 1.8256623712304119, 0.008415761376584154, 0.011286326131968767},
     {12.8943695621391310, -15.1111514016986312, -0.223307578892655734,
      1.0827910064415354, 0.8687130181696082, -0.010832637401363636, 0.0017237240570597112},
     {15.3796971148509165, -25.9193146099879641, 0.179258772950371181,
      0.979090732243898, 0.5946989986476762, -0.034755955504078104, 0.0020336868699246304}].

advance(0, Bodies) -> Bodies;
advance(N, Bodies) -> advance(N - 1, [move(Body, Bodies) || Body <- Bodies]).

move({X, Y, Z, Vx, Vy, Vz, M}, Bodies) ->
    {Ax, Ay, Az} = pull(Bodies, X, Y, Z, 0.0, 0.0, 0.0),
    Vx1 = Vx + ?DT * Ax,
    Vy1 = Vy + ?DT * Ay,
    Vz1 = Vz + ?DT * Az,
    {X + ?DT * Vx1, Y + ?DT * Vy1, Z + ?DT * Vz1, Vx1, Vy1, Vz1, M}.

pull([], _, _, _, Ax, Ay, Az) -> {Ax, Ay, Az};
pull([{X, Y, Z, _, _, _, _} | Rest], X, Y, Z, Ax, Ay, Az) -> pull(Rest, X, Y, Z, Ax, Ay, Az);
pull([{X1, Y1, Z1, _, _, _, M} | Rest], X, Y, Z, Ax, Ay, Az) ->
    Dx = X1 - X,
    Dy = Y1 - Y,
    Dz = Z1 - Z,
    R2 = Dx * Dx + Dy * Dy + Dz * Dz,
    F = M / (R2 * root(R2)),
    pull(Rest, X, Y, Z, Ax + F * Dx, Ay + F * Dy, Az + F * Dz).

%% Newton's method, so that no library function is in the time.
root(X) -> root(X, X / 8.0 + 2.0, 6).

root(_, R, 0) -> R;
root(X, R, N) -> root(X, (R + X / R) * 0.5, N - 1).

energy([]) -> 0.0;
energy([{X, Y, Z, Vx, Vy, Vz, M} | Rest]) ->
    0.5 * M * (Vx * Vx + Vy * Vy + Vz * Vz) - potential(Rest, X, Y, Z, M, 0.0) + energy(Rest).

potential([], _, _, _, _, E) -> E;
potential([{X1, Y1, Z1, _, _, _, M1} | Rest], X, Y, Z, M, E) ->
    Dx = X1 - X,
    Dy = Y1 - Y,
    Dz = Z1 - Z,
    potential(Rest, X, Y, Z, M, E + M * M1 / root(Dx * Dx + Dy * Dy + Dz * Dz)).
