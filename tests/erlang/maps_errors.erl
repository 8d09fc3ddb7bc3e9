%% SPDX-License-Identifier: Apache-2.0
%% What the instructions and functions of maps raise, for small and large maps and for what is no map: class, reason and
%% the trace with arguments.
-module(maps_errors).
-export([main/0]).

main() ->
    Small = #{a => 1, 2 => b},
    Large = maps:from_list([{K, K} || K <- lists:seq(1, 50)]),
    Funs = [fun(M) -> M#{x => 1} end, fun(M) -> M#{x := 1} end, fun(M) -> M#{a := 1, x := 2, y := 3} end, fun(M) -> M#{x => 1, y := 2} end, fun(M) -> map_get(x, M) end,
            fun(M) -> map_size(M) end, fun(M) -> is_map_key(x, M) end, fun(M) -> #{x := V} = M, V end, fun(M) -> maps:get(x, M) end, fun(M) -> maps:get(x, M, default) end,
            fun(M) -> maps:find(x, M) end, fun(M) -> maps:is_key(x, M) end, fun(M) -> maps:put(x, y, M) end, fun(M) -> maps:update(x, y, M) end, fun(M) -> maps:remove(x, M) end,
            fun(M) -> maps:take(x, M) end, fun(M) -> length(maps:keys(M)) end, fun(M) -> length(maps:values(M)) end, fun(M) -> maps:merge(M, #{a => 1}) =:= M end,
            fun(M) -> maps:merge(#{a => 1}, M) =:= M end, fun(M) -> length(maps:to_list(M)) end, fun(M) -> maps:size(M) end, fun(M) -> maps:iterator(M), ok end, fun(M) -> maps:next(M) end,
            fun(M) -> maps:fold(fun(_, _, A) -> A + 1 end, 0, M) end, fun(M) -> maps:map(fun(_, V) -> V end, M) =:= M end, fun(M) -> maps:filter(fun(_, _) -> true end, M) =:= M end,
            fun(M) -> maps:with([a], M) end, fun(M) -> map_size(maps:without([a], M)) end, fun(M) -> maps:update_with(x, fun(V) -> V end, M) end, fun(M) -> maps:from_list(M) end,
            fun(M) -> maps:from_keys(M, v) end, fun(M) -> maps:from_list([{a, 1} | M]) end, fun(M) -> erts_internal:map_next(0, M, x) end, fun(M) -> erts_internal:map_next(-1, M, []) end,
            fun(M) -> erts_internal:map_next(1 bsl 100, M, []) end, fun(M) -> erts_internal:map_next(15, M, iterator) =/= x end, fun(M) -> size_of(M) end],
    lists:foreach(fun(M) -> erlang:display([shown(outcome(F, M), Large) || F <- Funs]) end, [Small, Large, #{}, [], {a, b}, a, [{a, b}], [a], [a | b], 17]),
    erlang:display([outcome(fun maps:from_list/1, L) || L <- [[], [{a, 1}], [{a, 1}, {a, 2}], [{a}], [{a, 1, 2}], [{a, 1} | x], [x]]]),
    erlang:display(guards([Small, Large, [], a])).

size_of(M) when map_size(M) > 0 -> {size, map_size(M)};
size_of(_) -> none.

guards(Terms) -> [[G(T) || G <- [fun g1/1, fun g2/1, fun g3/1]] || T <- Terms].

g1(M) when map_get(a, M) =:= 1 -> yes;
g1(_) -> no.

g2(M) when is_map_key(a, M); is_atom(M) -> yes;
g2(_) -> no.

g3(M) when not is_map_key(zz, M) -> yes;
g3(_) -> no.

outcome(F, M) ->
    try {ok, F(M)}
    catch
        C:R:T -> {C, R, [{Mod, Fun, Args} || {Mod, Fun, Args, _} <- T, Mod =/= maps_errors, Mod =/= init, Mod =/= lists]}
    end.

%% Large maps are shown short.
shown(Large, Large) -> large;
shown(M, _) when map_size(M) > 40 -> {map, map_size(M)};
shown(T, L) when is_tuple(T) -> list_to_tuple(shown(tuple_to_list(T), L));
shown([H | T], L) -> [shown(H, L) | shown(T, L)];
shown(T, _) when is_function(T) -> a_fun;
shown(T, _) -> T.
