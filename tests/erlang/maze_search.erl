%% SPDX-License-Identifier: Apache-2.0
%% Grids: mazes made with a generator of its own, searched by breadth, depth and A*; flood fill, connected parts, contours.
-module(maze_search).
-export([main/0]).

main() ->
    Maze = carve(11, 12345),
    [erlang:display(row(Y, Maze)) || Y <- lists:seq(0, 22)],
    {Length, Path} = breadth([{{1, 1}, [{1, 1}]}], [], {21, 21}, Maze, #{{1, 1} => true}),
    {Star, Visited} = star({1, 1}, {21, 21}, Maze),
    erlang:display([Length, length(Path), Star, Visited, length(depth([{1, 1}], {21, 21}, Maze))]),
    Picture = ["..##..#", ".#..#..", "##..###", "..#..#.", ".##.#.."],
    Cells = maps:from_list([{{X, Y}, C} || {Y, Line} <- lists:enumerate(0, Picture), {X, C} <- lists:enumerate(0, Line)]),
    erlang:display(lists:sort([{C, length(Part)} || {C, Part} <- parts(lists:sort(maps:keys(Cells)), Cells)])),
    erlang:display([perimeter(Part) || {$#, Part} <- parts(lists:sort(maps:keys(Cells)), Cells)]),
    erlang:display(spiral(5)),
    erlang:display([pascal(N) || N <- lists:seq(0, 8)]).

next(Seed) -> (Seed * 1103515245 + 12345) band 16#7fffffff.

carve(N, Seed) -> carve([{0, 0}], N, Seed, #{{1, 1} => open}).
carve([], _, _, Maze) -> Maze;
carve([{X, Y} | Rest] = Stack, N, Seed, Maze) ->
    Around = [{Dx, Dy} || {Dx, Dy} <- [{1, 0}, {0, 1}, {-1, 0}, {0, -1}], X + Dx >= 0, X + Dx < N, Y + Dy >= 0, Y + Dy < N, not is_map_key({2 * (X + Dx) + 1, 2 * (Y + Dy) + 1}, Maze)],
    case Around of
        [] -> carve(Rest, N, Seed, Maze);
        _ ->
            {Dx, Dy} = lists:nth((Seed bsr 16) rem length(Around) + 1, Around),
            carve([{X + Dx, Y + Dy} | Stack], N, next(Seed), Maze#{{2 * X + 1 + Dx, 2 * Y + 1 + Dy} => open, {2 * (X + Dx) + 1, 2 * (Y + Dy) + 1} => open})
    end.

row(Y, Maze) -> [case Maze of #{{X, Y} := _} -> $.; _ -> $# end || X <- lists:seq(0, 22)].
near({X, Y}, Maze) -> [P || P <- [{X + 1, Y}, {X - 1, Y}, {X, Y + 1}, {X, Y - 1}], is_map_key(P, Maze)].

breadth([{Goal, Path} | _], _, Goal, _, _) -> {length(Path), lists:reverse(Path)};
breadth([{At, Path} | Rest], Back, Goal, Maze, Seen) ->
    New = [P || P <- near(At, Maze), not is_map_key(P, Seen)],
    breadth(Rest, [{P, [P | Path]} || P <- New] ++ Back, Goal, Maze, lists:foldl(fun(P, S) -> S#{P => true} end, Seen, New));
breadth([], Back, Goal, Maze, Seen) -> breadth(lists:reverse(Back), [], Goal, Maze, Seen).

depth([Goal | _] = Path, Goal, _) -> Path;
depth([At | _] = Path, Goal, Maze) ->
    lists:foldl(fun(P, none) -> case lists:member(P, Path) of true -> none; false -> depth([P | Path], Goal, Maze) end; (_, Found) -> Found end, none, near(At, Maze)).

star(From, To, Maze) -> star(gb_sets:singleton({distance(From, To), 0, From}), To, Maze, #{From => 0}, 0).
star(Open, To, Maze, Cost, Visited) ->
    case gb_sets:take_smallest(Open) of
        {{_, Steps, To}, _} -> {Steps + 1, Visited};
        {{_, Steps, At}, Rest} ->
            {Open2, Cost2} = lists:foldl(fun(P, {O, C}) ->
                                                 case C of
                                                     #{P := Old} when Old =< Steps + 1 -> {O, C};
                                                     _ -> {gb_sets:add({Steps + 1 + distance(P, To), Steps + 1, P}, O), C#{P => Steps + 1}}
                                                 end
                                         end, {Rest, Cost}, near(At, Maze)),
            star(Open2, To, Maze, Cost2, Visited + 1)
    end.
distance({A, B}, {C, D}) -> abs(A - C) + abs(B - D).

parts([], _) -> [];
parts([P | Rest], Cells) ->
    C = map_get(P, Cells),
    Part = fill([P], C, Cells, []),
    [{C, Part} | parts(Rest -- Part, Cells)].
fill([], _, _, Acc) -> Acc;
fill([{X, Y} = P | Rest], C, Cells, Acc) ->
    case not lists:member(P, Acc) andalso maps:get(P, Cells, none) =:= C of
        true -> fill([{X + 1, Y}, {X - 1, Y}, {X, Y + 1}, {X, Y - 1} | Rest], C, Cells, [P | Acc]);
        false -> fill(Rest, C, Cells, Acc)
    end.
perimeter(Part) -> length([x || {X, Y} <- Part, N <- [{X + 1, Y}, {X - 1, Y}, {X, Y + 1}, {X, Y - 1}], not lists:member(N, Part)]).

spiral(N) -> spiral([[{X, Y} || X <- lists:seq(1, N)] || Y <- lists:seq(1, N)], []).
spiral([], Acc) -> Acc;
spiral([Row | Rest], Acc) -> spiral(turn(Rest), Acc ++ Row).
turn([]) -> [];
turn([[] | _]) -> [];
turn(Rows) -> [[lists:last(R) || R <- Rows] | turn([lists:droplast(R) || R <- Rows])].
pascal(0) -> [1];
pascal(N) -> P = pascal(N - 1), lists:zipwith(fun(A, B) -> A + B end, [0 | P], P ++ [0]).
