%% SPDX-License-Identifier: Apache-2.0
%% Tuples: element, setelement, tuple_size, tuple_to_list, list_to_tuple, make_tuple, matching by
%% arity, updates that must not touch the original, large tuples, and the errors of each.
-module(tuples).
-export([main/0]).

main() ->
    T = outcome:id({a, 2, "three", {four}, 5.0}),
    erlang:display([element(I, T) || I <- lists:seq(1, tuple_size(T))]),
    erlang:display([setelement(I, T, new) || I <- lists:seq(1, 5)]),
    erlang:display({T, setelement(1, setelement(5, T, last), first)}),
    erlang:display([{tuple_size(X), tuple_to_list(X)} || X <- outcome:id([{}, {1}, {1, 2}, T])]),
    erlang:display([list_to_tuple(X) || X <- outcome:id([[], [1], "ab", [[]], [{}]])]),
    erlang:display([outcome:'of'(fun() -> element(I, X) end)
                    || {I, X} <- outcome:id([{0, {a}}, {2, {a}}, {-1, {a}}, {a, {a}}, {1, [a]}, {1, {}}, {1.0, {a}}, {1 bsl 70, {a}}])]),
    erlang:display([outcome:'of'(fun() -> setelement(I, X, v) end)
                    || {I, X} <- outcome:id([{0, {a}}, {2, {a}}, {a, {a}}, {1, [a]}, {1, {}}, {1 bsl 70, {a}}])]),
    erlang:display([outcome:'of'(fun() -> list_to_tuple(X) end) || X <- outcome:id([a, [1 | 2], {}, 5])]),
    erlang:display([outcome:'of'(fun() -> tuple_to_list(X) end) || X <- outcome:id([a, [], 5])]),
    erlang:display([outcome:'of'(fun() -> tuple_size(X) end) || X <- outcome:id([a, [], 5, [a]])]),
    erlang:display([arity(X) || X <- outcome:id([{}, {1}, {1, 2}, {1, 2, 3}, {1, 2, 3, 4}, {1, 2, 3, 4, 5}, {1, 2, 3, 4, 5, 6, 7}, [], a])]),
    erlang:display([tagged(X) || X <- outcome:id([{add, 1, 2}, {neg, 1}, {add, 1}, {neg, 1, 2}, {num, 1}, {}, {'if', a, b, c}, {7, x}, {7, y, z}])]),
    erlang:display({erlang:make_tuple(3, x), erlang:make_tuple(0, x)}),
    Large = list_to_tuple(lists:seq(1, 3000)),
    erlang:display({tuple_size(Large), element(1, Large), element(1024, Large), element(3000, Large)}),
    Changed = setelement(2999, setelement(2, Large, two), last_but_one),
    erlang:display({element(2, Large), element(2, Changed), element(2999, Large), element(2999, Changed), element(3, Changed)}),
    erlang:display(lists:sum(tuple_to_list(Large))),
    erlang:display(swap_all(list_to_tuple(lists:seq(1, 40)), 1, 40)),
    erlang:display(histogram("the rain in spain stays mainly in the plain")),
    erlang:display(nest(30, {})),
    erlang:display(many()).

arity({}) -> none;
arity({_}) -> one;
arity({A, B}) -> {two, A + B};
arity({A, _, C}) -> {three, A + C};
arity({_, _, _, D}) -> {four, D};
arity({_, _, _, _, _, F, _}) -> {seven, F};
arity(T) when is_tuple(T) -> {other, tuple_size(T)};
arity(_) -> no_tuple.

tagged({add, A, B}) -> A + B;
tagged({neg, A}) -> -A;
tagged({num, A}) -> A;
tagged({7, A}) -> {seven, A};
tagged({7, A, B}) -> {seven, A, B};
tagged({'if', _, B, _}) -> B;
tagged({Tag, _}) -> {unary, Tag};
tagged({Tag, _, _}) -> {binary, Tag};
tagged(T) -> {other, T}.

swap_all(T, I, J) when I >= J -> T;
swap_all(T, I, J) -> swap_all(setelement(I, setelement(J, T, element(I, T)), element(J, T)), I + 1, J - 1).

%% One cell per letter.
histogram(Text) -> histogram(Text, list_to_tuple(lists:duplicate(27, 0))).

histogram([], Counts) -> tuple_to_list(Counts);
histogram([C | T], Counts) when C >= $a, C =< $z ->
    I = C - $a + 1,
    histogram(T, setelement(I, Counts, element(I, Counts) + 1));
histogram([_ | T], Counts) -> histogram(T, setelement(27, Counts, element(27, Counts) + 1)).

nest(0, T) -> T;
nest(N, T) -> nest(N - 1, {N, T}).

%% A tuple of forty elements built from live variables.
many() ->
    [A, B, C, D, E, F, G, H, I, J] = outcome:id(lists:seq(1, 10)),
    T = {A, B, C, D, E, F, G, H, I, J, A + J, B + I, C + H, D + G, E + F, [A, B], {C, D}, J, I, H, G, F, E, D, C, B, A,
         A * B, B * C, C * D, D * E, E * F, F * G, G * H, H * I, I * J, x, "y", 1.5, {}},
    {tuple_size(T), T}.
