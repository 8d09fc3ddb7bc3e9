%% SPDX-License-Identifier: Apache-2.0
%% The order of all terms: every comparison operator on every pair, sorting, min and max, equality
%% of deep terms, and atoms whose first characters agree.
-module(term_order).
-export([main/0]).

main() ->
    Terms = outcome:id([0, -1, 1, 1.0, 1.5, 1 bsl 70, -(1 bsl 70), a, b, ab, abc, 'aaaaaaaa1', 'aaaaaaaa2',
                        'A', '', {}, {a}, {b}, {a, b}, {1, 2, 3}, {0, 0, 0, 0}, [], [a], [a, b], [b],
                        [a | b], [[]], "abc", "abd", {[], []}, <<>>, <<"a">>, <<"b">>, <<"aa">>]),
    [erlang:display({X, [code(X, Y) || Y <- Terms]}) || X <- Terms],
    erlang:display(lists:sort(Terms)),
    erlang:display(lists:sort(lists:reverse(Terms)) =:= lists:sort(Terms)),
    erlang:display(lists:usort(Terms ++ Terms)),
    erlang:display([{min(X, Y), max(X, Y)} || X <- [1, a, {}, []], Y <- [1.0, b, {a}, [a]]]),
    Deep = deep(200, leaf),
    erlang:display([Deep == deep(200, leaf), Deep =:= deep(200, leaf), Deep =:= deep(200, other),
                    Deep < deep(200, other), deep(200, 1) == deep(200, 1.0), deep(200, 1) =:= deep(200, 1.0),
                    deep(201, leaf) =:= Deep]),
    Long = lists:seq(1, 3000),
    erlang:display([Long == lists:seq(1, 3000), Long < Long ++ [0], Long > lists:seq(1, 2999), Long < [1, 2, 4]]),
    erlang:display([in_guard(X, Y) || X <- [1, a, "x", {1}], Y <- [1, 1.0, b, "x", {1.0}]]),
    erlang:display([against_constants(X) || X <- Terms]),
    erlang:display([lists:sort([{X, Y} || X <- [b, 2, "b"], Y <- [{}, 1.0, 1]])]),
    erlang:display(keys(lists:sort([{order(X), I} || {X, I} <- lists:zip(Terms, lists:seq(1, length(Terms)))]))).

code(X, Y) ->
    bit(X == Y) + 2 * bit(X /= Y) + 4 * bit(X =:= Y) + 8 * bit(X =/= Y) + 16 * bit(X < Y) + 32 * bit(X > Y)
        + 64 * bit(X =< Y) + 128 * bit(X >= Y).

bit(true) -> 1;
bit(false) -> 0.

deep(0, Leaf) -> Leaf;
deep(N, Leaf) when N rem 2 =:= 0 -> {N, [deep(N - 1, Leaf)], x};
deep(N, Leaf) -> [N, {deep(N - 1, Leaf)} | tail].

in_guard(X, Y) when X =:= Y -> same;
in_guard(X, Y) when X == Y -> equal;
in_guard(X, Y) when X < Y -> less;
in_guard(X, Y) when X > Y -> greater.

against_constants(X) ->
    [C || {true, C} <- [{X == 1, e1}, {X =:= 1, x1}, {X == 1.0, e1f}, {X =:= a, xa}, {X /= [], nnil},
                        {X =:= {}, xempty}, {X < a, la}, {X >= {}, gt}, {X =< [], lnil}, {X == "abc", abc},
                        {X =/= {a, b}, nab}, {X > 576460752303423487, big}]].

order(X) when is_number(X) -> 1;
order(X) when is_atom(X) -> 2;
order(X) when is_tuple(X) -> 3;
order(X) when is_list(X) -> 4;
order(_) -> 5.

keys([]) -> [];
keys([{K, I} | T]) -> [K * 100 + I | keys(T)].
