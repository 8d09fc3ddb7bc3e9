%% SPDX-License-Identifier: Apache-2.0
%% Every type test on every kind of term: as a guard, as a value, negated, joined by and, or,
%% andalso, orelse, and on values whose type the compiler knows.
-module(type_tests).
-export([main/0]).

-record(point, {x, y = 0}).

main() ->
    Self = self(),
    Ref = make_ref(),
    Fun = fun(X) -> {X, Self} end,
    Terms = [{small, 1}, {negative, -1}, {zero, 0}, {big, 1 bsl 80}, {negative_big, -(1 bsl 80)}, {float, 1.5},
             {tiny_float, 1.0e-300}, {zero_float, 0.0}, {atom, abc}, {true, true}, {false, false}, {nil, []},
             {list, [1]}, {improper, [1 | 2]}, {string, "text"}, {empty_tuple, {}}, {tuple, {1, 2}},
             {record, #point{x = 1}}, {not_record, {point, 1}}, {binary, <<"bin">>}, {empty_binary, <<>>},
             {function, Fun}, {external, fun lists:map/2}, {pid, Self}, {reference, Ref}],
    [erlang:display({Name, values(outcome:id(T))}) || {Name, T} <- Terms],
    erlang:display([{Name, guard(T)} || {Name, T} <- Terms]),
    erlang:display([{Name, negated(T)} || {Name, T} <- Terms]),
    erlang:display([{Name, joined(T)} || {Name, T} <- Terms]),
    erlang:display([{Name, known(T)} || {Name, T} <- Terms]),
    erlang:display([is_function(Fun, A) || A <- outcome:id([0, 1, 2, 1 bsl 70])]),
    erlang:display([is_function(T, 2) || {_, T} <- Terms]),
    erlang:display([outcome:'of'(fun() -> is_function(Fun, A) end) || A <- outcome:id([-1, a, 1.0])]),
    erlang:display([is_record(T, point) || {_, T} <- Terms]),
    erlang:display([is_record(T, point, outcome:id(3)) || {_, T} <- Terms]),
    erlang:display([arity_guard(T) || {_, T} <- Terms]).

values(T) ->
    [Name || {Name, true} <- [{atom, is_atom(T)}, {boolean, is_boolean(T)}, {integer, is_integer(T)},
                              {float, is_float(T)}, {number, is_number(T)}, {list, is_list(T)},
                              {tuple, is_tuple(T)}, {function, is_function(T)}, {function1, is_function(T, 1)},
                              {pid, is_pid(T)}, {reference, is_reference(T)}, {port, is_port(T)},
                              {binary, is_binary(T)}, {bitstring, is_bitstring(T)}, {map, is_map(T)},
                              {record, is_record(T, point)}]].

guard(T) when is_boolean(T) -> boolean;
guard(T) when is_atom(T) -> atom;
guard(T) when is_integer(T) -> integer;
guard(T) when is_float(T) -> float;
guard([]) -> nil;
guard(T) when is_list(T) -> list;
guard(#point{x = X}) -> {point, X};
guard({}) -> empty_tuple;
guard(T) when is_tuple(T) -> {tuple, tuple_size(T)};
guard(T) when is_function(T, 1) -> function1;
guard(T) when is_function(T) -> function;
guard(T) when is_pid(T) -> pid;
guard(T) when is_reference(T) -> reference;
guard(T) when is_binary(T) -> binary.

negated(T) when not is_number(T), not is_list(T), not is_atom(T) -> none_of_three;
negated(T) when not is_atom(T), not is_integer(T), is_number(T) -> float;
negated(T) when not (is_list(T) orelse is_integer(T)) -> atom;
negated(_) -> other.

joined(T) ->
    A = is_atom(T) or is_integer(T),
    B = is_list(T) xor is_tuple(T),
    C = not A and not B,
    D = is_number(T) andalso T > 0,
    E = is_list(T) andalso T =/= [] orelse is_tuple(T) andalso tuple_size(T) > 1,
    if
        A and D -> positive_integer;
        A -> {atom_or_integer, D};
        B, E -> {compound, C};
        B -> {empty_compound, E};
        C and D -> positive_float;
        true -> {C, D, E}
    end.

%% Tests on values whose type is already settled by an earlier test.
known(T) when is_integer(T) -> {is_number(T), is_atom(T), is_float(T), is_integer(T + 1)};
known(T) when is_list(T) -> {is_list([x | T]), is_tuple(T), is_integer(length_or_zero(T))};
known(T) when is_tuple(T) -> {is_tuple(setelement_or_same(T)), is_list(T), is_tuple(T)};
known(T) -> {is_function(T), is_integer(T) or is_list(T)}.

length_or_zero([_ | T]) when is_list(T) -> 1 + length_or_zero(T);
length_or_zero(_) -> 0.

setelement_or_same({}) -> {};
setelement_or_same(T) -> setelement(1, T, x).

arity_guard(T) when tuple_size(T) =:= 2; length(T) =:= 1 -> pair_or_single;
arity_guard(T) when tuple_size(T) > 2 -> larger;
arity_guard(T) when hd(T) =:= 1 -> starts_with_one;
arity_guard(T) when byte_size(T) =:= 0 -> empty;
arity_guard(T) when element(1, T) =:= point -> point;
arity_guard(T) when abs(T) > 1 -> big;
arity_guard(_) -> none.
