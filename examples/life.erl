%% SPDX-License-Identifier: Apache-2.0
%% Conway's game of life on a torus; prints the board as lines of text after each generation.
%%
%%   ./run examples/life.erl        a glider on its way
%%   ./run examples/life.erl 20     for 20 generations
-module(life).
-export([main/1]).

-define(WIDTH, 12).
-define(HEIGHT, 8).

main([]) ->
    main(["4"]);
main([Generations]) ->
    Glider = [{2, 1}, {3, 2}, {1, 3}, {2, 3}, {3, 3}],
    generations(list_to_integer(Generations), Glider).

generations(N, Cells) ->
    show(Cells),
    case N of
        0 -> true;
        _ -> generations(N - 1, next(Cells))
    end.

%% A cell lives next if it has three neighbours now, or two and lives already.
next(Cells) ->
    [Cell || Cell <- board(), alive(neighbours(Cell, Cells), lists:member(Cell, Cells))].

alive(3, _) -> true;
alive(2, Lives) -> Lives;
alive(_, _) -> false.

neighbours({X, Y}, Cells) ->
    length([1 || Dx <- [-1, 0, 1], Dy <- [-1, 0, 1], {Dx, Dy} =/= {0, 0},
                 lists:member({(X + Dx + ?WIDTH) rem ?WIDTH, (Y + Dy + ?HEIGHT) rem ?HEIGHT}, Cells)]).

board() -> [{X, Y} || Y <- lists:seq(0, ?HEIGHT - 1), X <- lists:seq(0, ?WIDTH - 1)].

show(Cells) ->
    [erlang:display([case lists:member({X, Y}, Cells) of true -> $#; false -> $. end || X <- lists:seq(0, ?WIDTH - 1)])
     || Y <- lists:seq(0, ?HEIGHT - 1)],
    erlang:display('').
