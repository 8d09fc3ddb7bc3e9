#!/usr/bin/env escript
%% -*- coding: utf-8 -*-
%% SPDX-License-Identifier: Apache-2.0
%% Writes calls.txt: what OTP 25 answers to calls of BIFs that depend on nothing but their
%% arguments. One line a call: Module Function Outcome-and-arguments, the last in the external
%% format, base64: {Arguments, {value, V}} or {Arguments, {error, Reason}}.
%% Run it as `escript calls.escript > calls.txt`.
-mode(compile).

main(_) ->
    [io:format("~w ~w ~s~n", [M, F, encode({A, outcome(M, F, A)})]) || {M, F, A} <- lists:usort(calls())].

encode(Term) -> base64:encode(term_to_binary(Term)).

outcome(M, F, A) ->
    try apply(M, F, A) of
        Value -> {value, Value}
    catch
        error:Reason -> {error, Reason}
    end.

calls() ->
    unary() ++ binary_operators() ++ tuples() ++ lists_calls() ++ maps_calls() ++ texts() ++ floats()
        ++ binaries() ++ math() ++ hashes().

big() -> 1 bsl 70.

pool() ->
    [0, -1, 7, (1 bsl 59) - 1, 1 bsl 59, -(1 bsl 59) - 1, big(), -big(), 0.0, -0.5, 2.5, 1.0e10, 1.0e200, -1.0e-300,
     a, true, false, [], {}, {a, b}, [1, 2, 3], [a | b], "text", [256, 8364], [-1], #{}, #{a => 1, 2 => b},
     <<>>, <<"bytes">>, <<5:3>>, <<"abc", 1:1>>, fun lists:map/2].

unary() ->
    Functions =
        [is_atom, is_binary, is_bitstring, is_boolean, is_float, is_function, is_integer, is_list, is_map, is_number,
         is_pid, is_port, is_reference, is_tuple, abs, ceil, float, floor, round, trunc, hd, tl, length, tuple_size,
         bit_size, byte_size, size, map_size, '+', '-', 'bnot', 'not', atom_to_list, list_to_atom, atom_to_binary,
         binary_to_atom, integer_to_list, list_to_integer, integer_to_binary, binary_to_integer, float_to_list,
         list_to_float, float_to_binary, binary_to_float, list_to_tuple, tuple_to_list, list_to_binary,
         iolist_to_binary, iolist_size, binary_to_list, bitstring_to_list, list_to_bitstring, list_to_existing_atom,
         binary_to_existing_atom, fun_info_mfa],
    [{erlang, F, [T]} || F <- Functions, T <- pool()].

binary_operators() ->
    Some = [0, 1, -3, (1 bsl 59) - 1, big(), 2.5, -0.0, a, true, [], [1, a], {1}, <<"b">>],
    Operators = ['+', '-', '*', '/', 'div', 'rem', 'band', 'bor', 'bxor', '<', '=<', '>', '>=', '==', '/=', '=:=',
                 '=/=', 'and', 'or', 'xor', '++', '--', min, max, append, subtract],
    [{erlang, O, [A, B]} || O <- Operators, A <- Some, B <- Some]
        ++ [{erlang, O, [A, B]} || O <- ['bsl', 'bsr'], A <- [0, 1, -3, big(), -big(), a, 1.0],
                                   B <- [0, 1, -1, 58, 59, 60, 64, 200, -60, -200, a, 1.0]]
        ++ [{erlang, '--', A} || A <- [[[1, 2, 3, 2, 1], [2]], [[1, 2, 3, 2, 1], [2, 2, 2]], [[1.0, 1], [1]],
                                       [lists:seq(1, 50), lists:seq(10, 40)],
                                       [lists:seq(1, 50) ++ lists:seq(1, 50), lists:seq(5, 45, 2)], [[a], [b | c]],
                                       [[a | b], []], [[], [a]]]]
        ++ [{erlang, '++', A} || A <- [[[], a], [[1, 2], 3], [[1 | 2], []], ["ab", "cd"]]].

