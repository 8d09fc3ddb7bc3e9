%% SPDX-License-Identifier: Apache-2.0
%% Lists as the language has them: ++, --, length, hd, tl, improper lists, matching, and the
%% errors of each.
-module(list_operations).
-export([main/0]).

main() ->
    L = outcome:id([a, b, c, b, d, 1, 1.0, {x}, "s"]),
    erlang:display([L ++ [], [] ++ L, L ++ [e], L ++ tail, [] ++ tail, [x] ++ [y | z]]),
    erlang:display([L -- [b], L -- [b, b], L -- [b, b, b], L -- L, L -- [1], L -- [1.0], L -- [{x}, "s", "t"],
                    [] -- L, L -- []]),
    erlang:display([length(X) || X <- [[], [1], L, L ++ L, lists:seq(1, 5000)]]),
    erlang:display([outcome:'of'(fun() -> length(X) end) || X <- outcome:id([a, {}, [1 | 2], [1, 2, 3 | 4], 5])]),
    erlang:display([outcome:'of'(fun() -> hd(X) end) || X <- outcome:id([[1], [1 | 2], [], a, {1}])]),
    erlang:display([outcome:'of'(fun() -> tl(X) end) || X <- outcome:id([[1], [1 | 2], [], a, {1}])]),
    erlang:display([outcome:'of'(fun() -> X ++ [z] end) || X <- outcome:id([[1 | 2], a, {1}, 5])]),
    erlang:display([outcome:'of'(fun() -> X -- Y end)
                    || {X, Y} <- outcome:id([{[1 | 2], [1]}, {[1], [1 | 2]}, {a, []}, {[], a}, {[1, 2], 3}])]),
    erlang:display([shape(X) || X <- outcome:id([[], [1], [1, 2], [1, 2, 3], [1 | 2], [1, 2 | 3], a, [[]], [[1], 2]])]),
    erlang:display((L ++ L) -- (L ++ [b])),
    erlang:display(L -- [c] -- [c]),
    erlang:display([1, 2, 3] -- [1, 2] -- [2]),
    Big = lists:seq(1, 2000),
    erlang:display(length(Big -- lists:seq(1, 2000, 2))),
    erlang:display(lists:sum(Big -- lists:seq(1000, 2000))),
    erlang:display(second(Big)),
    erlang:display(last(Big)),
    erlang:display(zip(lists:seq(1, 5), [a, b, c, d, e])),
    erlang:display(unzip([{1, a}, {2, b}, {3, c}])),
    erlang:display(flatten([1, [2, [3, [4, [], [[5]]]], 6], [[[]]], "ab"])),
    erlang:display(interleave("abcdef", "123")),
    erlang:display(rotate(7, lists:seq(1, 20))),
    erlang:display(deep_improper(5)),
    erlang:display(append_many(100, [])),
    erlang:display([X || X <- [[1 | 2], [1, 2 | 3]], is_list(X)]),
    erlang:display([not_list_in_guard(X) || X <- outcome:id([[1, 2], [1 | 2], [], a])]).

shape([]) -> nil;
shape([_]) -> one;
shape([_, _]) -> two;
shape([_, _ | T]) when is_list(T) -> {more, T};
shape([A | B]) when is_integer(B) -> {pair, A, B};
shape([_ | _]) -> improper;
shape(_) -> no_list.

second([_, B | _]) -> B.

last([X]) -> X;
last([_ | T]) -> last(T).

zip([], []) -> [];
zip([A | As], [B | Bs]) -> [{A, B} | zip(As, Bs)].

unzip(Pairs) -> unzip(Pairs, [], []).

unzip([], As, Bs) -> {lists:reverse(As), lists:reverse(Bs)};
unzip([{A, B} | T], As, Bs) -> unzip(T, [A | As], [B | Bs]).

flatten(L) -> flatten(L, []).

flatten([], Tail) -> Tail;
flatten([H | T], Tail) when is_list(H) -> flatten(H, flatten(T, Tail));
flatten([H | T], Tail) -> [H | flatten(T, Tail)].

interleave([A | As], Bs) -> [A | interleave(Bs, As)];
interleave([], Bs) -> Bs.

rotate(0, L) -> L;
rotate(N, [H | T]) -> rotate(N - 1, T ++ [H]).

deep_improper(0) -> end_of_list;
deep_improper(N) -> [N | deep_improper(N - 1)].

append_many(0, Acc) -> {length(Acc), hd(Acc), lists:sum(Acc)};
append_many(N, Acc) -> append_many(N - 1, Acc ++ [N, N * 2]).

not_list_in_guard(X) when length(X) =:= 2 -> two;
not_list_in_guard(X) when hd(X) =:= 1 -> one_first;
not_list_in_guard(X) when tl(X) =:= [] -> short;
not_list_in_guard(_) -> none.
