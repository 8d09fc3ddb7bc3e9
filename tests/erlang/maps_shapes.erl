%% SPDX-License-Identifier: Apache-2.0
%% One place in the code that meets maps of many shapes: the key at another place, at the end, missing, in a large map,
%% no map at all; with keys that are atoms, integers, floats, tuples, strings and variables.
-module(maps_shapes).
-export([main/0]).

main() ->
    Small = [#{}, #{k => 1}, #{a => 0, k => 2}, #{a => 0, b => 0, k => 3}, #{k => 4, z => 0}, #{a => 0, z => 0}, #{1 => 0, k => 5, [] => 1},
             maps:from_list([{I, I} || I <- lists:seq(1, 31)] ++ [{k, 6}]), maps:from_list([{I, I} || I <- lists:seq(1, 32)] ++ [{k, 7}]),
             maps:from_list([{{I}, I} || I <- lists:seq(1, 100)]), maps:from_list([{list_to_atom([I]), I} || I <- lists:seq($a, $z)])],
    Terms = Small ++ [[], k, {k, 1}, 17, <<"k">>] ++ lists:reverse(Small),
    erlang:display([atom(T) || T <- Terms]),
    erlang:display([two(T) || T <- Terms]),
    erlang:display([has(T) || T <- Terms]),
    erlang:display([guard(T) || T <- Terms]),
    erlang:display([catch is_map_key(k, M) || M <- Terms]),
    erlang:display([element(1, hd(element(2, element(2, catch {x, {y, [{1, catch map_get(k, M)}]}})))) || M <- Terms]),
    erlang:display([outcome:class(fun() -> map_get(k, M) end) || M <- Terms]),
    erlang:display([outcome:class(fun() -> maps:get(k, M) end) || M <- Terms]),
    erlang:display([catch map_size(M) || M <- Small]),
    Keys = [k, 1, 2, 1.0, 2.0, [], {1}, {1.0}, "ab", <<"ab">>, 1 bsl 70, #{}, #{k => 1}],
    All = maps:from_list([{K, I} || {K, I} <- lists:zip(Keys, lists:seq(1, length(Keys)))]),
    Large = maps:merge(maps:from_list([{{I, large}, I} || I <- lists:seq(1, 64)]), All),
    erlang:display([[variable(K, M) || M <- [All, Large, #{K => here}, #{}]] || K <- Keys ++ [3, {2}, "b", b]]),
    erlang:display([[literal(K, M) || M <- [All, Large]] || K <- lists:seq(1, 6)]),
    erlang:display([exact(T) || T <- Small]),
    erlang:display([assoc(T) || T <- Small -- [lists:nth(9, Small), lists:nth(10, Small)]]),
    erlang:display(loop(500, Small, Small, 0)).

atom(#{k := V}) -> V;
atom(M) when is_map(M) -> none;
atom(_) -> no_map.

two(#{a := A, k := K}) -> {A, K};
two(#{z := Z, k := K}) -> [Z, K];
two(#{k := K}) -> K;
two(#{}) -> none;
two(_) -> no_map.

has(#{k := _, a := _}) -> both;
has(#{k := _}) -> k;
has(#{a := _}) -> a;
has(_) -> none.

guard(M) when map_get(k, M) > 3 -> large;
guard(M) when is_map_key(k, M), map_size(M) < 3 -> {small, map_size(M)};
guard(M) when map_size(M) > 0 -> map_size(M);
guard(_) -> other.

variable(K, M) ->
    case M of
        #{K := V} -> V;
        #{} -> none
    end.

literal(1, #{1 := V}) -> V;
literal(2, #{1.0 := V}) -> V;
literal(3, #{[] := V}) -> V;
literal(4, #{{1} := V}) -> V;
literal(5, #{"ab" := V}) -> V;
literal(6, #{16#400000000000000000 := V}) -> V.

exact(M) ->
    try M#{k := new} of
        #{k := new} = N -> map_size(N) - map_size(M)
    catch
        error:{badkey, k} -> badkey
    end.

assoc(M) -> lists:sort(maps:to_list(maps:with([k, l, a], M#{k => new, l => M}))).

loop(0, _, _, Sum) -> Sum;
loop(N, [], All, Sum) -> loop(N, All, All, Sum);
loop(N, [#{k := V} | Rest], All, Sum) -> loop(N - 1, Rest, All, Sum + V);
loop(N, [_ | Rest], All, Sum) -> loop(N - 1, Rest, All, Sum + 1).
