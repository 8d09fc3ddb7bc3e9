%% SPDX-License-Identifier: Apache-2.0
%% Searches: sudoku, knight's tour, shortest paths, edit distance, knapsack, subset sums, word ladders, coin change.
-module(puzzle_programs).
-export([main/0]).

main() ->
    Sudoku = "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79",
    erlang:display(sudoku(maps:from_list([{N, C - $0} || {N, C} <- lists:zip(lists:seq(0, 80), Sudoku), C =/= $.]))),
    erlang:display(lists:sort(maps:to_list(dijkstra(a, graph())))),
    erlang:display([edit(A, B) || {A, B} <- [{"kitten", "sitting"}, {"", "abc"}, {"flaw", "lawn"}, {"saturday", "sunday"}]]),
    erlang:display(knapsack([{12, 4}, {2, 2}, {1, 1}, {4, 10}, {1, 2}], 15)),
    erlang:display([coins(N, [1, 5, 10, 25, 50]) || N <- [0, 5, 11, 50, 100]]),
    erlang:display(length(queens(6))),
    erlang:display(ladder("cold", "warm", ["cord", "card", "ward", "warm", "word", "worm", "cold", "bold"])),
    erlang:display(tour(5)),
    erlang:display(hanoi(5, left, middle, right)),
    erlang:display([collatz(N) || N <- [1, 7, 27, 97]]),
    erlang:display(lists:map(fun roman/1, [1, 4, 9, 14, 40, 90, 400, 1994, 3999])),
    erlang:display(topological([{a, b}, {b, c}, {a, d}, {d, c}, {e, d}])),
    erlang:display(longest_common("AGGTABQWERTY", "GXTXAYBWRT")).

