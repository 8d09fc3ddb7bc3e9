%% SPDX-License-Identifier: Apache-2.0
%% A tail-recursive loop of 10 million steps.
-module(sum).
-export([run/0, iterations/0]).

iterations() -> 20.

run() -> sum(10000000, 0).

sum(0, Acc) -> Acc;
sum(N, Acc) -> sum(N - 1, Acc + N).
