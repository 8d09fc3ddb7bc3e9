%% SPDX-License-Identifier: Apache-2.0
%% A balanced tree of tuples as a dictionary: insertion in every order, lookup, update, deletion,
%% height and order kept, folds, old versions still whole; checked against lists.
-module(avl_tree).
-export([main/0]).

-ifdef(SMALL).
-define(SIZE, 60).
-else.
-define(SIZE, 2500).
-endif.

main() ->
    Ascending = from_list([{K, K * K} || K <- lists:seq(1, ?SIZE)]),
    Descending = from_list([{K, K * K} || K <- lists:seq(?SIZE, 1, -1)]),
    Random = from_list([{K, K * K} || K <- shuffled(?SIZE)]),
    Trees = [Ascending, Descending, Random],
    erlang:display([{height(T), valid(T), size_of(T)} || T <- Trees]),
    erlang:display([to_list(T) =:= to_list(Ascending) || T <- Trees]),
    erlang:display([find(K, Random) || K <- [1, ?SIZE div 2, ?SIZE, ?SIZE + 1, 0, a]]),
    Updated = store(?SIZE div 2, changed, Random),
    erlang:display({find(?SIZE div 2, Updated), find(?SIZE div 2, Random), size_of(Updated)}),
    Odd = lists:foldl(fun delete/2, Random, lists:seq(2, ?SIZE, 2)),
    erlang:display({valid(Odd), size_of(Odd), height(Odd) =< height(Random), find(2, Odd), find(3, Odd)}),
    erlang:display(size_of(Random)),
    Empty = lists:foldl(fun delete/2, Random, shuffled(?SIZE)),
    erlang:display(Empty),
    erlang:display(delete(5, Odd) =/= Odd),
    erlang:display(fold(fun(K, V, Sum) -> (Sum + K * 31 + V) rem 1000003 end, 0, Random)),
    Mixed = from_list([{K, type(K)} || K <- [b, "str", 1.5, {t}, 3, [], a, 1 bsl 70, {}, "sts", <<"x">>, -1]]),
    erlang:display(to_list(Mixed)),
    erlang:display([find(K, Mixed) || K <- ["str", {t}, 1.5, 3.0, b, c]]),
    erlang:display(lists:sublist(counts("a man a plan a canal panama"), 8)),
    Versions = versions(20, nil, []),
    erlang:display([size_of(V) || V <- Versions]),
    erlang:display(lists:all(fun valid/1, Versions)).

type(K) when is_number(K) -> number;
type(K) when is_list(K) -> list;
type(_) -> other.

shuffled(N) -> [K || {_, K} <- lists:sort(shuffled(N, 12345, []))].

shuffled(0, _, Acc) -> Acc;
shuffled(N, Seed, Acc) -> shuffled(N - 1, (Seed * 1103515245 + 12345) band 16#7FFFFFFF, [{Seed bsr 8, N} | Acc]).

from_list(Pairs) -> lists:foldl(fun({K, V}, T) -> store(K, V, T) end, nil, Pairs).

%% nil or {Height, Key, Value, Left, Right}.
height(nil) -> 0;
height({H, _, _, _, _}) -> H.

size_of(nil) -> 0;
size_of({_, _, _, L, R}) -> size_of(L) + 1 + size_of(R).

find(_, nil) -> none;
find(K, {_, N, _, L, _}) when K < N -> find(K, L);
find(K, {_, N, _, _, R}) when K > N -> find(K, R);
find(_, {_, _, V, _, _}) -> {ok, V}.

store(K, V, nil) -> {1, K, V, nil, nil};
store(K, V, {_, N, W, L, R}) when K < N -> balanced(N, W, store(K, V, L), R);
store(K, V, {_, N, W, L, R}) when K > N -> balanced(N, W, L, store(K, V, R));
store(K, V, {H, _, _, L, R}) -> {H, K, V, L, R}.

delete(_, nil) -> nil;
delete(K, {_, N, V, L, R}) when K < N -> balanced(N, V, delete(K, L), R);
delete(K, {_, N, V, L, R}) when K > N -> balanced(N, V, L, delete(K, R));
delete(_, {_, _, _, L, nil}) -> L;
delete(_, {_, _, _, nil, R}) -> R;
delete(_, {_, _, _, L, R}) ->
    {K, V} = least(R),
    balanced(K, V, L, delete(K, R)).

least({_, K, V, nil, _}) -> {K, V};
least({_, _, _, L, _}) -> least(L).

node_of(K, V, L, R) -> {max(height(L), height(R)) + 1, K, V, L, R}.

balanced(K, V, L, R) ->
    case height(L) - height(R) of
        2 -> lean_left(K, V, L, R);
        -2 -> lean_right(K, V, L, R);
        _ -> node_of(K, V, L, R)
    end.

lean_left(K, V, {_, LK, LV, LL, LR}, R) ->
    case height(LL) >= height(LR) of
        true -> node_of(LK, LV, LL, node_of(K, V, LR, R));
        false ->
            {_, MK, MV, ML, MR} = LR,
            node_of(MK, MV, node_of(LK, LV, LL, ML), node_of(K, V, MR, R))
    end.

lean_right(K, V, L, {_, RK, RV, RL, RR}) ->
    case height(RR) >= height(RL) of
        true -> node_of(RK, RV, node_of(K, V, L, RL), RR);
        false ->
            {_, MK, MV, ML, MR} = RL,
            node_of(MK, MV, node_of(K, V, L, ML), node_of(RK, RV, MR, RR))
    end.

valid(nil) -> true;
valid({H, _, _, L, R} = T) ->
    H =:= max(height(L), height(R)) + 1 andalso abs(height(L) - height(R)) < 2 andalso valid(L) andalso valid(R)
        andalso (H > 4 orelse ordered(to_list(T))).

ordered([{A, _}, {B, _} = Next | T]) -> A < B andalso ordered([Next | T]);
ordered(_) -> true.

to_list(T) -> fold_right(fun(K, V, Acc) -> [{K, V} | Acc] end, [], T).

fold_right(_, Acc, nil) -> Acc;
fold_right(F, Acc, {_, K, V, L, R}) -> fold_right(F, F(K, V, fold_right(F, Acc, R)), L).

fold(_, Acc, nil) -> Acc;
fold(F, Acc, {_, K, V, L, R}) -> fold(F, F(K, V, fold(F, Acc, L)), R).

counts(Text) ->
    Tree = lists:foldl(fun(C, T) ->
                               case find(C, T) of
                                   none -> store(C, 1, T);
                                   {ok, N} -> store(C, N + 1, T)
                               end
                       end, nil, Text),
    lists:reverse(lists:keysort(2, to_list(Tree))).

versions(0, _, Acc) -> Acc;
versions(N, T, Acc) -> versions(N - 1, store(N * 7 rem 20, N, T), [T | Acc]).