sudoku(Board) ->
    case [{length(candidates(N, Board)), N} || N <- lists:seq(0, 80), not is_map_key(N, Board)] of
        [] -> [V || {_, V} <- lists:sort(maps:to_list(Board))];
        Open ->
            {_, N} = lists:min(Open),
            try_all(candidates(N, Board), fun(V) -> sudoku(Board#{N => V}) end)
    end.

try_all([], _) -> none;
try_all([V | Rest], F) -> case F(V) of none -> try_all(Rest, F); Found -> Found end.

candidates(N, Board) ->
    {R, C} = {N div 9, N rem 9},
    lists:seq(1, 9) -- [V || {K, V} <- maps:to_list(Board), K div 9 =:= R orelse K rem 9 =:= C orelse (K div 27 =:= N div 27 andalso K rem 9 div 3 =:= C div 3)].

graph() -> #{a => [{b, 7}, {c, 9}, {f, 14}], b => [{a, 7}, {c, 10}, {d, 15}], c => [{a, 9}, {b, 10}, {d, 11}, {f, 2}], d => [{b, 15}, {c, 11}, {e, 6}], e => [{d, 6}, {f, 9}], f => [{a, 14}, {c, 2}, {e, 9}]}.

dijkstra(Start, Graph) -> dijkstra(gb_sets:singleton({0, Start}), Graph, #{}).
dijkstra(Queue, Graph, Done) ->
    case gb_sets:is_empty(Queue) of
        true -> Done;
        false ->
            {{D, Node}, Rest} = gb_sets:take_smallest(Queue),
            case Done of
                #{Node := _} -> dijkstra(Rest, Graph, Done);
                _ -> dijkstra(lists:foldl(fun({To, W}, Q) -> gb_sets:add({D + W, To}, Q) end, Rest, map_get(Node, Graph)), Graph, Done#{Node => D})
            end
    end.

edit(A, B) -> lists:last(lists:foldl(fun(X, [First | _] = Row) -> edit_row(B, X, Row, [First + 1]) end, lists:seq(0, length(B)), A)).
edit_row([Y | Ys], X, [Diagonal, Up | Row], [Left | _] = Acc) ->
    Cost = if X =:= Y -> 0; true -> 1 end,
    edit_row(Ys, X, [Up | Row], [lists:min([Left + 1, Up + 1, Diagonal + Cost]) | Acc]);
edit_row([], _, _, Acc) -> lists:reverse(Acc).

knapsack([], _) -> {0, []};
knapsack([{Weight, Value} | Rest], Room) ->
    Without = knapsack(Rest, Room),
    if Weight > Room -> Without;
       true -> {V, Items} = knapsack(Rest, Room - Weight), max(Without, {V + Value, [{Weight, Value} | Items]})
    end.

coins(0, _) -> 1;
coins(N, [C | Rest] = All) when N > 0 -> coins(N - C, All) + coins(N, Rest);
coins(_, _) -> 0.

queens(N) -> queens(N, N).
queens(0, _) -> [[]];
queens(Row, N) -> [[Q | Qs] || Qs <- queens(Row - 1, N), Q <- lists:seq(1, N) -- Qs, safe(Q, 1, Qs)].
safe(_, _, []) -> true;
safe(Q, D, [H | T]) -> Q + D =/= H andalso Q - D =/= H andalso safe(Q, D + 1, T).

ladder(From, To, Words) -> ladder([[From]], To, Words -- [From], []).
ladder([], To, Words, Next) when Next =/= [] -> ladder(lists:reverse(Next), To, Words, []);
ladder([[To | _] = Path | _], To, _, _) -> lists:reverse(Path);
ladder([[Word | _] = Path | Rest], To, Words, Next) ->
    Near = [W || W <- Words, length([x || {A, B} <- lists:zip(Word, W), A =/= B]) =:= 1],
    ladder(Rest, To, Words -- Near, [[W | Path] || W <- Near] ++ Next);
ladder([], _, _, []) -> none.

tour(N) -> tour([{1, 1}], N, N * N - 1).
tour(Path, _, 0) -> lists:reverse(Path);
tour([At | _] = Path, N, Left) ->
    Moves = lists:sort([{length(moves(M, [M | Path], N)), M} || M <- moves(At, Path, N)]),
    try_all([M || {_, M} <- Moves], fun(M) -> tour([M | Path], N, Left - 1) end).
moves({X, Y}, Path, N) ->
    [P || {Dx, Dy} <- [{1, 2}, {2, 1}, {2, -1}, {1, -2}, {-1, -2}, {-2, -1}, {-2, 1}, {-1, 2}], {A, B} = P <- [{X + Dx, Y + Dy}], A > 0, A =< N, B > 0, B =< N, not lists:member(P, Path)].

hanoi(0, _, _, _) -> [];
hanoi(N, A, B, C) -> hanoi(N - 1, A, C, B) ++ [{N, A, C}] ++ hanoi(N - 1, B, A, C).

collatz(1) -> 0;
collatz(N) when N rem 2 =:= 0 -> 1 + collatz(N div 2);
collatz(N) -> 1 + collatz(3 * N + 1).

roman(N) -> roman(N, [{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}]).
roman(0, _) -> "";
roman(N, [{V, S} | _] = All) when N >= V -> S ++ roman(N - V, All);
roman(N, [_ | Rest]) -> roman(N, Rest).

topological(Edges) -> topological(lists:usort(lists:append([[A, B] || {A, B} <- Edges])), Edges).
topological([], _) -> [];
topological(Nodes, Edges) ->
    [Free | _] = [N || N <- Nodes, not lists:keymember(N, 2, Edges)],
    [Free | topological(Nodes -- [Free], [E || {A, _} = E <- Edges, A =/= Free])].

longest_common([], _) -> [];
longest_common(_, []) -> [];
longest_common(A, B) -> element(2, common(A, B, #{})).
common([], _, M) -> {0, [], M};
common(_, [], M) -> {0, [], M};
common([X | As] = A, [Y | Bs] = B, M) ->
    Key = {length(A), length(B)},
    case M of
        #{Key := {N, L}} -> {N, L, M};
        _ when X =:= Y -> {N, L, M1} = common(As, Bs, M), {N + 1, [X | L], M1#{Key => {N + 1, [X | L]}}};
        _ ->
            {N1, L1, M1} = common(As, B, M),
            {N2, L2, M2} = common(A, Bs, M1),
            {N, L} = if N1 >= N2 -> {N1, L1}; true -> {N2, L2} end,
            {N, L, M2#{Key => {N, L}}}
    end.
