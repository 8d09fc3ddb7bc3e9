%% SPDX-License-Identifier: Apache-2.0
%% OTP's collections, each against a plain model: queue, sets in both versions, ordsets, orddict, dict, gb_sets, gb_trees,
%% array, proplists.
-module(library_collections).
-export([main/0]).

-ifdef(SMALL).
-define(STEPS, 40).
-else.
-define(STEPS, 400).
-endif.

main() ->
    Numbers = numbers(?STEPS, 42),
    Sorted = lists:usort(Numbers),
    [begin
         S = lists:foldl(fun M:add_element/2, new(M), Numbers),
         Half = from_list(M, [N || N <- Numbers, N rem 2 =:= 0]),
         Sorted = lists:sort(M:to_list(S)),
         erlang:display({M, M:size(S) =:= length(Sorted), M:is_element(hd(Numbers), S), M:is_element(-1, S), M:is_subset(Half, S), M:is_subset(S, Half),
                         lists:sort(M:to_list(M:subtract(S, Half))) =:= [N || N <- Sorted, N rem 2 =/= 0], M:is_disjoint(S, from_list(M, [-1, -2])),
                         lists:sort(M:to_list(M:intersection(Half, from_list(M, lists:seq(0, 30))))),
                         length(M:to_list(M:union([S, Half, from_list(M, [x, y])]))), M:fold(fun(X, A) -> X + A end, 0, S),
                         lists:sort(M:to_list(M:filter(fun(X) -> X < 20 end, S))), M:size(M:del_element(hd(Numbers), S)), M:is_empty(new(M))})
     end || M <- [sets, ordsets, gb_sets]],
    V2 = sets:from_list(Numbers, [{version, 2}]),
    erlang:display([lists:sort(sets:to_list(V2)) =:= Sorted, sets:is_set(V2), sets:size(sets:union(V2, sets:from_list([a, b]))), is_map(V2)]),
    [begin
         D0 = lists:foldl(fun(N, D) -> M:update_counter(N rem 17, N, D) end, M:new(), Numbers),
         D1 = M:append(list, 1, M:append_list(list, [2, 3], M:store(key, value, D0))),
         erlang:display({M, M:size(D1), lists:sort(M:to_list(D1)), M:find(key, D1), M:find(none, D1), M:fetch(list, D1), lists:sort(M:fetch_keys(D1)),
                         M:is_key(3, D1), M:size(M:erase(3, D1)), lists:sort(M:to_list(M:map(fun(K, _) -> K end, D0))),
                         lists:sort(M:to_list(M:filter(fun(K, _) -> is_atom(K) end, D1))), M:fold(fun(_, X, A) when is_integer(X) -> X + A; (_, _, A) -> A end, 0, D1),
                         lists:sort(M:to_list(M:merge(fun(_, A, B) -> {A, B} end, D0, M:from_list([{1, one}, {new, 2}])))),
                         outcome:'of'(fun() -> M:fetch(none, D1) end), M:take(key, D1) =/= error, M:take(none, D1)})
     end || M <- [dict, orddict]],
    T0 = lists:foldl(fun(N, T) -> gb_trees:enter(N, {N}, T) end, gb_trees:empty(), Numbers),
    erlang:display([gb_trees:keys(T0) =:= Sorted, gb_trees:smallest(T0), gb_trees:largest(T0), gb_trees:lookup(-1, T0), gb_trees:is_defined(hd(Sorted), T0),
                    gb_trees:size(gb_trees:delete_any(hd(Sorted), T0)), gb_trees:to_list(gb_trees:balance(T0)) =:= gb_trees:to_list(T0),
                    [K || {K, _} <- walk(gb_trees:next(gb_trees:iterator_from(500, T0)))] =:= [K || K <- Sorted, K >= 500],
                    element(1, gb_trees:take_smallest(T0)), outcome:'of'(fun() -> gb_trees:insert(hd(Sorted), x, T0) end),
                    outcome:'of'(fun() -> gb_trees:get(-1, T0) end)]),
    queue_steps(),
    A0 = lists:foldl(fun(N, A) -> array:set(N rem 100, N, A) end, array:new([{default, none}]), Numbers),
    erlang:display([array:size(A0), array:sparse_size(A0), array:get(7, A0), array:get(1000, A0), length(array:to_list(A0)),
                    length(array:sparse_to_list(A0)), array:foldl(fun(_, none, S) -> S; (I, V, S) -> I + V + S end, 0, A0),
                    array:to_orddict(array:resize(5, array:from_list([a, b, c, d, e, f, g]))), array:to_list(array:reset(1, array:from_list([a, b, c], z))),
                    array:is_fix(array:fix(A0)), outcome:'of'(fun() -> array:set(10, x, array:new(3)) end), outcome:'of'(fun() -> array:get(-1, A0) end),
                    array:to_list(array:map(fun(I, _) -> I * I end, array:new(6)))]),
    L = [a, {b, 1}, {c, 2}, {b, 3}, {d, true}, "no", {e, 1, 2}, c],
    erlang:display([proplists:get_value(K, L) || K <- [a, b, c, d, e, f]] ++ [proplists:get_all_values(b, L), proplists:get_bool(d, L), proplists:get_bool(b, L),
                    proplists:delete(b, L), proplists:get_keys(L), proplists:lookup(c, L), proplists:lookup_all(c, L), proplists:is_defined(e, L),
                    proplists:compact([{a, true}, {b, 1}]), proplists:unfold([a, {b, 1}]), proplists:expand([{a, [x, y]}], [a, b]),
                    proplists:substitute_aliases([{b, z}], L), proplists:substitute_negations([{no_a, a}], [no_a, {no_a, false}]),
                    proplists:normalize(L, [{aliases, [{c, cc}]}]), proplists:split(L, [b, c]), proplists:to_map(L), proplists:get_value(f, L, default)]).

