%% SPDX-License-Identifier: Apache-2.0
%%
%% The order of hash tables as they grow, shrink, and are fixed.
-module(ets_set_order).
-export([main/0]).

-ifdef(SMALL).
-define(ROWS, 1200).
-else.
-define(ROWS, 6000).
-endif.

main() ->
    T = ets:new(t, []),
    [ets:insert(T, {N}) || N <- lists:seq(1, 20)],
    erlang:display({keys(T), ets:tab2list(T), ets:select_reverse(T, [{{'$1'}, [], ['$1']}])}),
    [ets:insert(T, {N}) || N <- lists:seq(21, ?ROWS)],
    summary(T),
    [ets:delete(T, N) || N <- lists:seq(1, ?ROWS - 500)],
    summary(T),
    Mixed = [foo, bar, 'a longer atom', [], {}, "abc", <<"xyz">>, {1, 2}, 1.5, -1.5, <<>>, #{1 => 2}, 1 bsl 100, -5, -(1 bsl 70), <<1:3>>, 0.0],
    [ets:insert(T, {K, K}) || K <- Mixed],
    summary(T),
    erlang:display([ets:lookup(T, K) || K <- Mixed]),
    fixed(),
    strided().

fixed() ->
    T = ets:new(t, []),
    [ets:insert(T, {N}) || N <- lists:seq(1, 5)],
    ets:safe_fixtable(T, true),
    [ets:insert(T, {N}) || N <- lists:seq(6, ?ROWS div 2)],
    [ets:delete(T, N) || N <- lists:seq(1, 100)],
    summary(T),
    ets:safe_fixtable(T, false),
    summary(T),
    ets:insert(T, {a}),
    summary(T).

%% With locks, buckets are gone through in another order.
strided() ->
    T = ets:new(t, [{write_concurrency, true}, public]),
    [ets:insert(T, {N}) || N <- lists:seq(1, 500)],
    erlang:display(erlang:phash2(keys(T))).

summary(T) ->
    erlang:display({ets:info(T, size), ets:info(T, stats), erlang:phash2(keys(T)), erlang:phash2(slots(T, 0)), erlang:phash2(ets:tab2list(T))}).

keys(T) -> keys(T, ets:first(T)).
keys(_, '$end_of_table') -> [];
keys(T, K) -> [K | keys(T, ets:next(T, K))].

slots(T, N) ->
    case ets:slot(T, N) of
        '$end_of_table' -> [];
        [] -> slots(T, N + 1);
        L -> [{N, L} | slots(T, N + 1)]
    end.
