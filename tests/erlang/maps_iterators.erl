%% SPDX-License-Identifier: Apache-2.0
%% Iterators: over small and large maps, begun and left, printed, kept while the map changes; erts_internal:map_next/3
%% with positions that mean a place and such that mean none; maps' functions that go through iterators.
-module(maps_iterators).
-export([main/0]).

main() ->
    Sizes = [0, 1, 2, 31, 32, 33, 34, 64, 65, 100, 1000],
    Maps = [maps:from_list([{K * 7, -K} || K <- lists:seq(1, N)]) || N <- Sizes],
    erlang:display([all(maps:next(maps:iterator(M)), []) =:= maps:to_list(M) || M <- Maps]),
    erlang:display([all(maps:next(maps:iterator(M)), []) =:= lists:reverse(maps:to_list(M)) || M <- Maps]),
    erlang:display([maps:iterator(M) || M <- lists:sublist(Maps, 7)]),
    erlang:display([maps:next(maps:iterator(M)) || M <- lists:sublist(Maps, 7)]),
    [_, _, _, _, _, M33, _, _, _, M100, M1000] = Maps,
    erlang:display([erts_internal:map_next(P, M33, iterator) || P <- [0, 1, 2, 3]]),
    erlang:display([begin [_, M | L] = erts_internal:map_next(0, M100, Acc), {M =:= M100, length(L)} end || Acc <- [[], [x], [x | y]]] =:= x),
    erlang:display([catch hd(hd([erts_internal:map_next(P, M33, [])])) || P <- [0, 1, 16, 17, 32, 15]]),
    erlang:display([outcome:class(fun() -> erts_internal:map_next(P, M100, iterator) end) || P <- [-1, a, 1.0, 1 bsl 64, -(1 bsl 64), []]]),
    erlang:display([outcome:class(fun() -> erts_internal:map_next(P, #{a => 1}, []) end) || P <- [0, 1, 2, -1, a]]),
    {_, _, Rest} = maps:next(maps:iterator(M1000)),
    Changed = maps:remove(7, M1000#{new => 1}),
    erlang:display({length(all(maps:next(Rest), [])), map_size(Changed), lists:sum([V || {_, V} <- all(maps:next(Rest), [])])}),
    erlang:display(length(all(maps:next([0 | M1000]), []))),
    erlang:display(outcome:class(fun() -> maps:next([x | M1000]) end)),
    erlang:display([map_size(maps:filter(fun(K, _) -> K rem 2 =:= 0 end, M)) || M <- Maps]),
    erlang:display([maps:fold(fun(K, V, {A, B}) -> {A + K, B * 31 + V rem 1000003} end, {0, 0}, M) || M <- lists:sublist(Maps, 9)]),
    erlang:display([map_size(maps:filtermap(fun(K, V) when K rem 3 =:= 0 -> {true, V + 1}; (K, _) -> K rem 3 =:= 1 end, M)) || M <- Maps]),
    erlang:display([lists:sum(maps:values(maps:map(fun(K, V) -> K + V end, M))) || M <- Maps]),
    erlang:display([maps:to_list(maps:with([7, 14, 700, x], M)) || M <- Maps]),
    erlang:display([map_size(maps:intersect(M33, M)) || M <- Maps]),
    erlang:display([lists:sum(maps:values(maps:intersect_with(fun(K, A, B) -> K + A * B end, M100, M))) || M <- Maps]),
    erlang:display([lists:sum(maps:values(maps:merge_with(fun(K, A, B) -> K - A + B end, M100, M))) || M <- Maps]),
    erlang:display(maps:groups_from_list(fun(X) -> X rem 3 end, lists:seq(1, 20))),
    erlang:display([begin put(seen, 0), maps:foreach(fun(K, _) -> put(seen, get(seen) * 3 rem 1000003 + K) end, M), get(seen) end || M <- Maps]).

all(none, Acc) -> lists:reverse(Acc);
all({K, V, I}, Acc) -> all(maps:next(I), [{K, V} | Acc]).
