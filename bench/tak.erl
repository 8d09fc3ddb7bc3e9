%% SPDX-License-Identifier: Apache-2.0
%% Calls in body and tail position with three arguments, over and over.
-module(tak).
-export([run/0, iterations/0]).

iterations() -> 20.

run() -> repeat(100, 0).

repeat(0, Sum) -> Sum;
repeat(N, Sum) -> repeat(N - 1, Sum + tak(18, 12, 6)).

tak(X, Y, Z) when Y >= X -> Z;
tak(X, Y, Z) -> tak(tak(X - 1, Y, Z), tak(Y - 1, Z, X), tak(Z - 1, X, Y)).
