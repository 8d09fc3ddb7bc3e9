%% SPDX-License-Identifier: Apache-2.0
%% Order and equality of maps, small and large: by size, by keys (integers before floats), by values; what is equal with ==
%% and =:=; sorting; and the order in which large maps with keys of each type are gone through and shown.
-module(maps_order).
-export([main/0]).

main() ->
    Maps = [#{}, #{a => 1}, #{a => 2}, #{b => 1}, #{1 => a}, #{1.0 => a}, #{2 => a}, #{0.5 => a}, #{a => 1, b => 2}, #{a => 1, c => 0}, #{1 => 1.0}, #{1 => 1},
            #{#{} => 1}, #{#{1 => 1} => 1}, #{#{1.0 => 1} => 1}, #{{1} => 1}, #{{1.0} => 1}, #{[] => 1}, #{<<>> => 1}, #{1 bsl 70 => 1}, #{1.0e30 => 1}],
    erlang:display([[compare(A, B) || B <- Maps] || A <- Maps]),
    erlang:display(lists:sort(Maps)),
    Base = maps:from_list([{K, K} || K <- lists:seq(1, 40)]),
    Large = [Base, Base#{41 => 0}, Base#{1 := 1.0}, Base#{1 := 0}, Base#{40 := 41}, Base#{40 := 39, 2 := 3}, maps:remove(1, Base#{1.0 => 1}), maps:remove(40, Base#{50 => 0}),
             maps:remove(40, Base#{0 => 0}), maps:remove(40, Base#{a => 0}), maps:remove(1, maps:remove(2, Base#{{1} => 1, {2} => 2})), Base#{7 := Base}, Base#{7 := Base#{3 := x}},
             maps:remove(5, Base#{Base => 5}), maps:remove(5, Base#{Base#{3 := x} => 5})],
    erlang:display([[compare(A, B) || B <- Large] || A <- Large]),
    erlang:display([position(M, Large) || M <- lists:sort(Large)]),
    erlang:display([A < B || A <- [Base, #{}], B <- [x, {}, [], [a], <<>>, 1, self()]]),
    KeyLists = [lists:seq(-20, 20), [K * 0.75 || K <- lists:seq(1, 40)], [{K, K rem 3} || K <- lists:seq(1, 40)], [integer_to_list(K * 37) || K <- lists:seq(1, 40)],
                [<<K:12>> || K <- lists:seq(1, 40)], [(1 bsl 64) + K || K <- lists:seq(1, 40)], [[K, {K}] || K <- lists:seq(300, 340)], [#{K => <<K>>} || K <- lists:seq(1, 40)]],
    lists:foreach(
        fun(Keys) ->
            M = maps:from_list([{K, x} || K <- Keys]),
            erlang:display(M),
            erlang:display(maps:keys(M)),
            erlang:display(maps:to_list(M) =:= [{K, x} || K <- maps:keys(M)]),
            erlang:display(maps:fold(fun(K, x, A) -> [K | A] end, [], M) =:= maps:keys(M))
        end, KeyLists),
    erlang:display(lists:sort(lists:append([maps:keys(maps:from_list([{K, K} || K <- Keys])) || Keys <- KeyLists])) =:= lists:sort(lists:append(KeyLists))).

compare(A, B) -> {if A < B -> lt; A > B -> gt; true -> eq end, A == B, A =:= B, erts_internal:cmp_term(A, B)}.

position(M, [M | _]) -> 1;
position(M, [_ | Rest]) -> 1 + position(M, Rest).
