%% SPDX-License-Identifier: Apache-2.0
%%
%% erl_stdlib_errors finds words for the errors of ETS.
-module(ets_error_texts).
-export([main/0]).

main() ->
    ets:new(set, [named_table]),
    ets:insert(set, [{a}, {b, 1}]),
    [texts(F, A) || {F, A} <- [
        {insert, [set, x]}, {insert, [nobody, {a}]}, {insert, [17, {a}]}, {insert, [set, {}]}, {lookup_element, [set, zz, 1]},
        {lookup_element, [set, a, 2]}, {lookup_element, [set, a, 0]}, {next, [set, zz]}, {slot, [set, -1]}, {new, [set, [named_table]]},
        {new, [1, []]}, {new, [a, [foo]]}, {update_counter, [set, zz, 1]}, {update_counter, [set, a, 1]}, {update_counter, [set, b, {1, 1}]},
        {update_counter, [set, b, foo]}, {update_element, [set, a, {1, x}]}, {select, [set, foo]}, {select, [set, [{'_', [], ['$_']}], 0]},
        {select, [foo]}, {rename, [set, 3]}, {safe_fixtable, [set, maybe]}, {info, [set, foo]}, {whereis, [3]}, {setopts, [set, foo]}]].

texts(F, A) ->
    try apply(ets, F, A) of
        Value -> erlang:display({F, Value})
    catch
        _:Reason:Trace -> erlang:display({F, maps:map(fun(_, Text) -> text(Text) end, erl_stdlib_errors:format_error(Reason, Trace))})
    end.

text(Text) when is_atom(Text) -> Text;
text(Text) -> unicode:characters_to_binary(Text).
