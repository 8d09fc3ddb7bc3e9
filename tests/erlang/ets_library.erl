%% SPDX-License-Identifier: Apache-2.0
%%
%% OTP modules that live on ETS: digraph, sofs over tables, tables in queries.
-module(ets_library).
-export([main/0]).

main() ->
    G = digraph:new(),
    [digraph:add_vertex(G, V) || V <- lists:seq(1, 12)],
    [digraph:add_edge(G, A, B) || A <- lists:seq(1, 12), B <- [A * 2, A * 3], B =< 12],
    erlang:display({digraph:get_path(G, 1, 12) =/= false, lists:sort(digraph_utils:reachable([2], G)), digraph_utils:is_acyclic(G), digraph:no_edges(G)}),
    erlang:display({lists:sort(digraph:out_neighbours(G, 2)), lists:sort(digraph:in_neighbours(G, 6))}),
    digraph:del_vertex(G, 2),
    erlang:display({digraph:no_vertices(G), digraph:no_edges(G), digraph:get_path(G, 2, 4)}),
    digraph:delete(G),
    T = ets:new(t, [ordered_set]),
    ets:insert(T, [{N, N * N} || N <- lists:seq(1, 20)]),
    Q = qlc:keysort(2, ets:table(T, {traverse, {select, [{{'$1', '$2'}, [{'>', '$2', 100}], ['$_']}]}})),
    erlang:display(qlc:e(Q)),
    erlang:display(ets:match_spec_run([{1, 2}, {3, 4}], ets:match_spec_compile([{{'$1', '$2'}, [], [{'+', '$1', '$2'}]}]))).
