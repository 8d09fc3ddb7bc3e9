%% SPDX-License-Identifier: Apache-2.0
%%
%% Bags and duplicate bags: what is equal, in which order, and what goes.
-module(ets_bags).
-export([main/0]).

main() ->
    [type(Type) || Type <- [bag, duplicate_bag]].

type(Type) ->
    T = ets:new(t, [Type]),
    [ets:insert(T, {1, X}) || X <- [a, b, c, a, 1, 1.0]],
    erlang:display({Type, ets:lookup(T, 1), ets:lookup_element(T, 1, 2), ets:info(T, size), ets:tab2list(T)}),
    ets:insert(T, [{2, X} || X <- [a, b, c]]),
    erlang:display({ets:lookup(T, 2), ets:insert_new(T, {2, x}), ets:insert_new(T, [{3, a}, {3, b}, {3, a}]), ets:lookup(T, 3)}),
    ets:delete_object(T, {1, a}),
    erlang:display({ets:lookup(T, 1), ets:member(T, 1), ets:member(T, 1.0), ets:lookup(T, 1.0)}),
    erlang:display({ets:take(T, 1), ets:take(T, 1), ets:info(T, size)}),
    ets:insert(T, [{N rem 7, N} || N <- lists:seq(1, 40)]),
    erlang:display(walk(T, ets:first(T))),
    ets:safe_fixtable(T, true),
    ets:delete(T, 3),
    ets:delete_object(T, {4, 4}),
    ets:insert(T, {3, new}),
    ets:insert(T, {4, 4}),
    erlang:display({walk(T, ets:first(T)), ets:lookup(T, 3), ets:lookup(T, 4)}),
    ets:safe_fixtable(T, false),
    erlang:display({ets:lookup(T, 3), ets:lookup(T, 4), ets:match(T, {5, '$1'}), ets:select_count(T, [{{'_', '_'}, [], [true]}])}),
    erlang:display({ets:select_delete(T, [{{'_', '$1'}, [{'>', '$1', 20}], [true]}]), lists:sort(ets:tab2list(T))}).

walk(_, '$end_of_table') -> [];
walk(T, K) -> [{K, length(ets:lookup(T, K))} | walk(T, ets:next(T, K))].
