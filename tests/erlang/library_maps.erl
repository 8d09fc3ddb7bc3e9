%% SPDX-License-Identifier: Apache-2.0
%% The maps module on maps of 0 to 70 keys, around the size where their representation changes.
-module(library_maps).
-export([main/0]).

main() ->
    [sizes(N) || N <- [0, 1, 2, 31, 32, 33, 70]],
    M = #{a => 1, b => 2, c => 3},
    erlang:display([maps:filter(fun(_, V) -> V > 1 end, M), maps:filtermap(fun(a, _) -> false; (b, V) -> {true, V * 2}; (_, _) -> true end, M), maps:fold(fun(K, V, A) -> [{K, V} | A] end, [], M),
                    maps:map(fun(K, V) -> {K, V} end, M), maps:update_with(a, fun(V) -> -V end, M), maps:update_with(z, fun(V) -> V end, new, M), maps:with([a, x], M), maps:without([a, x], M),
                    maps:intersect(M, #{b => x, d => y}), maps:intersect_with(fun(K, A, B) -> {K, A, B} end, M, #{b => x}), maps:merge_with(fun(_, A, B) -> A + B end, M, #{c => 10, d => 4}),
                    maps:groups_from_list(fun(X) -> X rem 3 end, lists:seq(1, 10)), maps:groups_from_list(fun(X) -> X rem 2 end, fun(X) -> X * X end, lists:seq(1, 5)),
                    maps:from_keys([x, y, x], 0), maps:get(q, M, default), maps:take(a, M), maps:take(q, M), maps:size(M), maps:to_list(maps:remove(b, M)),
                    maps:foreach(fun(_, _) -> ok end, M)]),
    I = maps:iterator(M),
    {K1, V1, I1} = maps:next(I),
    {K2, V2, I2} = maps:next(I1),
    {K3, V3, I3} = maps:next(I2),
    erlang:display([K1, V1, K2, V2, K3, V3, maps:next(I3), maps:map(fun(_, V) -> V + 1 end, maps:iterator(M)), maps:filter(fun(K, _) -> K =:= b end, I), maps:fold(fun(_, V, A) -> V + A end, 0, I)]),
    erlang:display([outcome:'of'(fun() -> apply(maps, F, As) end) || {F, As} <- [{get, [x, M]}, {get, [x, no]}, {update, [x, 1, M]}, {map, [no, M]}, {map, [fun(X) -> X end, M]}, {fold, [no, 0, M]},
                    {merge, [M, no]}, {with, [no, M]}, {from_list, [[{a}]]}, {filter, [fun(_, _) -> maybe_ end, M]}, {update_with, [x, fun(V) -> V end, M]}, {keys, [[]]}, {next, [no]}, {iterator, [no]},
                    {groups_from_list, [no, []]}, {intersect_with, [fun(_, _, _) -> 1 end, no, M]}]]),
    erlang:display([#{1 => a, 1.0 => b} =:= #{1.0 => b, 1 => a}, #{1 => a} == #{1.0 => a}, #{a => 1} == #{a => 1.0}, #{a => 1} =:= #{a => 1.0}, #{} < #{a => 1}, #{b => 1} < #{a => 2}, #{a => 1, b => 0} < #{a => 1, c => 0},
                    lists:sort([#{b => 1}, #{a => 2}, #{}, #{a => 1, b => 1}])]),
    Nested = lists:foldl(fun(N, Acc) -> #{N => Acc, even => N rem 2 =:= 0} end, #{}, lists:seq(1, 30)),
    erlang:display([depth(Nested), erlang:phash2(Nested)]).

depth(M) -> case [V || V <- maps:values(M), is_map(V)] of [] -> 0; [V] -> 1 + depth(V) end.

sizes(N) ->
    M = maps:from_list([{X, X * X} || X <- lists:seq(1, N)]),
    N = map_size(M),
    Without = lists:foldl(fun(X, A) -> maps:remove(X, A) end, M, lists:seq(1, N, 2)),
    With = lists:foldl(fun(X, A) -> A#{X => again, {X} => tuple} end, Without, lists:seq(1, N)),
    Updated = maps:map(fun(K, V) -> {K, V} end, M),
    Exact = lists:foldl(fun(X, A) -> A#{X := -X} end, M, lists:seq(1, N)),
    erlang:display({N, map_size(Without), map_size(With), lists:sort(maps:keys(Without)), lists:sum([V || V <- maps:values(M)]),
                    lists:all(fun(X) -> maps:get(X, Updated) =:= {X, X * X} andalso maps:get(X, Exact) =:= -X end, lists:seq(1, N)),
                    maps:merge(M, Without) =:= M, maps:from_list(lists:reverse(maps:to_list(M))) =:= M, erlang:phash2(M),
                    maps:is_key(N, M), maps:is_key(float(N), M), maps:find(N + 1, M), lists:sort(maps:to_list(With)) =:= lists:sort(maps:to_list(maps:merge(Without, With)))}).
