%% SPDX-License-Identifier: Apache-2.0
%% Maps of 100,000 keys: built from a list, looked up, updated, merged, compared, gone through and taken apart again.
-module(maps_large).
-export([run/0, iterations/0]).

-define(KEYS, 100000).

iterations() -> 5.

run() ->
    Map = maps:from_list(pairs(?KEYS, [])),
    Found = look_up(?KEYS, Map, 0),
    Updated = update(?KEYS, Map),
    Merged = maps:merge(Map, Updated),
    Sum = sum(maps:next(maps:iterator(Merged)), 0),
    Left = remove(?KEYS, Updated),
    {Found, Merged =:= Updated, Map < Updated, Sum, map_size(Left), length(maps:to_list(Map)), map_size(grow(20000, #{}))}.

key(N) -> N * 2654435761 band 16#FFFFFFF.

pairs(0, List) -> List;
pairs(N, List) -> pairs(N - 1, [{key(N), N} | List]).

look_up(0, _, Sum) -> Sum;
look_up(N, Map, Sum) ->
    Key = key(N),
    #{Key := Value} = Map,
    look_up(N - 1, Map, Sum + Value).

update(0, Map) -> Map;
update(N, Map) ->
    Key = key(N),
    update(N - 2, Map#{Key := -N}).

remove(0, Map) -> Map;
remove(N, Map) when N rem 3 =:= 0 -> remove(N - 1, Map);
remove(N, Map) -> remove(N - 1, maps:remove(key(N), Map)).

grow(0, Map) -> Map;
grow(N, Map) -> grow(N - 1, Map#{{key, N} => N}).

sum(none, Sum) -> Sum;
sum({_, Value, Rest}, Sum) -> sum(maps:next(Rest), Sum + Value).
