%% SPDX-License-Identifier: Apache-2.0
%% Tables with locks of a chosen number, replacing in bags, nesting without end, what is deleted while a table is fixed.
-module(ets_details).
-export([main/0]).

-ifdef(SMALL).
-define(DEEP, 3500).
-define(TEXT, 40).
-else.
-define(DEEP, 20000).
-define(TEXT, 200).
-endif.

main() ->
    locks(),
    replacing(),
    nesting(),
    fixed().

locks() ->
    [erlang:display({Type, Number, outcome:raised(fun() -> with_locks(Type, Number) end)}) ||
        Type <- [set, bag, duplicate_bag], Number <- [1, 64, 100, 2048, 32768]],
    [erlang:display({Type, Number, element(1, element(2, catch with_locks(Type, Number)))}) ||
        {Type, Number} <- [{set, 0}, {set, 32769}, {set, a}, {set, -1}, {ordered_set, 64}]],
    Private = ets:new(private, [private, {write_concurrency, {debug_hash_fixed_number_of_locks, 256}}]),
    erlang:display({ets:info(Private, write_concurrency), ets:info(Private, decentralized_counters), element(1, ets:info(Private, stats))}).

with_locks(Type, Number) ->
    Table = ets:new(table, [Type, {write_concurrency, {debug_hash_fixed_number_of_locks, Number}}]),
    [ets:insert(Table, {N}) || N <- lists:seq(1, 40)],
    Full = ets:info(Table, stats),
    {ets:info(Table, write_concurrency), ets:info(Table, decentralized_counters), element(1, Full), element(8, Full), erlang:phash2(ets:tab2list(Table))}.

replacing() ->
    Replace = [{{'$1', '$2'}, [{'=:=', '$1', 1}], [{{'$1', {'+', '$2', 1}}}]}],
    [begin
         Table = ets:new(table, [Type]),
         ets:insert(Table, [{1, 1}, {1, 1}, {1, 2}, {2, 2}]),
         erlang:display({Type, element(1, {catch element(1, {ets:select_replace(Table, Replace)})}) =:= 3, lists:sort(ets:tab2list(Table))})
     end || Type <- [set, ordered_set, duplicate_bag]],
    Bag = ets:new(bag, [bag]),
    erlang:display(element(1, element(2, catch ets:select_replace(Bag, Replace)))).

nesting() ->
    Deep = lists:foldl(fun(N, Rest) -> {'orelse', {'==', N, '$1'}, Rest} end, true, lists:seq(1, ?DEEP)),
    Spec = [{{'$1', '$2'}, [Deep], [{{'$1', blipp}}]}],
    Table = ets:new(table, []),
    [erlang:display(element(1, element(2, catch Fun()))) ||
        Fun <- [fun() -> ets:match_spec_compile(Spec) end, fun() -> ets:select(Table, Spec) end, fun() -> ets:select_count(Table, Spec) end,
                fun() -> ets:select_delete(Table, Spec) end, fun() -> ets:select_replace(Table, Spec) end, fun() -> ets:match_spec_compile(a) end]].

%% What is deleted while a table is fixed; the end of the table is no key.
fixed() ->
    Table = ets:new(table, [public]),
    ets:insert(Table, [{N, N} || N <- lists:seq(1, 20 * ?TEXT)]),
    ets:insert(Table, {0, binary:copy(<<"refc">>, 100)}),
    true = ets:safe_fixtable(Table, true),
    true = ets:delete(Table, 0),
    erlang:display([Size || {_, Size, _} <- ets:info(Table, binary)]),
    true = ets:delete_all_objects(Table),
    erlang:display({ets:info(Table, size), element(7, ets:info(Table, stats))}),
    true = ets:safe_fixtable(Table, false),
    erlang:display({ets:info(Table, size), element(7, ets:info(Table, stats)), ets:info(Table, binary)}),
    Tree = ets:new(tree, [ordered_set]),
    ets:insert(Tree, [{1}, {b}]),
    erlang:display([element(1, element(2, catch ets:F(T, '$end_of_table'))) || T <- [Tree, Table], F <- [next, prev]]),
    erlang:display([element(1, element(2, catch ets:select_replace(Table, [{{A, '$2', '$3'}, [], [{{A, '$3', '$2'}}]}]))) ||
                       A <- ['_', '$_', '$$', #{}]]).
