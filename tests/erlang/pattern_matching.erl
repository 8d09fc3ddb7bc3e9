%% SPDX-License-Identifier: Apache-2.0
%% Patterns: nested, repeated variables, aliases, literals of every kind, bound variables, deep
%% alternatives that share prefixes, and the clause that fails after a partial match.
-module(pattern_matching).
-export([main/0]).

main() ->
    erlang:display([first(X) || X <- outcome:id([{a, {b, 1}}, {a, {b, 2}}, {a, {c, 1}}, {a, []}, {b, {b, 1}}, {a}, a])]),
    erlang:display([same(X, Y) || {X, Y} <- outcome:id([{1, 1}, {1, 1.0}, {"ab", "ab"}, {{x, [1]}, {x, [1]}}, {a, b}])]),
    erlang:display([aliased(X) || X <- outcome:id([[1, 2], [[3], 4], [{5}], []])]),
    erlang:display([literal(X) || X <- outcome:id([1, 1.5, "text", [1, 2 | 3], {a, "b", [c]}, <<"bin">>, 1 bsl 64, [], {}, $x, 'quoted atom',
                                                   -0.5, [[]], {{}}])]),
    erlang:display([outcome:'of'(fun() -> bound(X, Y) end) || {X, Y} <- outcome:id([{1, 1}, {1, 2}, {1, 1.0}])]),
    erlang:display([prefix(X) || X <- outcome:id(["hello", "help", "held", "he", "h", "", "world", "worm", [h], "hel" ++ tail])]),
    erlang:display([shape(X) || X <- outcome:id([{circle, 2}, {rect, 2, 3}, {tri, 3, 4, 5}, {rect, 2, 2}, {circle, -1}, {poly, [{0, 0}, {1, 0}, {1, 1}]},
                                                 {poly, []}, {circle}, circle])]),
    erlang:display([outcome:'of'(fun() -> matches(X) end) || X <- outcome:id([{1, [2, 3]}, {1, [2]}, {1, []}, {a, [2, 3]}, 5])]),
    erlang:display([select_arity(X) || X <- outcome:id([{1}, {1, 2}, {1, 2, 3}, {a, 1}, {a, 1, 2}, {b}, {}, {1, 2, 3, 4}, x])]),
    erlang:display(unify({f, {v, x}, {g, {v, y}}}, {f, a, {g, b}}, [])),
    erlang:display(unify({f, {v, x}, {v, x}}, {f, a, b}, [])),
    erlang:display(unify({f, {v, x}, {v, x}}, {f, {g, 1}, {g, 1}}, [])),
    erlang:display(derive({'*', {'+', x, 3}, {'^', x, 2}})),
    erlang:display(simplify(derive({'*', {'+', x, 3}, {'^', x, 2}}))),
    {A, [B | C] = D, {E, _} = F} = outcome:id({1, [2, 3], {4, 5}}),
    erlang:display({A, B, C, D, E, F}).

first({a, {b, 1}}) -> 1;
first({a, {b, N}}) -> {2, N};
first({a, {_, 1}}) -> 3;
first({a, X}) when is_list(X) -> 4;
first({_, {_, _} = P}) -> {5, P};
first({_}) -> 6;
first(_) -> 7.

same(X, X) -> same;
same(X, Y) when X == Y -> equal;
same(_, _) -> different.

aliased([A | [B | _] = Tail] = Whole) when is_integer(A) -> {A, B, Tail, Whole};
aliased([[A] = First | Rest]) -> {A, First, Rest};
aliased([{A} = T] = L) -> {A, T, L};
aliased([] = E) -> E.

literal(1) -> one;
literal(1.5) -> one_and_half;
literal("text") -> text;
literal([1, 2 | 3]) -> improper;
literal({a, "b", [c]}) -> nested;
literal(<<"bin">>) -> binary;
literal(18446744073709551616) -> big;
literal([]) -> nil;
literal({}) -> empty;
literal($x) -> character;
literal('quoted atom') -> quoted;
literal(-0.5) -> minus_half;
literal([[]]) -> nested_nil;
literal({{}}) -> nested_empty.

bound(X, Y) ->
    X = Y,
    {X, X} = {Y, 1},
    case {Y, X} of
        {X, Y} -> matched
    end.

prefix("hello") -> hello;
prefix("help") -> help;
prefix("hel" ++ Rest) -> {hel, Rest};
prefix("he") -> he;
prefix("h" ++ _) -> h;
prefix([W, $o, R | Rest]) when W =:= $w, R =:= $r -> {wor, Rest};
prefix([]) -> empty;
prefix([A | _]) when is_atom(A) -> atom.

shape({circle, R}) when R >= 0 -> {area, 3 * R * R};
shape({rect, A, A}) -> {square, A * A};
shape({rect, A, B}) -> {area, A * B};
shape({tri, A, B, C}) when A + B > C, B + C > A, A + C > B -> {perimeter, A + B + C};
shape({poly, [{X, Y} | [_, _ | _] = Rest]}) -> {polygon, X, Y, length(Rest)};
shape({poly, _}) -> too_short;
shape({circle, _}) -> negative;
shape(Other) when is_tuple(Other) -> {bad_arity, tuple_size(Other)};
shape(_) -> unknown.

matches(X) ->
    {A, [B | _] = L} = X,
    [_, C] = L,
    true = is_integer(A),
    A + B + C.

select_arity({A}) when is_integer(A) -> {one, A};
select_arity({a, A}) -> {two_a, A};
select_arity({A, B}) -> {two, A, B};
select_arity({a, A, B}) -> {three_a, A, B};
select_arity({A, _, B}) -> {three, A, B};
select_arity({b}) -> just_b;
select_arity({}) -> none;
select_arity(T) when is_tuple(T) -> larger;
select_arity(_) -> no_tuple.

unify({v, Name}, Term, Bindings) ->
    case lists:keyfind(Name, 1, Bindings) of
        {Name, Term} -> Bindings;
        {Name, _} -> clash;
        false -> [{Name, Term} | Bindings]
    end;
unify({F, A}, {F, B}, Bindings) -> unify(A, B, Bindings);
unify({F, A1, A2}, {F, B1, B2}, Bindings) ->
    case unify(A1, B1, Bindings) of
        clash -> clash;
        More -> unify(A2, B2, More)
    end;
unify(Term, Term, Bindings) -> Bindings;
unify(_, _, _) -> clash.

derive(x) -> 1;
derive(N) when is_integer(N) -> 0;
derive({'+', A, B}) -> {'+', derive(A), derive(B)};
derive({'*', A, B}) -> {'+', {'*', derive(A), B}, {'*', A, derive(B)}};
derive({'^', A, N}) -> {'*', {'*', N, {'^', A, N - 1}}, derive(A)}.

simplify({'+', 0, A}) -> simplify(A);
simplify({'+', A, 0}) -> simplify(A);
simplify({'*', 1, A}) -> simplify(A);
simplify({'*', A, 1}) -> simplify(A);
simplify({'*', 0, _}) -> 0;
simplify({'*', _, 0}) -> 0;
simplify({'^', A, 1}) -> simplify(A);
simplify({Op, A, B}) ->
    case {simplify(A), simplify(B)} of
        {A, B} -> {Op, A, B};
        {C, D} -> simplify({Op, C, D})
    end;
simplify(A) -> A.
