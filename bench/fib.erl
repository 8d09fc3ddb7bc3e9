%% SPDX-License-Identifier: Apache-2.0
%% Body recursion with two calls a frame: 1.3 million calls.
-module(fib).
-export([run/0, iterations/0]).

iterations() -> 40.

run() -> fib(30).

fib(N) when N < 2 -> N;
fib(N) -> fib(N - 1) + fib(N - 2).
