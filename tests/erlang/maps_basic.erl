%% SPDX-License-Identifier: Apache-2.0
%% Small maps: literals, reading by match and by function, update and insertion, equality and
%% order, keys of every type, and the errors. Shown as sorted lists, for the order inside differs.
-module(maps_basic).
-export([main/0]).

main() ->
    M = outcome:id(#{a => 1, "b" => two, 3 => [x], {t} => 4.5, 6.0 => six}),
    erlang:display(list(M)),
    erlang:display(map_size(M)),
    #{a := A, 3 := [X]} = M,
    erlang:display({A, X}),
    erlang:display([map_get(K, M) || K <- [a, "b", 3, {t}, 6.0]]),
    erlang:display([maps:get(K, M) || K <- [a, "b"]]),
    erlang:display([maps:get(K, M, default) || K <- [a, 3.0, 6, none]]),
    erlang:display([is_map_key(K, M) || K <- [a, b, 3, 3.0, 6, 6.0]]),
    erlang:display([maps:is_key(K, M) || K <- [a, b]]),
    erlang:display([maps:find(K, M) || K <- [a, b]]),
    erlang:display([list(M#{a := changed}), list(M#{new => n}), list(M#{a => 0, z => 1, 3 := y}), list(M)]),
    erlang:display([list(maps:put(K, v, M)) || K <- [a, k]]),
    erlang:display([list(maps:remove(K, M)) || K <- [a, k]]),
    erlang:display(list(maps:merge(#{a => 1, b => 2}, #{b => 3, c => 4}))),
    erlang:display([lists:sort(maps:keys(M)), lists:sort(maps:values(#{x => 3, y => 1}))]),
    erlang:display(list(maps:from_list([{K, K * K} || K <- lists:seq(1, 10)]))),
    erlang:display(list(maps:map(fun(_, V) -> {V} end, #{x => 1, y => 2}))),
    erlang:display(list(maps:filter(fun(_, V) -> V > 1 end, #{x => 1, y => 2, z => 3}))),
    erlang:display(maps:fold(fun(_, V, Acc) -> V + Acc end, 0, #{x => 1, y => 2, z => 3})),
    erlang:display([#{} =:= maps:new(), #{a => 1} == #{a => 1.0}, #{a => 1} =:= #{a => 1.0}, #{a => 1, b => 2} =:= #{b => 2, a => 1}, #{1 => a} == #{1.0 => a},
                    #{a => 1} =/= #{a => 1, b => 2}]),
    erlang:display([#{a => 1} < #{a => 2}, #{a => 2} < #{a => 1, b => 1}, #{a => 1} < #{b => 0}, #{} < [], #{} > {}, #{1 => b} < #{1 => a}, #{2 => a} > #{1 => b}]),
    erlang:display(lists:map(fun list/1, lists:sort([#{b => 1}, #{a => 2}, #{}, #{a => 1}, #{a => 1, b => 0}]))),
    erlang:display([match(V) || V <- outcome:id([#{}, #{type => circle, r => 2}, #{type => square, side => 3}, #{type => other}, #{list => [1, 2]}, not_a_map, #{deep => #{er => 5}}])]),
    Key = outcome:id({computed, key}),
    erlang:display(with_bound_key(Key, #{Key => found, other => 1})),
    erlang:display(with_bound_key(missing, #{Key => found})),
    erlang:display([outcome:'of'(F) || F <- [fun() -> map_get(none, M) end, fun() -> maps:get(none, M) end, fun() -> map_get(a, outcome:id(5)) end,
                                             fun() -> (outcome:id(#{}))#{a := 1} end, fun() -> (outcome:id(a))#{a => 1} end, fun() -> map_size(outcome:id([])) end,
                                             fun() -> #{x := V} = outcome:id(#{y => 1}), V end, fun() -> is_map_key(a, outcome:id([])) end]]),
    erlang:display([guard(V) || V <- outcome:id([#{}, #{a => 1}, #{b => 1, c => 2}, #{n => 5}, x])]),
    erlang:display([is_map(V) || V <- outcome:id([#{}, #{a => 1}, [], {}])]),
    erlang:display(counts("mississippi")),
    erlang:display(nested()),
    Me = self(),
    spawn(fun() -> Me ! {map, M#{sent => true}} end),
    erlang:display(receive {map, #{sent := Sent} = R} -> {Sent, R =:= M#{sent => true}} end).

list(M) -> lists:sort(maps:to_list(M)).

match(#{type := circle, r := R}) -> {circle, R};
match(#{type := square} = M) -> {square, map_get(side, M)};
match(#{type := T}) -> {type, T};
match(#{list := [H | _]}) -> {list, H};
match(#{deep := #{er := N}}) -> {deeper, N};
match(#{}) -> some_map;
match(_) -> none.

with_bound_key(Key, Map) ->
    case Map of
        #{Key := Value} -> {ok, Value};
        #{} -> missing
    end.

guard(M) when map_size(M) =:= 0 -> empty;
guard(M) when map_get(a, M) =:= 1 -> a_is_one;
guard(#{n := N}) when N > 3 -> large_n;
guard(M) when is_map_key(b, M) -> has_b;
guard(_) -> none.

counts(Text) ->
    list(lists:foldl(fun(C, M) ->
                             case M of
                                 #{C := N} -> M#{C := N + 1};
                                 #{} -> M#{C => 1}
                             end
                     end, #{}, Text)).

nested() ->
    M0 = outcome:id(#{user => #{name => "Ann", tags => []}}),
    #{user := #{tags := Tags} = User} = M0,
    M1 = M0#{user := User#{tags := [new | Tags]}},
    #{user := #{tags := After, name := Name}} = M1,
    #{user := #{tags := Before}} = M0,
    {After, Before, Name}.
