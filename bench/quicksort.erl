%% SPDX-License-Identifier: Apache-2.0
%% Partition by comparison of integers that arrive in no order.
-module(quicksort).
-export([run/0, iterations/0]).

iterations() -> 20.

run() -> checksum(sort(numbers(60000, 42, []), []), 0, 1).

numbers(0, _, Acc) -> Acc;
numbers(N, Seed, Acc) -> numbers(N - 1, (Seed * 1103515245 + 12345) band 16#7FFFFFFF, [Seed | Acc]).

sort([], Tail) -> Tail;
sort([Pivot | Rest], Tail) -> partition(Pivot, Rest, [], [], Tail).

partition(Pivot, [], Small, Large, Tail) -> sort(Small, [Pivot | sort(Large, Tail)]);
partition(Pivot, [H | T], Small, Large, Tail) when H < Pivot -> partition(Pivot, T, [H | Small], Large, Tail);
partition(Pivot, [H | T], Small, Large, Tail) -> partition(Pivot, T, Small, [H | Large], Tail).

checksum([], Sum, _) -> Sum;
checksum([H | T], Sum, I) -> checksum(T, (Sum + H * I) band 16#FFFFFFFF, I + 1).
