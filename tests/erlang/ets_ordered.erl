%% SPDX-License-Identifier: Apache-2.0
%%
%% Ordered sets: keys that are == are one, neighbours, ranges, continuations both ways.
-module(ets_ordered).
-export([main/0]).

-ifdef(SMALL).
-define(ROWS, 300).
-else.
-define(ROWS, 3000).
-endif.

main() ->
    T = ets:new(t, [ordered_set]),
    ets:insert(T, [{K, N} || {K, N} <- lists:zip([3, 1, 2.0, a, "x", {1}, <<"b">>, 2, [], 1.5, #{}], lists:seq(1, 11))]),
    erlang:display({ets:tab2list(T), ets:info(T, size), ets:lookup(T, 2.0), ets:member(T, 1.0), ets:lookup(T, 3.0)}),
    erlang:display([{ets:next(T, K), ets:prev(T, K)} || K <- [0, 1, 1.0, 1.2, 7, b, {}, [z], <<"zz">>]]),
    erlang:display({ets:first(T), ets:last(T), ets:first(ets:new(e, [ordered_set])), ets:last(ets:new(e, [ordered_set]))}),
    random(),
    parts(),
    prefixes(),
    changes().

random() ->
    T = ets:new(t, [ordered_set]),
    rand:seed(exsss, {1, 2, 3}),
    Model = lists:foldl(fun(N, M) ->
        K = rand:uniform(?ROWS div 3),
        case rand:uniform(3) of
            1 -> ets:delete(T, K), maps:remove(K, M);
            _ -> ets:insert(T, {K, N}), M#{K => N}
        end
    end, #{}, lists:seq(1, ?ROWS)),
    List = lists:sort(maps:to_list(Model)),
    erlang:display({List =:= ets:tab2list(T), length(List) =:= ets:info(T, size), List =:= slots(T, 0), lists:reverse(List) =:= backward(T, ets:last(T))}).

slots(T, N) ->
    case ets:slot(T, N) of
        '$end_of_table' -> [];
        [Row] -> [Row | slots(T, N + 1)]
    end.

backward(_, '$end_of_table') -> [];
backward(T, K) -> [hd(ets:lookup(T, K)) | backward(T, ets:prev(T, K))].

parts() ->
    T = ets:new(t, [ordered_set]),
    ets:insert(T, [{N, N rem 3} || N <- lists:seq(1, 50)]),
    [erlang:display({F, N, all(ets:F(T, [{{'$1', 1}, [], ['$1']}], N), F)}) || N <- [1, 7, 17, 20], F <- [select, select_reverse]],
    {First, C} = ets:match_object(T, {'_', 2}, 4),
    ets:delete(T, 11),
    ets:delete(T, 14),
    ets:insert(T, {12, 2}),
    {Second, _} = ets:match_object(C),
    erlang:display({First, Second}).

all('$end_of_table', _) -> [];
all({L, '$end_of_table'}, _) -> [L];
all({L, C}, F) -> [L | all(ets:F(C), F)].

prefixes() ->
    T = ets:new(t, [ordered_set]),
    ets:insert(T, [{{A, B}, C} || A <- [1, 2, 3], B <- [x, y, z], C <- [0]] ++ [{[A, B], A} || A <- [1, 2, 3], B <- [1, 2]] ++ [{1, 1}, {{1}, 1}, {{1, 2, 3}, 1}]),
    [erlang:display(ets:match_object(T, {K, '_'})) || K <- [{2, '_'}, {'_', y}, {2, y}, {2, '$1'}, [2 | '_'], ['_', 2], '_', {'_'}, {1, 2, '_'}, {5, '_'}, {0, '_'}]],
    [erlang:display(ets:match_object(T, {K, '_'}, 2)) || K <- [{2, y}, {5, '_'}]],
    erlang:display({ets:select_count(T, [{{{2, '_'}, '_'}, [], [true]}]), ets:select_delete(T, [{{{2, '_'}, '_'}, [], [true]}]), ets:info(T, size)}).

changes() ->
    T = ets:new(t, [ordered_set]),
    ets:insert(T, [{N, N} || N <- lists:seq(1, ?ROWS)]),
    erlang:display(ets:select_replace(T, [{{'$1', '$2'}, [{'=:=', {'rem', '$1', 2}, 0}], [{{'$1', {'*', '$2', 2}}}]}])),
    erlang:display(ets:select_delete(T, [{{'$1', '_'}, [{'=:=', {'rem', '$1', 3}, 0}], [true]}])),
    erlang:display({ets:info(T, size), erlang:phash2(ets:tab2list(T)), ets:foldl(fun({_, V}, S) -> S + V end, 0, T), hd(ets:foldr(fun(R, L) -> [R | L] end, [], T))}).
