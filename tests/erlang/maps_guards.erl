%% SPDX-License-Identifier: Apache-2.0
%%
%% Updates of maps in guards: one that fails makes the guard fail. And integers of very many bits, most of them zero.
-module(maps_guards).
-export([main/0]).

main() ->
    Values = [#{}, #{a => b}, #{a => c, x => y}, large(40), (large(40))#{a => 1}, not_a_map, [], {}],
    [erlang:display({update, update(V)}) || V <- Values],
    [erlang:display({add, add(V)}) || V <- Values],
    [erlang:display({many, many(V)}) || V <- Values],
    [erlang:display({computed, computed(V, K)}) || V <- Values, K <- [a, x, 7]],
    [erlang:display({alternatives, alternatives(V)}) || V <- Values],
    erlang:display({stays, stays(#{b => 1}, [1, 2])}),
    erlang:display({zeros, zeros(1 bsl 26)}).

large(N) -> maps:from_list([{I, I} || I <- lists:seq(1, N)]).

update(M) when M#{a := b} =:= #{a => b} -> equal;
update(M) when M#{a := b} =:= M#{a := b} -> has_a;
update(M) when is_map(M) -> has_none;
update(_) -> no_map.

add(M) when M#{a => b} =:= #{a => b} -> equal;
add(M) when map_size(M#{a => b}) > 1 -> larger;
add(_) -> no_map.

many(M) when map_size(M#{a := 1, x := 2}) > 0 -> both;
many(M) when map_size(M#{x := 2, a => 1}) > 0 -> x;
many(M) when map_size(M#{a := 2, x => 1}) > 0 -> a;
many(_) -> neither.

computed(M, K) when M#{K := 1} =:= M -> same;
computed(M, K) when map_get(K, M#{K := 2}) =:= 2 -> changed;
computed(_, _) -> missing.

alternatives(M) when map_size(M#{x := 1}) > 0; map_size(M#{a := 1}) > 0; M =:= [] -> one;
alternatives(_) -> none.

%% What is in registers is still there where the guard has failed.
stays(M, L) when map_size(M#{a := L}) > 0 -> {failed, M, L};
stays(M, L) -> {M, L, length(L)}.

zeros(Bits) ->
    Bin = <<0:Bits, 5:32, 7:8>>,
    Size = Bits + 32,
    <<N:Size, 7>> = Bin,
    N.
