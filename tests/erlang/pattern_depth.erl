%% SPDX-License-Identifier: Apache-2.0
%% Patterns many levels deep, with aliases, repeated variables, literals of every type and prefixes of strings.
-module(pattern_depth).
-export([main/0]).

main() ->
    Terms = [{[{[{[{a, 1}]}]}]}, {[{[{[{b, 2}, 3]}]}]}, {[{[{[]}]}]}, {[{1}]}, {}, [], [[[[[deep]]]]], [[[[[]]]]],
             {node, {node, leaf, 1, leaf}, 2, {node, leaf, 3, leaf}}, {node, leaf, 1, leaf},
             #{a => #{b => #{c => [1, {2, <<3, 4, 5>>}]}}}, #{a => #{b => 1}}, #{}, {same, [1, 2], [1, 2]}, {same, [1], [1.0]},
             {same, 0.0, 0}, "abcdef", "abd", "ab", [$a | b], <<"key=value">>, <<"key=">>, <<1:3, 5:5, 9:16/little, "x">>,
             {1.0, 1}, {1, 1.0}, {-0.0}, {0}, {16#fffffffffffffffff}, {16#7ffffffffffffff}, {576460752303423488},
             {-576460752303423489}, [1, 2, 3, 4, 5, 6], [1, 2, 3 | 4], {{{{{{{{x, 1}}}}}}}}, {1, {1, {1, {1}}}}, {1, {1, {1, {1.0}}}}],
    lists:foreach(fun(T) -> erlang:display([T, shape(T), outcome:'of'(fun() -> strict(T) end)]) end, Terms),
    erlang:display(lists:map(fun balance/1, [{black, {red, {red, a, 1, b}, 2, c}, 3, d}, {black, {red, a, 1, {red, b, 2, c}}, 3, d},
                                             {black, a, 1, {red, {red, b, 2, c}, 3, d}}, {black, a, 1, {red, b, 2, {red, c, 3, d}}},
                                             {red, a, 1, b}])),
    erlang:display([bind(X, X) || X <- [1, 2.0, [], "s", {t}]] ++ [bind(1, 1.0), bind("a", "b")]).

shape({[{[{[{A, N}]}]}]}) when is_atom(A), is_integer(N) -> {six, A, N};
shape({[{[{[{_, _} = First | _]}]}]} = Whole) -> {rest, First, tuple_size(Whole)};
shape({[{[{[]}]}]}) -> empty_inside;
shape({[{X}]}) -> {short, X};
shape([[[[[X]]]]]) -> {five, X};
shape([[[[[]]]]]) -> four_and_nil;
shape({node, {node, _, A, _}, B, {node, leaf, C, leaf}}) -> {tree, A + B + C};
shape({node, leaf, N, leaf}) -> {leaf, N};
shape(#{a := #{b := #{c := [H | [{T, <<F, Rest/binary>>}]]}}}) -> {H, T, F, Rest};
shape(#{a := #{b := B}} = M) -> {B, map_size(M)};
shape(#{} = M) when map_size(M) =:= 0 -> no_keys;
shape({same, X, X}) -> {same, X};
shape({same, X, Y}) when X == Y -> {equal, X, Y};
shape("abc" ++ Rest) -> {abc, Rest};
shape([$a, $b | Rest]) -> {ab, Rest};
shape([$a | Rest]) -> {a, Rest};
shape(<<"key=", Value/binary>>) when Value =/= <<>> -> {value, Value};
shape(<<A:3, B:5, C:16/little, D/binary>>) -> {A, B, C, D};
shape({1.0, 1}) -> float_first;
shape({1, 1.0}) -> float_second;
shape({0.0}) -> zero_float;
shape({0}) -> zero;
shape({16#fffffffffffffffff}) -> big;
shape({16#7ffffffffffffff}) -> largest_small;
shape({576460752303423488}) -> first_big;
shape({-576460752303423489}) -> first_negative_big;
shape([1, 2, 3, 4, 5 | T]) -> {tail, T};
shape([1, 2, 3 | T]) when not is_list(T) -> {improper, T};
shape({{{{{{{{x, X}}}}}}}}) -> {eight, X};
shape({X, {X, {X, {X}}}}) -> {repeated, X};
shape(_) -> none.

strict(T) ->
    {A, [B | _]} = T,
    {A, B}.

balance({black, {red, {red, A, X, B}, Y, C}, Z, D}) -> balanced(A, X, B, Y, C, Z, D);
balance({black, {red, A, X, {red, B, Y, C}}, Z, D}) -> balanced(A, X, B, Y, C, Z, D);
balance({black, A, X, {red, {red, B, Y, C}, Z, D}}) -> balanced(A, X, B, Y, C, Z, D);
balance({black, A, X, {red, B, Y, {red, C, Z, D}}}) -> balanced(A, X, B, Y, C, Z, D);
balance(T) -> T.

balanced(A, X, B, Y, C, Z, D) -> {red, {black, A, X, B}, Y, {black, C, Z, D}}.

bind(X, Y) ->
    case Y of
        X -> same;
        _ when X == Y -> equal;
        _ -> different
    end.