new(M) -> M:new().
from_list(M, L) -> M:from_list(L).

numbers(0, _) -> [];
numbers(N, X) -> [X rem 1000 | numbers(N - 1, (X * 1103515245 + 12345) band 16#7fffffff)].

walk(none) -> [];
walk({K, V, Next}) -> [{K, V} | walk(gb_trees:next(Next))].

queue_steps() ->
    Q = lists:foldl(fun(N, Q0) when N rem 3 =:= 0 -> {_, Q1} = queue:out(Q0), queue:in_r(N, Q1);
                       (N, Q0) when N rem 7 =:= 0 -> queue:reverse(Q0);
                       (N, Q0) -> queue:in(N, Q0)
                    end, queue:new(), lists:seq(1, 60)),
    erlang:display([queue:to_list(Q), queue:len(Q), queue:peek(Q), queue:peek_r(Q), queue:get(Q), queue:get_r(Q), queue:is_empty(Q), queue:member(50, Q)]),
    {A, B} = queue:split(5, Q),
    erlang:display([queue:to_list(A), queue:len(B), queue:to_list(queue:join(B, A)) =/= queue:to_list(Q), queue:to_list(queue:filter(fun(X) -> X rem 2 =:= 0 end, Q)),
                    queue:to_list(queue:drop(Q)) =:= tl(queue:to_list(Q)), queue:to_list(queue:drop_r(A)), queue:fold(fun(X, S) -> X + S end, 0, Q),
                    queue:any(fun(X) -> X > 59 end, Q), queue:all(fun is_integer/1, Q), queue:to_list(queue:delete(50, Q)) =:= queue:to_list(Q) -- [50],
                    queue:to_list(queue:filtermap(fun(X) -> X < 10 andalso {true, -X} end, Q)), queue:out_r(queue:new()), outcome:'of'(fun() -> queue:get(queue:new()) end)]).
