%% SPDX-License-Identifier: Apache-2.0
%% ETS: 100,000 rows with integer keys inserted, looked up, counted up, selected and deleted in a set; the same in an
%% ordered set, gone through from key to key.
-module(ets_rows).
-export([run/0, iterations/0]).

-define(ROWS, 100000).

iterations() -> 5.

run() ->
    {set(ets:new(rows, [set, public])), tree(ets:new(rows, [ordered_set]))}.

set(T) ->
    insert(?ROWS, T),
    Found = look_up(?ROWS, T, 0),
    count(?ROWS, T),
    Selected = length(ets:select(T, [{{'$1', '$2', '_'}, [{'<', '$2', 1000}], ['$1']}])),
    Deleted = ets:select_delete(T, [{{'$1', '_', '_'}, [{'=:=', {'rem', '$1', 3}, 0}], [true]}]),
    delete(?ROWS, T),
    Left = ets:info(T, size),
    ets:delete(T),
    {Found, Selected, Deleted, Left}.

tree(T) ->
    insert(?ROWS, T),
    Found = look_up(?ROWS, T, 0),
    Sum = walk(ets:first(T), T, 0),
    ets:delete(T),
    {Found, Sum}.

key(N) -> N * 2654435761 band 16#FFFFFFF.

insert(0, _) -> ok;
insert(N, T) ->
    ets:insert(T, {key(N), N, "row"}),
    insert(N - 1, T).

look_up(0, _, Sum) -> Sum;
look_up(N, T, Sum) ->
    [{_, Value, _}] = ets:lookup(T, key(N)),
    look_up(N - 1, T, Sum + Value).

count(0, _) -> ok;
count(N, T) ->
    ets:update_counter(T, key(N), {2, 1}),
    count(N - 1, T).

delete(0, _) -> ok;
delete(N, T) ->
    ets:delete(T, key(N)),
    delete(N - 1, T).

walk('$end_of_table', _, Sum) -> Sum;
walk(Key, T, Sum) -> walk(ets:next(T, Key), T, Sum + Key).
