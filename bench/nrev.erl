%% SPDX-License-Identifier: Apache-2.0
%% Naive reverse: list cells made and dropped, and a body recursion as long as the list.
-module(nrev).
-export([run/0, iterations/0]).

iterations() -> 20.

run() -> repeat(40, 0).

repeat(0, Sum) -> Sum;
repeat(N, Sum) -> repeat(N - 1, Sum + hd(reverse(count(500, [])))).

count(0, List) -> List;
count(N, List) -> count(N - 1, [N | List]).

reverse([]) -> [];
reverse([H | T]) -> append(reverse(T), [H]).

append([], List) -> List;
append([H | T], List) -> [H | append(T, List)].
