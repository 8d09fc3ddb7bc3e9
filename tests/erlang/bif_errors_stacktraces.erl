%% SPDX-License-Identifier: Apache-2.0
%% What BIFs raise for arguments of a wrong kind: class, reason and the frames with arguments, called in a body, in tail
%% position, through apply, and in a guard (where they fail in silence).
-module(bif_errors_stacktraces).
-export([main/0]).

main() ->
    Calls = [{erlang, F, A} || {F, A} <- [
        {abs, [a]}, {atom_to_list, [1]}, {atom_to_binary, [a, foo]}, {binary_to_atom, [<<255>>, utf8]}, {binary_to_existing_atom, [<<"no such atom at all">>, utf8]},
        {binary_part, [<<1, 2, 3>>, {1, 5}]}, {binary_part, [<<1, 2, 3>>, 1, -2]}, {binary_to_integer, [<<"12x">>]}, {binary_to_integer, [<<"zz">>, 37]}, {binary_to_list, [<<1:3>>]},
        {binary_to_list, [<<1, 2, 3>>, 0, 1]}, {binary_to_list, [<<1, 2, 3>>, 3, 2]}, {bit_size, [a]}, {bitstring_to_list, [a]}, {byte_size, [1]}, {ceil, [a]}, {element, [0, {a}]}, {element, [2, {a}]},
        {float, [a]}, {float_to_binary, [1]}, {hd, [[]]}, {insert_element, [5, {a}, b]}, {delete_element, [2, {a}]}, {integer_to_binary, [a]}, {integer_to_list, [10, 1]}, {iolist_size, [[a]]},
        {iolist_to_binary, [[256]]}, {iolist_to_iovec, [a]}, {length, [[a | b]]}, {list_to_atom, [[a]]}, {list_to_atom, [lists:duplicate(256, $a)]}, {list_to_binary, [[-1]]}, {list_to_bitstring, [a]},
        {list_to_existing_atom, ["there is no such atom"]}, {list_to_integer, ["1.0"]}, {list_to_integer, ["1", 40]}, {list_to_pid, ["x"]}, {list_to_tuple, [[1 | 2]]}, {make_tuple, [-1, a]},
        {make_tuple, [1, a, [{2, b}]]}, {map_get, [a, #{}]}, {map_get, [a, b]}, {map_size, [a]}, {is_map_key, [a, b]}, {max, [1, 2]}, {phash2, [a, 0]}, {pid_to_list, [a]}, {round, [a]}, {setelement, [3, {a}, b]},
        {size, [a]}, {split_binary, [<<1>>, 2]}, {split_binary, [a, 1]}, {tl, [a]}, {trunc, [a]}, {tuple_size, [a]}, {tuple_to_list, [a]}, {'+', [a, 1]}, {'div', [1, 0]}, {'bsl', [1, a]}, {'++', [a, b]},
        {'--', [[a], b]}, {'not', [a]}, {'and', [true, b]}, {append_element, [a, b]}, {unique_integer, [[foo]]}, {monotonic_time, [foo]}, {is_function, [a, -1]}, {is_record, [{a}, 1]},
        {error, [a, b]}, {exit, [a, b]}, {register, [a, b]}, {whereis, [1]}, {put, [1]}, {link, [a]}, {process_flag, [foo, bar]}, {process_info, [a]}, {system_info, [foo]}, {universaltime, [x]}]] ++
        [{lists, F, A} || {F, A} <- [{keyfind, [a, 0, []]}, {keyfind, [a, 1, b]}, {keymember, [a, x, []]}, {keysearch, [a, 1, [b | c]]}, {member, [a, b]}, {reverse, [[a | b], []]}, {reverse, [a]}]] ++
        [{binary, F, A} || {F, A} <- [{at, [<<1>>, 1]}, {at, [<<>>, 0]}, {first, [<<>>]}, {last, [<<1:3>>]}, {part, [<<1>>, 0, 2]}, {part, [<<1>>, {2, -3}]}, {copy, [<<1>>, -1]}, {copy, [a]}, {match, [<<1>>, <<>>]},
            {match, [a, <<1>>]}, {matches, [<<1>>, [<<>>]]}, {match, [<<1>>, <<1>>, [foo]]}, {match, [<<1>>, <<1>>, [{scope, {0, 2}}]]}, {compile_pattern, [[]]}, {compile_pattern, [a]}, {compile_pattern, [<<1:3>>]},
            {split, [<<1>>, <<>>]}, {split, [<<1>>, <<1>>, [foo]]}, {encode_unsigned, [-1]}, {encode_unsigned, [1, foo]}, {decode_unsigned, [a]}, {longest_common_prefix, [[]]}, {longest_common_suffix, [[a]]},
            {bin_to_list, [<<1>>, 1, 1]}, {bin_to_list, [a]}, {list_to_bin, [[256]]}, {referenced_byte_size, [<<1:3>>]}, {replace, [<<1>>, <<>>, <<2>>]}]] ++
        [{maps, F, A} || {F, A} <- [{get, [a, #{}]}, {get, [a, b]}, {find, [a, b]}, {from_list, [[a]]}, {from_keys, [a, b]}, {merge, [a, #{}]}, {remove, [a, b]}, {update, [a, 1, #{}]}, {take, [a, b]}, {values, [a]}]] ++
        [{unicode, F, A} || {F, A} <- [{characters_to_binary, [a]}, {characters_to_list, [[a]]}, {characters_to_binary, ["a", foo]}, {characters_to_list, [<<1>>, utf64]}]] ++
        [{M, F, A} || {M, F, A} <- [{persistent_term, get, [no_such_key]}, {os, getenv, [a]}, {os, putenv, ["a=b", "c"]}, {erts_internal, cmp_term, [1, 2]}]],
    [erlang:display({M, F, frames:'of'(fun() -> {apply(M, F, A)} end)}) || {M, F, A} <- Calls],
    [erlang:display(frames:'of'(F)) || F <- [
        fun() -> {hd(outcome:id([]))} end,
        fun() -> hd(outcome:id([])) end,
        fun() -> {atom_to_list(outcome:id(1))} end,
        fun() -> atom_to_list(outcome:id(1)) end,
        fun() -> {binary:at(outcome:id(<<>>), 0)} end,
        fun() -> binary:at(outcome:id(<<>>), 0) end,
        fun() -> {element(outcome:id(0), {a})} end]],
    erlang:display([guard(X) || X <- [[], a, {}, {a}, <<>>, 1]]).

guard(X) when hd(X) =:= 1; byte_size(X) > 0; element(1, X) =:= b; abs(X) > 5; map_size(X) > 0 -> yes;
guard(X) when length(X) >= 0 -> list;
guard(X) when tuple_size(X) > 0 -> tuple;
guard(_) -> no.