tuples() ->
    T = {a, b, c},
    Indices = [-1, 0, 1, 2, 3, 4, 5, big(), a, 1.0],
    [{erlang, element, [I, T]} || I <- Indices] ++ [{erlang, element, [1, X]} || X <- [{}, [], a]]
        ++ [{erlang, setelement, [I, T, x]} || I <- Indices] ++ [{erlang, insert_element, [I, T, x]} || I <- Indices]
        ++ [{erlang, delete_element, [I, T]} || I <- Indices]
        ++ [{erlang, F, [X, y]} || F <- [append_element], X <- [T, {}, [], a]]
        ++ [{erlang, make_tuple, [N, x]} || N <- [0, 1, 3, -1, big(), a]]
        ++ [{erlang, make_tuple, [3, x, L]}
            || L <- [[], [{1, a}], [{1, a}, {1, b}, {3, c}], [{0, a}], [{4, a}], [{1, a} | b], [{1}], a]]
        ++ [{erlang, is_record, A} || A <- [[{a, 1}, a], [{b}, a], [{}, a], [a, a], [{1}, 1], [{a, 1}, a, 2],
                                            [{a, 1}, a, 3], [{a}, a, -1], [{a}, a, big()], [{a}, a, x], [{a}, "a", 1]]]
        ++ [{erlang, is_function, [F, A]} || F <- [fun lists:map/2, a], A <- [0, 2, 3, -1, big(), -big(), a, 1.0]].

lists_calls() ->
    L = [{a, 1}, {2.0, b}, x, {}, {c}, {[], 3}],
    [{lists, F, [K, N, X]} || F <- [keyfind, keymember, keysearch], K <- [a, 2, 1, b, zz, []], N <- [1, 2, 3],
                              X <- [L, [y | L], [], [{q} | r], a]]
        ++ [{lists, F, [a, N, L]} || F <- [keyfind, keymember, keysearch], N <- [0, -1, a, big()]]
        ++ [{lists, member, [K, X]} || K <- [1, 1.0, a, {}, <<>>, big()],
                                       X <- [[], [1.0, a], [{}, <<>>, big()], [b | c], [1 | c], a]]
        ++ [{lists, reverse, [X, R]} || X <- [[], [1, 2, 3], [1 | 2], a], R <- [[], [9], tail]].

