%% SPDX-License-Identifier: Apache-2.0
%% Merging maps of all sizes against one another, equal and overlapping, with themselves; keys 1 and 1.0, 0.0 and -0.0; from
%% lists and keys with repetitions; take, update, remove down to nothing.
-module(maps_merges).
-export([main/0]).

-ifdef(SMALL).
-define(MANY, 200).
-else.
-define(MANY, 20000).
-endif.

main() ->
    Sizes = [0, 1, 16, 31, 32, 33, 50, 200],
    As = [maps:from_list([{K, {a, K}} || K <- lists:seq(1, N)]) || N <- Sizes],
    Bs = [maps:from_list([{K, {b, K}} || K <- lists:seq(10, 9 + N)]) || N <- Sizes],
    erlang:display([[begin M = maps:merge(A, B), {map_size(M), erlang:phash2(lists:sort(maps:to_list(M)))} end || B <- Bs] || A <- As]),
    erlang:display([[maps:merge(A, B) =:= maps:from_list(maps:to_list(A) ++ maps:to_list(B)) || B <- Bs] || A <- As]),
    erlang:display([maps:merge(A, A) =:= A || A <- As]),
    Long = maps:from_list([{K, K} || K <- lists:seq(1, ?MANY)]),
    Changed = maps:map(fun(K, V) -> if K rem 100 =:= 0 -> -V; true -> V end end, Long),
    erlang:display({maps:merge(Long, Changed) =:= Changed, maps:merge(Changed, Long) =:= Long, Long =:= Changed, Long < Changed, map_size(maps:merge(Long, #{x => 1}))}),
    Numbers = [1, 1.0, 2, 2.0, 0, 0.0, -0.0, 1 bsl 64, 18446744073709551616.0, {1}, {1.0}, [1], [1.0], #{1 => 1}, #{1.0 => 1}, #{1 => 1.0}, <<1>>, "1", '1'],
    M = maps:from_list([{K, I} || {K, I} <- lists:zip(Numbers, lists:seq(1, length(Numbers)))]),
    erlang:display(map_size(M)),
    erlang:display([maps:get(K, M) || K <- Numbers]),
    Padded = maps:merge(maps:from_keys([{pad, K} || K <- lists:seq(1, 40)], pad), M),
    erlang:display({map_size(Padded), [maps:get(K, Padded) || K <- Numbers], [maps:get(K, Padded, none) || K <- [3, 3.0, {2}, {2.0}, '2']]}),
    erlang:display([maps:from_list(L) || L <- [[{a, 1}, {b, 2}, {a, 3}], [{1, a}, {1.0, b}, {1, c}], lists:duplicate(100, {k, v})]]),
    erlang:display(maps:from_list([{K rem 32, K} || K <- lists:seq(1, 500)]) =:= maps:from_list([{K rem 32, K} || K <- lists:seq(469, 500)])),
    erlang:display(lists:sort(maps:to_list(maps:from_list([{K rem 33, K} || K <- lists:seq(1, 500)])))),
    erlang:display([map_size(maps:from_keys(lists:seq(1, N) ++ lists:seq(1, N), x)) || N <- Sizes]),
    erlang:display([begin {V, Rest} = maps:take(10, A), {V, map_size(Rest), maps:is_key(10, Rest), Rest#{10 => V} =:= A} end || A <- As, is_map_key(10, A)]),
    erlang:display([maps:take(x, A) || A <- As]),
    erlang:display([map_size(lists:foldl(fun maps:remove/2, A, lists:seq(1, N))) || {A, N} <- lists:zip(As, Sizes)]),
    erlang:display([[map_size(lists:foldl(fun maps:remove/2, A, lists:seq(3, N)))|| A <- As] || N <- [5, 32, 190]]),
    erlang:display([lists:sort(maps:keys(lists:foldl(fun maps:remove/2, A, lists:seq(1, 170)))) || A <- As]),
    erlang:display([maps:update(10, new, A) =:= A#{10 => new} || A <- As, is_map_key(10, A)]),
    erlang:display([erts_debug:same(A, A#{10 := map_get(10, A)}) || A <- As, is_map_key(10, A)]),
    Keys = lists:sublist(lists:seq(1, 64), 34),
    Literal = #{1 => a, 2 => a, 3 => a, 4 => a, 5 => a, 6 => a, 7 => a, 8 => a, 9 => a, 10 => a, 11 => a, 12 => a, 13 => a, 14 => a, 15 => a, 16 => a, 17 => a, 18 => a, 19 => a, 20 => a,
                21 => a, 22 => a, 23 => a, 24 => a, 25 => a, 26 => a, 27 => a, 28 => a, 29 => a, 30 => a, 31 => a, 32 => a, 33 => a, 34 => a},
    erlang:display({Literal =:= maps:from_keys(Keys, a), map_size(Literal), erlang:phash2(Literal) =:= erlang:phash2(maps:from_keys(Keys, a))}),
    One = hd(Keys),
    erlang:display(Literal#{One => b, {One} => c, 2 := d} =:= maps:put({1}, c, maps:put(1, b, maps:put(2, d, Literal)))).
