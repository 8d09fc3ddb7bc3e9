%% SPDX-License-Identifier: Apache-2.0
%% Primes by filtering lists: rem, comparisons and list cells.
-module(sieve).
-export([run/0, iterations/0]).

iterations() -> 20.

run() -> count(sieve(numbers(2, 20000)), 0).

numbers(N, Max) when N > Max -> [];
numbers(N, Max) -> [N | numbers(N + 1, Max)].

sieve([]) -> [];
sieve([P | Rest]) -> [P | sieve(strike(P, Rest))].

strike(_, []) -> [];
strike(P, [N | Rest]) when N rem P =:= 0 -> strike(P, Rest);
strike(P, [N | Rest]) -> [N | strike(P, Rest)].

count([], N) -> N;
count([_ | T], N) -> count(T, N + 1).
