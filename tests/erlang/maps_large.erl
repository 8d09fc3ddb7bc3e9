%% SPDX-License-Identifier: Apache-2.0
%% Maps that grow past the border of small ones and shrink back, with keys of many types, many
%% updates, old versions still whole, and comparison of large maps.
-module(maps_large).
-export([main/0]).

-ifdef(SMALL).
-define(SIZE, 80).
-else.
-define(SIZE, 3000).
-endif.

main() ->
    Sizes = [31, 32, 33, 34, ?SIZE],
    Maps = [fill(N, #{}) || N <- Sizes],
    erlang:display([map_size(M) || M <- Maps]),
    erlang:display([check(N, M) || {N, M} <- lists:zip(Sizes, Maps)]),
    Large = lists:last(Maps),
    erlang:display([maps:get(K, Large, none) || K <- [1, ?SIZE, ?SIZE + 1, 0, 1.0, a]]),
    Updated = lists:foldl(fun(K, M) -> M#{K := -K} end, Large, lists:seq(1, ?SIZE, 2)),
    erlang:display({lists:sum(maps:values(Updated)), lists:sum(maps:values(Large))}),
    erlang:display(lists:sort(maps:keys(Updated)) =:= lists:seq(1, ?SIZE)),
    Shrunk = lists:foldl(fun maps:remove/2, Large, lists:seq(20, ?SIZE)),
    erlang:display({map_size(Shrunk), lists:sort(maps:to_list(Shrunk))}),
    erlang:display(Shrunk =:= fill(19, #{})),
    erlang:display([fill(50, #{}) =:= maps:from_list(lists:reverse([{K, K * K} || K <- lists:seq(1, 50)])), fill(50, #{}) == fill(51, #{}),
                    fill(50, #{}) < fill(51, #{})]),
    Mixed = maps:from_list(lists:append([[{K, int}, {{K}, tuple}, {[K], list}, {K * 1.5 + 0.25, float}, {list_to_atom("k" ++ integer_to_list(K)), atom}, {K bsl 70, big}]
                                         || K <- lists:seq(1, 30)])),
    erlang:display(map_size(Mixed)),
    erlang:display([[maps:get(Key, Mixed) || Key <- [K, {K}, [K], K * 1.5 + 0.25, list_to_atom("k" ++ integer_to_list(K)), K bsl 70]] || K <- [1, 15, 30]]),
    erlang:display(maps:fold(fun(_, V, #{} = Acc) -> Acc#{V => maps:get(V, Acc, 0) + 1} end, #{}, Mixed) =:= #{int => 30, tuple => 30, list => 30, float => 30, atom => 30, big => 30}),
    erlang:display(versions(40, #{}, [])),
    erlang:display(lists:sort(maps:to_list(maps:filter(fun(K, _) -> K rem (?SIZE div 8) =:= 0 end, Large)))),
    erlang:display(map_size(maps:merge(fill(100, #{}), maps:from_list([{K, x} || K <- lists:seq(51, 150)])))),
    erlang:display(lists:sum(maps:values(maps:map(fun(K, V) -> V - K end, fill(100, #{}))))),
    erlang:display(case Large of #{10 := T, 20 := H} -> {T, H} end),
    erlang:display(outcome:class(fun() -> Large#{nothing := 1} end)),
    erlang:display(iterate(maps:next(maps:iterator(fill(60, #{}))), 0)).

fill(0, M) -> M;
fill(N, M) -> fill(N - 1, M#{N => N * N}).

check(0, _) -> true;
check(N, M) ->
    Square = N * N,
    case M of
        #{N := Square} -> check(N - 1, M);
        #{} -> {missing, N}
    end.

versions(0, _, Acc) -> [map_size(M) || M <- Acc];
versions(N, M, Acc) -> versions(N - 1, M#{{key, N} => N}, [M | Acc]).

iterate(none, Sum) -> Sum;
iterate({_, V, Next}, Sum) -> iterate(maps:next(Next), Sum + V).
