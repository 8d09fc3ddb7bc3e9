%% SPDX-License-Identifier: Apache-2.0
%% Every function that a guard may call, in a guard and in a body, on terms of every type: which succeed, with what, and
%% that a guard with an error is just false.
-module(guard_bifs).
-export([main/0]).

-define(ONE(F), {F, fun(X, V) when F(X) =:= V -> true; (_, _) -> false end, fun(X) -> F(X) end}).

main() ->
    Terms = [0, 1, -1, 3.7, -3.7, 1 bsl 70, -(1 bsl 59), a, true, [], [1], "abc", [a | b], {}, {x, y}, #{}, #{k => v},
             <<>>, <<1, 2, 3>>, <<1:3>>, fun erlang:abs/1, 1.0e300],
    [unary(Name, Guard, Body, Terms) || {Name, Guard, Body} <- unary()],
    [erlang:display([Name | [Test(X) || X <- Terms]]) || {Name, Test} <- tests()],
    [erlang:display([binary_result(X, Y) || Y <- Terms]) || X <- [0, 1, 2, 3.7, k, {}, true]],
    erlang:display([compare(X, Y) || X <- Terms, Y <- [1, 1.0, a, [], {x, y}]]),
    erlang:display([arithmetic(X, Y) || X <- [0, 7, -7, 2.5, 1 bsl 65, a], Y <- [0, 2, -3, 0.5, 1 bsl 64, []]]),
    erlang:display([logic(X, Y) || X <- [true, false, 1], Y <- [true, false, b]]),
    erlang:display([parts(B, P, L) || B <- [<<"abcdef">>, <<1:9>>, x], P <- [0, 2, 7], L <- [2, -1, 0]]).

unary() ->
    [?ONE(abs), ?ONE(round), ?ONE(trunc), ?ONE(floor), ?ONE(ceil), ?ONE(float), ?ONE(hd), ?ONE(tl), ?ONE(length),
     ?ONE(size), ?ONE(tuple_size), ?ONE(byte_size), ?ONE(bit_size), ?ONE(map_size), ?ONE(node)].

%% The value from the body must be what the guard sees.
unary(Name, Guard, Body, Terms) ->
    Results = [case outcome:'of'(fun() -> Body(T) end) of
                   {value, V} when is_float(V) -> {float_to_list(V, [short]), Guard(T, V), Guard(T, other)};
                   {value, V} -> {V, Guard(T, V), Guard(T, other)};
                   {Class, Reason} -> {Class, Reason, Guard(T, Reason)}
               end || T <- Terms],
    erlang:display([Name | Results]).

tests() ->
    [{atom, fun(X) when is_atom(X) -> 1; (_) -> 0 end}, {binary, fun(X) when is_binary(X) -> 1; (_) -> 0 end},
     {bitstring, fun(X) when is_bitstring(X) -> 1; (_) -> 0 end}, {boolean, fun(X) when is_boolean(X) -> 1; (_) -> 0 end},
     {float, fun(X) when is_float(X) -> 1; (_) -> 0 end}, {function, fun(X) when is_function(X) -> 1; (_) -> 0 end},
     {function_1, fun(X) when is_function(X, 1) -> 1; (_) -> 0 end}, {integer, fun(X) when is_integer(X) -> 1; (_) -> 0 end},
     {list, fun(X) when is_list(X) -> 1; (_) -> 0 end}, {map, fun(X) when is_map(X) -> 1; (_) -> 0 end},
     {number, fun(X) when is_number(X) -> 1; (_) -> 0 end}, {pid, fun(X) when is_pid(X) -> 1; (_) -> 0 end},
     {port, fun(X) when is_port(X) -> 1; (_) -> 0 end}, {reference, fun(X) when is_reference(X) -> 1; (_) -> 0 end},
     {tuple, fun(X) when is_tuple(X) -> 1; (_) -> 0 end}, {record, fun(X) when is_record(X, x, 2) -> 1; (_) -> 0 end},
     {self, fun(X) when self() =:= X -> 1; (_) -> 0 end}].

binary_result(X, Y) when element(X, Y) =:= x -> element_x;
binary_result(X, Y) when map_get(X, Y) =:= v -> value_v;
binary_result(X, Y) when is_map_key(X, Y) -> key;
binary_result(X, Y) when is_map(Y), not is_map_key(X, Y) -> no_key;
binary_result(X, Y) when is_function(Y, X); element(X, Y) =:= y -> second;
binary_result(_, _) -> none.

compare(X, Y) when X =:= Y -> identical;
compare(X, Y) when X == Y -> equal;
compare(X, Y) when X < Y, X =< Y, X /= Y, X =/= Y -> less;
compare(X, Y) when X > Y, X >= Y -> greater.

arithmetic(X, Y) when X div Y =:= 0, X rem Y =:= X -> small;
arithmetic(X, Y) when X band Y =:= 0; X bor Y =:= -1; X bxor Y =:= -8 -> bits;
arithmetic(X, Y) when X / Y > 1, X - Y > 0 -> larger;
arithmetic(X, Y) when X * Y =:= 0; X * Y == 0; -X =:= Y -> zero;
arithmetic(X, Y) when X bsl Y > X; bnot X > Y -> shifted;
arithmetic(X, Y) when X + Y =/= 0 -> sum;
arithmetic(_, _) -> none.

logic(X, Y) when X and Y -> both;
logic(X, Y) when X xor Y -> one;
logic(X, Y) when X orelse Y -> first_or_second;
logic(X, Y) when not X, not (X andalso Y) -> neither;
logic(X, Y) when not (X or Y) -> none;
logic(_, _) -> no_booleans.

parts(B, P, L) when binary_part(B, P, L) =:= <<"cd">> -> cd;
parts(B, P, L) when binary_part(B, {P, L}) =:= <<"b">> -> b;
parts(B, P, L) when byte_size(binary_part(B, P, L)) > 0 -> some;
parts(B, P, L) when binary_part(B, P, L) =:= <<>> -> empty;
parts(_, _, _) -> none.
