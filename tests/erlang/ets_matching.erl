%% SPDX-License-Identifier: Apache-2.0
%%
%% select, match, and what is counted, deleted and replaced by specification.
-module(ets_matching).
-export([main/0]).

-include_lib("stdlib/include/ms_transform.hrl").

main() ->
    [type(Type) || Type <- [set, ordered_set, bag]],
    functions(),
    replacements().

type(Type) ->
    T = ets:new(t, [Type, {keypos, 2}]),
    ets:insert(T, [{person, Name, Age, #{city => City}} || {Name, Age, City} <- [{"Ann", 30, oslo}, {"Bob", 25, rome}, {<<"Cy">>, 41.5, oslo}, {dora, 25, none}]]),
    erlang:display(lists:sort(ets:match(T, {person, '$1', 25, '_'}))),
    erlang:display(lists:sort(ets:match_object(T, {person, '_', '_', #{city => oslo}}))),
    erlang:display(ets:match(T, {person, "Ann", '$2', '$1'})),
    erlang:display(lists:sort(ets:select(T, [{{'_', '$1', '$2', '_'}, [{'<', '$2', 31}], [{{'$1', {'+', '$2', 1}}}]}]))),
    erlang:display(lists:sort(ets:select(T, [{{'_', '$1', 25, '_'}, [], ['$1']}, {{'_', "Ann", '_', '_'}, [], ['$_']}]))),
    erlang:display({ets:select_count(T, [{{'_', '_', '$1', '_'}, [{'>', '$1', 25}], [true]}]), ets:select_count(T, [{'_', [], [false]}])}),
    erlang:display(lists:sort(ets:select(T, [{'$1', [], [{element, 2, '$1'}]}]))),
    erlang:display({ets:select_delete(T, [{{'_', '_', 25, '_'}, [], [true]}]), ets:info(T, size), ets:match_delete(T, {'_', "Ann", '_', '_'}), ets:info(T, size)}),
    erlang:display({ets:select_delete(T, [{'_', [], [true]}]), ets:tab2list(T)}),
    erlang:display([try ets:F(T, A) catch error:E -> E end || F <- [select, select_count, select_delete], A <- [foo, [foo], [{'_', []}], [{'_', [x], [true]}], [{{'$1'}, [], []}], []]]),
    erlang:display([try ets:F(T, A) catch error:E -> E end || F <- [match, match_object], A <- [foo, {'$1', '$1'}, '_', '$1', [], "x"]]).

functions() ->
    T = ets:new(t, [ordered_set]),
    ets:insert(T, [{N, N * N, [N]} || N <- lists:seq(1, 10)]),
    erlang:display(ets:select(T, ets:fun2ms(fun({A, B, _}) when A > 7 -> {A, B} end))),
    erlang:display(ets:foldl(fun({A, _, _}, S) -> S + A end, 0, T)),
    erlang:display(ets:foldr(fun({A, _, _}, S) -> [A | S] end, [], T)),
    Spec = ets:match_spec_compile([{{'$1', '$2', '_'}, [{'<', '$1', 3}], ['$2']}]),
    erlang:display({ets:is_compiled_ms(Spec), ets:match_spec_run(ets:tab2list(T), Spec), ets:test_ms({1, 2, 3}, [{{'$1', '$2', '_'}, [], ['$2']}])}),
    U = ets:new(u, []),
    ets:init_table(U, fun(read) -> {[{N} || N <- [1, 2, 3]], fun(read) -> end_of_input; (close) -> ok end}; (close) -> ok end),
    erlang:display({lists:sort(ets:tab2list(U)), ets:select_reverse(T, [{{'$1', '_', '_'}, [{'>', '$1', 5}], ['$1']}])}).

replacements() ->
    T = ets:new(t, []),
    ets:insert(T, [{N, N rem 3} || N <- lists:seq(1, 20)] ++ [{{a, 1}, x}]),
    [erlang:display({S, try ets:select_replace(T, S) catch error:E -> E end, erlang:phash2(lists:sort(ets:tab2list(T)))}) || S <- [
        [{{'$1', '$2'}, [], [{{'$2', '$1'}}]}], [{{'$1', '$2'}, [], [{{'$1', {const, a}}}]}], [{{'$1', '$2'}, [], ['$_']}],
        [{{'$1', '$2'}, [], [{setelement, 1, '$_', '$1'}]}], [{{'$1', '$2'}, [], [{{{'+', '$1', 0}, 1}}]}], [{{2, '$2'}, [], [{{2, z}}]}],
        [{{2, '$2'}, [], [{{3, z}}]}], [{{{a, '$1'}, '$2'}, [], [{{{{a, '$1'}}, z}}]}], [{{{a, '$1'}, '$2'}, [], [{{{{'$1', a}}, z}}]}],
        [{{'_', '$2'}, [], [{{'_', z}}]}], [{{'$1', '$2'}, [], [{{{element, 1, '$_'}, z}}]}], [{{'$1', '$2'}, [], [{{{element, 2, '$_'}, z}}]}],
        [{'$1', [], [{{{element, 1, '$1'}, z}}]}], [{'$1', [], [{{{element, 1, '$_'}, z}}]}], [{{2, '$2'}, [], [{const, {2, q}}]}],
        [{{2, '$2'}, [], [{const, {3, q}}]}], [{{2, '$2'}, [], [x, {{2, q}}]}], [{{'$1', '_'}, [{'<', '$1', 5}], [{{'$1', longer, tuple}}]}], foo]].
