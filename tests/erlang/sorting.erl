%% SPDX-License-Identifier: Apache-2.0
%% Six ways to sort the same lists, compared with lists:sort/1: random, sorted, reversed, constant,
%% empty, mixed types; and stability.
-module(sorting).
-export([main/0]).

-ifdef(SMALL).
-define(SIZE, 40).
-else.
-define(SIZE, 1500).
-endif.

main() ->
    Lists = [[], [1], [2, 1], random(?SIZE, 7, []), lists:seq(1, ?SIZE), lists:seq(?SIZE, 1, -1), lists:duplicate(?SIZE, 5),
             [3, a, 1.25, {x}, "s", 1, [], 2.5, b, 1 bsl 70, -1], [X rem 10 || X <- random(?SIZE, 11, [])]],
    [erlang:display({Name, [Sort(L) =:= lists:sort(L) || L <- Lists]})
     || {Name, Sort} <- [{merge, fun merge_sort/1}, {bottom_up, fun bottom_up/1}, {quick, fun quick_sort/1},
                         {heap, fun heap_sort/1}, {tree, fun tree_sort/1}, {insertion, fun insertion_small/1}]],
    Pairs = [{X rem 7, I} || {X, I} <- lists:zip(random(200, 3, []), lists:seq(1, 200))],
    erlang:display(stable(Pairs) =:= lists:keysort(1, Pairs)),
    erlang:display(lists:sublist(merge_sort(random(?SIZE, 7, [])), 10)),
    erlang:display(radix([170, 45, 75, 90, 802, 24, 2, 66, 0, 1023])),
    erlang:display(counting("the quick brown fox jumps over the lazy dog")),
    erlang:display(inversions(random(100, 99, []))),
    erlang:display(select(50, random(101, 5, []))).

random(0, _, Acc) -> Acc;
random(N, Seed, Acc) ->
    Next = (Seed * 1103515245 + 12345) band 16#7FFFFFFF,
    random(N - 1, Next, [Next bsr 12 | Acc]).

merge_sort([]) -> [];
merge_sort([X]) -> [X];
merge_sort(L) ->
    {A, B} = halve(L, [], []),
    merge(merge_sort(A), merge_sort(B)).

halve([], A, B) -> {A, B};
halve([X | T], A, B) -> halve(T, B, [X | A]).

merge([], B) -> B;
merge(A, []) -> A;
merge([X | A], [Y | _] = B) when X < Y -> [X | merge(A, B)];
merge([X | _] = A, [Y | B]) when Y < X -> [Y | merge(A, B)];
merge([X | A], B) -> [X | merge(A, B)].

bottom_up(L) -> rounds([[X] || X <- L]).

rounds([]) -> [];
rounds([L]) -> L;
rounds(Ls) -> rounds(pairs(Ls)).

pairs([A, B | T]) -> [merge_stable(A, B) | pairs(T)];
pairs(T) -> T.

merge_stable([X | A], [Y | _] = B) when X =< Y -> [X | merge_stable(A, B)];
merge_stable(A, [Y | B]) when A =/= [] -> [Y | merge_stable(A, B)];
merge_stable([], B) -> B;
merge_stable(A, []) -> A.

quick_sort([]) -> [];
quick_sort(L) ->
    Pivot = lists:nth((length(L) + 1) div 2, L),
    {Less, Equal, More} = split(Pivot, L, [], [], []),
    quick_sort(Less) ++ Equal ++ quick_sort(More).

split(_, [], L, E, M) -> {lists:reverse(L), lists:reverse(E), lists:reverse(M)};
split(P, [H | T], L, E, M) when H < P -> split(P, T, [H | L], E, M);
split(P, [H | T], L, E, M) when H > P -> split(P, T, L, E, [H | M]);
split(P, [H | T], L, E, M) -> split(P, T, L, [H | E], M).

%% A leftist heap of {Rank, Key, Number, Left, Right}; the number keeps equal keys in order.
heap_sort(L) -> drain(fill(L, 0, empty)).

fill([], _, Heap) -> Heap;
fill([X | T], N, Heap) -> fill(T, N + 1, join({1, X, N, empty, empty}, Heap)).

drain(empty) -> [];
drain({_, X, _, L, R}) -> [X | drain(join(L, R))].

join(empty, H) -> H;
join(H, empty) -> H;
join({_, X, N, L, R}, {_, Y, M, _, _} = H) when X < Y; X == Y, N < M -> balance(X, N, L, join(R, H));
join(H, {_, Y, M, L, R}) -> balance(Y, M, L, join(R, H)).

balance(X, N, L, R) ->
    case {rank(L), rank(R)} of
        {A, B} when A >= B -> {B + 1, X, N, L, R};
        {A, _} -> {A + 1, X, N, R, L}
    end.

rank(empty) -> 0;
rank({R, _, _, _, _}) -> R.

tree_sort(L) when length(L) > 100 ->
    %% Shuffled by halves, so that sorted input does not make a list of the tree.
    case lists:split(length(L) div 2, L) of
        {A, B} -> merge_stable(tree_sort(A), tree_sort(B))
    end;
tree_sort(L) -> flatten(lists:foldl(fun insert/2, nil, L), []).

insert(X, nil) -> {nil, X, nil};
insert(X, {L, Y, R}) when X < Y -> {insert(X, L), Y, R};
insert(X, {L, Y, R}) -> {L, Y, insert(X, R)}.

flatten(nil, Acc) -> Acc;
flatten({L, X, R}, Acc) -> flatten(L, [X | flatten(R, Acc)]).

insertion_small(L) when length(L) > 200 -> lists:sort(insertion(lists:sublist(L, 100)) ++ lists:nthtail(100, L));
insertion_small(L) -> insertion(L).

insertion(L) -> lists:foldr(fun put_in/2, [], L).

put_in(X, [Y | T]) when X > Y -> [Y | put_in(X, T)];
put_in(X, L) -> [X | L].

stable(Pairs) -> stable_merge([[P] || P <- Pairs]).

stable_merge([]) -> [];
stable_merge([L]) -> L;
stable_merge(Ls) -> stable_merge(stable_pairs(Ls)).

stable_pairs([A, B | T]) -> [by_key(A, B) | stable_pairs(T)];
stable_pairs(T) -> T.

by_key([], B) -> B;
by_key(A, []) -> A;
by_key([{K, _} = X | A], [{J, _} | _] = B) when K =< J -> [X | by_key(A, B)];
by_key(A, [Y | B]) -> [Y | by_key(A, B)].

radix(L) -> radix(L, 1).

radix(L, Digit) when Digit > 1000 -> L;
radix(L, Digit) -> radix(lists:append([[X || X <- L, X div Digit rem 10 =:= D] || D <- lists:seq(0, 9)]), Digit * 10).

counting(Text) -> [{C, length([1 || X <- Text, X =:= C])} || C <- lists:usort(Text)].

inversions(L) -> length([1 || {X, I} <- lists:zip(L, lists:seq(1, length(L))), Y <- lists:nthtail(I, L), X > Y]).

%% The K-th smallest without sorting all.
select(K, [P | _] = L) ->
    Less = [X || X <- L, X < P],
    Equal = length([X || X <- L, X =:= P]),
    case length(Less) of
        N when K =< N -> select(K, Less);
        N when K =< N + Equal -> P;
        N -> select(K - N - Equal, [X || X <- L, X > P])
    end.