maps_calls() ->
    Keys = [a, 1, 1.0, 0.0, {x}, "s", [], big(), b],
    M1 = #{a => 1, 1 => one, 1.0 => float, {x} => t, [] => nil},
    M2 = #{a => 2, b => 3, "s" => s, 1 => uno},
    Bad = [x, [], {}],
    Maps = [#{}, M1, M2],
    [{maps, F, [K, M]} || F <- [get, find, is_key, remove, take], K <- Keys, M <- Maps]
        ++ [{maps, F, [k, M]} || F <- [get, find, is_key, remove, take], M <- Bad]
        ++ [{maps, F, [K, v, M]} || F <- [put, update], K <- Keys, M <- Maps]
        ++ [{maps, F, [k, v, M]} || F <- [put, update], M <- Bad]
        ++ [{maps, F, [M]} || F <- [keys, values, from_list], M <- Maps ++ Bad]
        ++ [{maps, merge, [X, Y]} || X <- Maps ++ Bad, Y <- Maps ++ Bad]
        ++ [{maps, from_list, [L]} || L <- [[{a, 1}, {b, 2}, {a, 3}], [{1, a}, {1.0, b}], [a], [{a}], [{a, 1} | b],
                                            [{{}, 1}, {[], 2}, {"x", 3}, {b, 4}, {-1, 5}, {2.5, 6}, {<<>>, 7}]]]
        ++ [{maps, from_keys, [L, v]} || L <- [[], [a, b, a], [1, 1.0], [a | b], x]]
        ++ [{erlang, F, [K, M]} || F <- [map_get, is_map_key], K <- [a, zz], M <- [M1 | Bad]].

texts() ->
    Integers = [0, 1, -1, 255, -256, (1 bsl 59), big(), -big(), 1 bsl 200],
    [{erlang, F, [I, B]} || F <- [integer_to_list, integer_to_binary], I <- [a | Integers],
                            B <- [2, 8, 10, 16, 36, 1, 37, 0, -10, a]]
        ++ [{erlang, list_to_integer, [S]} || S <- ["", "0", "-0", "+12", "-", "+", "12x", " 1", "1 ", "1.0", "0123",
                                                    "99999999999999999999999999", "--1", [49 | 50], [a], a]]
        ++ [{erlang, list_to_integer, [S, B]} || S <- ["ff", "FF", "-Zz", "12", "", "2"], B <- [2, 16, 36, 37, a]]
        ++ [{erlang, binary_to_integer, [S]} || S <- [<<>>, <<"12">>, <<"-7">>, <<"x">>, <<"1", 1:1>>, "12"]]
        ++ [{erlang, binary_to_integer, [S, 16]} || S <- [<<"fF">>, <<"G">>]]
        ++ [{erlang, list_to_atom, [S]} || S <- ["", "abc", [228, 246], [8364], [55296], [1114112], lists:duplicate(255, $x),
                                                 lists:duplicate(256, $x), lists:duplicate(255, 8364), [a], [$a | $b]]]
        ++ [{erlang, atom_to_binary, [A, E]} || A <- [abc, 'äö', '€', 1], E <- [latin1, utf8, unicode, x, 1]]
        ++ [{erlang, binary_to_atom, [B, E]} || B <- [<<"abc">>, <<228>>, <<195, 164>>, <<255>>, <<1:3>>, a],
                                                E <- [latin1, utf8, unicode, x]]
        ++ [{erlang, F, [B, utf8]} || F <- [binary_to_existing_atom], B <- [<<"lists">>, <<"no atom of this name at all">>]]
        ++ [{erlang, list_to_existing_atom, [S]} || S <- ["lists", "no atom of this name at all", [1.0], x]]
        ++ [{string, list_to_integer, [S]} || S <- ["", "12", "12abc", "-3 x", "+", "abc", [$1 | $2], x, "99999999999999999999 "]]
        ++ [{string, list_to_float, [S]} || S <- ["", "1.5", "1.5abc", "-2.0e3x", "1", "1.", "1.0e", "abc", x]].

floats() ->
    Values = [0.0, -0.0, 1.0, -1.5, 0.1, 2.5, 0.125, 123456.789, 1.0e22, 1.0e23, 5.0e-324, 1.7976931348623157e308, 0.5, 1.5,
              99.995, 1.005, 9.9999999e15],
    [{erlang, F, [V]} || F <- [float_to_list, float_to_binary], V <- Values]
        ++ [{erlang, float_to_list, [V, O]}
            || V <- [3 | Values],
               O <- [[{decimals, 0}], [{decimals, 2}], [{decimals, 4}, compact], [{decimals, 17}], [{decimals, 20}],
                     [{scientific, 0}], [{scientific, 3}], [short], [], [compact]]]
        ++ [{erlang, float_to_list, [1.0, O]} || O <- [[{decimals, 253}], [{decimals, 254}], [{decimals, -1}],
                                                       [{scientific, 250}], [x], x, [short | x], [{decimals, a}]]]
        ++ [{erlang, list_to_float, [S]} || S <- ["1.0", "-1.5e3", "+2.5E-3", "1", "1.", ".5", "1e5", "1.0e", "1.0x", "",
                                                  "1.0e400", "1.0e-400", "0.1", "123456789.123456789", " 1.0", "nan", "1.0e+5"]]
        ++ [{erlang, binary_to_float, [S]} || S <- [<<"1.0">>, <<"1">>, <<>>, <<"2.5e-3">>, <<"1.0", 1:1>>]].

binaries() ->
    B = <<"0123456789">>,
    Long = binary:copy(B, 30),
    <<_:4, Shifted/bitstring>> = <<B/binary, 5:4>>,
    Places = [{0, 0}, {0, 10}, {2, 3}, {10, 0}, {10, -3}, {5, -5}, {5, -6}, {10, 1}, {-1, 2}, {11, 0}, {a, 1}, {1, a},
              {big(), 0}],
    [{erlang, binary_part, [X, P]} || X <- [B, Shifted], P <- Places]
        ++ [{erlang, binary_part, [X, S, L]} || X <- [B, Shifted], {S, L} <- Places]
        ++ [{erlang, binary_part, A} || A <- [[B, a], [B, {1}], [a, {0, 0}], [<<1:3>>, {0, 0}], [Long, {10, 200}]]]
        ++ [{erlang, split_binary, [X, N]} || X <- [B, Shifted, Long, <<1:3>>, a], N <- [0, 1, 5, 10, 11, 300, -1, a]]
        ++ [{erlang, binary_to_list, [X, S, E]} || X <- [B, Shifted], S <- [0, 1, 3, 10, 11, a], E <- [0, 1, 3, 10, 11]]
        ++ [{erlang, F, [L]}
            || F <- [list_to_binary, iolist_to_binary, iolist_size, list_to_bitstring],
               L <- [[], [1, 2, [3, [4]], <<5, 6>> | <<7>>], [256], [-1], [a], [1 | 2], [<<1:3>>], [<<1:3>>, <<2:5>>, 7],
                     [[[[]]]], ["abc" | "def"], [<<1:1>> | <<1:2>>], [Shifted, 1], <<1, 2>>, <<1:3>>, a]]
        ++ [{erlang, F, [X]} || F <- [binary_to_list, bitstring_to_list], X <- [Shifted, Long, <<1:1>>, <<"ab", 3:2>>]].

hashes() ->
    Terms = pool() ++ [-(1 bsl 27), (1 bsl 27) - 1, 1 bsl 27, -(1 bsl 27) - 1, 1 bsl 31, 1 bsl 32, (1 bsl 64) - 1, 1 bsl 64, 0.1, -0.0,
                       '', 'äö', '€uro', "a string of some length", "abcd", "abc", "ab" ++ [x], [1, 2 | 3], [1 | x],
                       [[], [[]], {}], {1, {2, [3]}}, {[]}, {'', a}, <<1:1>>, <<"twelve bytes">>, <<"thirteen byte">>,
                       <<"twenty-three bytes long">>, binary:copy(<<"long">>, 100),
                       #{{a} => [1], "k" => #{1 => 2}, 3.5 => <<>>}, {#{a => b}, x}, fun erlang:self/0,
                       lists:seq(250, 260)],
    [{erlang, phash2, [T]} || T <- Terms] ++ [{erlang, phash2, [T, 1 bsl 32]} || T <- Terms]
        ++ [{erlang, phash, [T, 1 bsl 32]} || T <- Terms]
        ++ [{erlang, F, [a, R]} || F <- [phash, phash2], R <- [1, 16, 0, -1, (1 bsl 32) + 1, a]].

math() ->
    Values = [0, 1, -1, 2, 0.5, -0.5, 3.25, 710, 1.0e300, big(), a, []],
    Functions = [acos, acosh, asin, asinh, atan, atanh, ceil, cos, cosh, exp, floor, log, log10, log2, sin, sinh, sqrt,
                 tan, tanh],
    [{math, F, [V]} || F <- Functions, V <- Values, exact(F, V)]
        ++ [{math, F, [A, B]} || F <- [atan2, fmod, pow], A <- [0, 1, -2, 2.5, a], B <- [0, 1, -1, 0.5, 2, a], exact(F, A)].

%% Whether any C library gives the same: not so for results that it may round either way.
exact(F, _) when F =:= ceil; F =:= floor; F =:= sqrt; F =:= fmod -> true;
exact(_, V) when not is_number(V) -> true;
exact(_, V) -> V == 0 orelse V == 1 orelse V == -1 orelse V =:= 710.
