%% SPDX-License-Identifier: Apache-2.0
%% Many trees of tuples, short-lived beside a long-lived one: allocation and collection.
-module(binary_trees).
-export([run/0, iterations/0]).

iterations() -> 10.

run() ->
    Kept = tree(16),
    Sum = depths(4, 16, 0),
    {Sum, count(Kept)}.

depths(Depth, Max, Sum) when Depth > Max -> Sum;
depths(Depth, Max, Sum) -> depths(Depth + 2, Max, Sum + many(1 bsl (Max - Depth + 2), Depth, 0)).

many(0, _, Sum) -> Sum;
many(N, Depth, Sum) -> many(N - 1, Depth, Sum + count(tree(Depth))).

tree(0) -> {leaf, leaf};
tree(Depth) -> {tree(Depth - 1), tree(Depth - 1)}.

count({leaf, leaf}) -> 1;
count({Left, Right}) -> 1 + count(Left) + count(Right).
