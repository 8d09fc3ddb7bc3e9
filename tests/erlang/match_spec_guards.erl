%% SPDX-License-Identifier: Apache-2.0
%% Guards of match specifications: every function, its failures, and what is no guard at all.
-module(match_spec_guards).
-export([main/0]).

main() ->
    lists:foreach(fun(Guard) ->
                          Results = [result(Guard, Object) || Object <- objects()],
                          erlang:display({setelement(1, {Guard}, name(Guard)), Results})
                  end, unary() ++ binary() ++ logic() ++ other()),
    ok.

%% Without pids.
name({'=:=', {self}, _}) -> self;
name(Guard) -> Guard.

result(Guard, Object) ->
    As = fun(Guards, Body) ->
                 case erlang:match_spec_test(Object, [{{'$1', '$2'}, Guards, Body}], table) of
                     {ok, Result, [], []} -> Result;
                     {error, Errors} -> [Text || {error, Text} <- Errors]
                 end
         end,
    %% As a guard, negated, and in a body, where a failure has a value.
    {As([Guard], [yes]), As([{'=:=', Guard, Guard}], [yes]), As([], [Guard])}.

objects() ->
    [{1, 2}, {-7, 3}, {2.5, 2}, {a, b}, {[1, 2], [3]}, {{x, y}, 1}, {<<1, 2, 3>>, 1}, {#{k => v}, k}, {true, false},
     {true, true}, {1 bsl 70, 3}, {0, 0}, {fun lists:map/2, 2}, {[], []}, {[a | b], {}}].

unary() ->
    [{F, '$1'} || F <- [is_atom, is_float, is_integer, is_list, is_number, is_pid, is_port, is_reference, is_tuple,
                        is_map, is_binary, is_function, abs, hd, tl, length, node, round, size, map_size, byte_size,
                        bit_size, trunc, float, '+', '-', 'bnot', 'not']].

binary() ->
    [{F, '$1', '$2'} || F <- ['+', '-', '*', '/', 'div', 'rem', 'band', 'bor', 'bxor', 'bsl', 'bsr', '>', '>=', '<',
                              '=<', '=:=', '==', '=/=', '/=', 'xor', 'and', 'or', 'andalso', 'orelse', andthen]] ++
    [{element, '$2', '$1'}, {map_get, '$2', '$1'}, {is_map_key, '$2', '$1'}, {is_record, '$1', x, '$2'},
     {is_record, '$1', x, 2}, {binary_part, '$1', 0, '$2'}, {binary_part, '$1', {{'$2', 1}}}].

logic() ->
    [{'and', '$1'}, {'or', '$2'}, {'and', '$1', '$2', true}, {'or', '$1', '$2', false}, {'andalso', '$1', '$2', true},
     {'orelse', '$1', '$2', false}, {'andalso', '$1'}, {'orelse', '$1', {hd, '$2'}}, {'andalso', '$1', {hd, '$2'}},
     {'orelse', {hd, '$1'}, true}, {'and', {hd, '$1'}, true}, {'or', {hd, '$1'}, true}, {'not', {'not', '$1'}},
     {'and'}, {'or'}, {'andalso'}, {'orelse'}, {'andalso', true, 17}, {'orelse', false, 17}, {'andalso', 17}].

other() ->
    [true, false, a, 1, [], "text", {{}}, {{a}}, {{true}}, {const, true}, {const, {hd, '$1'}}, {const}, {const, a, b},
     {'=:=', {self}, {const, self()}}, {self, 1}, {node}, '$1', '$2', '$3', '$_', '$$', {element, 1, '$_'}, {hd, '$$'}, {'=:=', '$_', {{'$1', '$2'}}},
     {'=:=', '$$', ['$1', '$2']}, {'=:=', {const, '$1'}, '$1'}, {'==', '$1', {const, 1.0}}, {}, {{{}}}, {1}, {'$1'},
     {'$1', '$2'}, {"a", b}, {unknown}, {unknown, 1}, {is_atom}, {is_atom, 1, 2}, {is_boolean, '$1'}, {is_bitstring, '$1'},
     {tuple_size, '$1'}, {min, 1, 2}, {floor, 1.5}, {is_function, '$1', 1}, {is_record, '$1', x}, {get_tcw}, {set_tcw, 1},
     {message, a}, {return_trace}, {caller}, {silent, true}, {trace, [], []}, {enable_trace, call}, {display, a},
     {is_seq_trace}, {get_seq_token}, {set_seq_token, label, 1}, {process_dump}, {exception_trace}, {caller_line},
     {disable_trace, a, b, c}, #{}, #{a => '$1'}, #{'$1' => b}, {map_get, a, #{a => {'=:=', '$1', '$1'}}}].
