%% SPDX-License-Identifier: Apache-2.0
%%
%% What is refused about rows, and how the errors are explained.
-module(ets_errors_rows).
-export([main/0]).

main() ->
    ets:new(set, [named_table]),
    ets:new(bag, [named_table, bag]),
    ets:new(tree, [named_table, ordered_set, {keypos, 2}]),
    Gone = ets:new(gone, []),
    ets:delete(Gone),
    ets:insert(set, [{a}, {b, 1}, {big, 1 bsl 80}]),
    ets:insert(bag, [{a, 1}, {a}]),
    [ets_refusals:refused(F, A) || {F, A} <- [
        {insert, [set, x]}, {insert, [nobody, {a}]}, {insert, [17, {a}]}, {insert, [set, {}]}, {insert, [set, [{a}, b]]},
        {insert, [set, [{a} | b]]}, {insert, [nobody, []]}, {insert, [nobody, b]}, {insert, [tree, {a}]}, {insert, [set, []]},
        {insert_new, [set, x]}, {insert_new, [set, [{c}, {}]]}, {insert_new, [set, [{c}, {a}]]}, {lookup, [nobody, a]},
        {lookup, ["set", a]}, {lookup, [1.5, a]}, {lookup_element, [set, zz, 1]}, {lookup_element, [set, a, 2]},
        {lookup_element, [set, a, 0]}, {lookup_element, [set, a, b]}, {lookup_element, [set, zz, b]},
        {lookup_element, [set, a, 1 bsl 64]}, {lookup_element, [bag, a, 2]}, {next, [set, zz]}, {prev, [set, zz]}, {next, [tree, zz]},
        {slot, [set, 100000]}, {slot, [set, -1]}, {slot, [set, a]}, {slot, [set, 257]}, {slot, [tree, 0]}, {slot, [tree, 1]},
        {delete_object, [set, foo]}, {delete_object, [set, {}]}, {delete, [nobody]}, {delete, [nobody, a]}, {take, [nobody, a]},
        {member, [nobody, a]}, {first, [nobody]}, {last, [nobody]}, {internal_delete_all, [nobody, undefined]},
        {update_counter, [set, zz, 1]}, {update_counter, [set, a, 1]}, {update_counter, [set, a, {1, 1}]},
        {update_counter, [set, b, {0, 1}]}, {update_counter, [set, b, foo]}, {update_counter, [set, b, {5, 1}]},
        {update_counter, [set, b, []]}, {update_counter, [set, zz, {2, 1}, x]},
        {update_counter, [set, zz, {2, 1}, {x}]}, {update_counter, [set, zz, {2, 1}, {x, y}]},
        {update_counter, [set, zz, foo]}, {update_counter, [set, b, [{2, 1} | foo]]}, {update_counter, [set, b, [3]]},
        {update_counter, [set, b, {2, 3, 4}]}, {update_counter, [set, b, {2, 3, 4, foo}]}, {update_counter, [set, b, {2, 3, foo, 5}]},
        {update_counter, [set, b, {2, 1.0}]}, {update_counter, [set, b, {2.0, 1}]}, {update_counter, [bag, a, 1]},
        {update_counter, [nobody, a, 1]}, {update_counter, [set, b, [{2, 1}, {1, 1}]]}, {lookup, [set, b]},
        {update_element, [set, a, {1, x}]}, {update_element, [set, a, {3, x}]}, {update_element, [set, zz, {3, x}]},
        {update_element, [set, a, foo]}, {update_element, [set, b, [{2, a}, {2, b}]]}, {update_element, [set, b, []]},
        {update_element, [set, zz, []]}, {update_element, [set, b, [{2, z}, {9, z}]]}, {update_element, [set, b, [{2, z} | q]]},
        {update_element, [bag, a, {2, 1}]}, {update_element, [nobody, a, {2, 1}]}, {lookup, [set, b]}, {whereis, [3]}, {whereis, [nobody]}]],
    [gone(F, [Gone | A]) || {F, A} <- [{insert, [{a}]}, {lookup, [a]}, {delete, []}, {info, []}, {info, [size]}, {info, [nonsense]},
        {first, []}, {select, [[{'_', [], ['$_']}]]}, {whereis, []}, {rename, [x]}]],
    [gone(F, [make_ref() | A]) || {F, A} <- [{insert, [{a}]}, {lookup, [a]}, {delete, []}, {info, []}, {info, [size]}, {whereis, []}]].

gone(F, Args) ->
    try apply(ets, F, Args) of
        Value -> erlang:display({F, Value})
    catch
        Class:Reason:Trace ->
            [{M, Name, _, Info} | _] = Trace,
            erlang:display({F, Class, Reason, M, Name, Info})
    end.
