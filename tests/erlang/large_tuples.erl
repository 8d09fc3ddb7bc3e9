%% SPDX-License-Identifier: Apache-2.0
%% Tuples of up to a hundred thousand elements: made, changed, compared, taken apart, and with indices that are wrong.
-module(large_tuples).
-export([main/0]).

-ifdef(SMALL).
-define(SIZE, 300).
-else.
-define(SIZE, 100000).
-endif.

main() ->
    T = list_to_tuple(lists:seq(1, ?SIZE)),
    erlang:display([tuple_size(T) =:= ?SIZE, element(1, T), element(?SIZE, T) =:= ?SIZE, lists:sum(tuple_to_list(T)) =:= ?SIZE * (?SIZE + 1) div 2]),
    T2 = setelement(?SIZE div 2, T, middle),
    erlang:display([T =:= T2, T < T2, element(?SIZE div 2, T2), T == setelement(?SIZE div 2, T2, ?SIZE div 2)]),
    Z = erlang:make_tuple(50, zero, [{1, one}, {50, last}, {1, again}]),
    erlang:display([Z, erlang:make_tuple(0, x), erlang:make_tuple(3, [])]),
    erlang:display([erlang:append_element({a, b}, c), erlang:insert_element(2, {a, b}, c), erlang:insert_element(3, {a, b}, c), erlang:delete_element(1, {a, b}), erlang:delete_element(2, {a, b})]),
    erlang:display([outcome:'of'(F) || F <- [fun() -> element(0, T) end, fun() -> element(?SIZE + 1, Z) end, fun() -> setelement(0, Z, x) end, fun() -> setelement(51, Z, x) end,
                    fun() -> erlang:make_tuple(-1, x) end, fun() -> erlang:make_tuple(2, x, [{3, y}]) end, fun() -> erlang:make_tuple(2, x, [y]) end, fun() -> erlang:insert_element(4, {a, b}, c) end,
                    fun() -> erlang:delete_element(3, {a, b}) end, fun() -> erlang:delete_element(0, {a}) end, fun() -> element(1.0, {a}) end, fun() -> element(1, [a]) end, fun() -> tuple_size(outcome:id(a)) end]]),
    Grid = grid(40),
    erlang:display([element(7, element(13, step(Grid))), population(lists:foldl(fun(_, G) -> step(G) end, Grid, lists:seq(1, 4)))]),
    erlang:display(heap_sort([5, 3, 8, 1, 9, 2, 7, 7, 0, 4])).

grid(N) -> list_to_tuple([list_to_tuple([(X * Y + X) rem 3 rem 2 || X <- lists:seq(1, N)]) || Y <- lists:seq(1, N)]).
population(G) -> lists:sum([lists:sum(tuple_to_list(R)) || R <- tuple_to_list(G)]).

step(G) ->
    N = tuple_size(G),
    list_to_tuple([list_to_tuple([alive(element(X, element(Y, G)), neighbours(X, Y, N, G)) || X <- lists:seq(1, N)]) || Y <- lists:seq(1, N)]).
neighbours(X, Y, N, G) ->
    lists:sum([element((X + Dx + N - 1) rem N + 1, element((Y + Dy + N - 1) rem N + 1, G)) || Dx <- [-1, 0, 1], Dy <- [-1, 0, 1], {Dx, Dy} =/= {0, 0}]).
alive(1, 2) -> 1;
alive(_, 3) -> 1;
alive(_, _) -> 0.

heap_sort(List) ->
    Heap = list_to_tuple(List),
    N = tuple_size(Heap),
    heap_out(lists:foldl(fun(I, H) -> sift(I, N, H) end, Heap, lists:seq(N div 2, 1, -1)), N).
heap_out(Heap, 1) -> tuple_to_list(Heap);
heap_out(Heap, N) ->
    {Top, Last} = {element(1, Heap), element(N, Heap)},
    heap_out(sift(1, N - 1, setelement(N, setelement(1, Heap, Last), Top)), N - 1).
sift(I, N, Heap) ->
    case [C || C <- [2 * I, 2 * I + 1], C =< N] of
        [] -> Heap;
        Children ->
            {V, C} = lists:max([{element(C, Heap), C} || C <- Children]),
            case element(I, Heap) of
                Own when Own >= V -> Heap;
                Own -> sift(C, N, setelement(C, setelement(I, Heap, V), Own))
            end
    end.
