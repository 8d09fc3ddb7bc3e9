%% SPDX-License-Identifier: Apache-2.0
%% 10,000 processes alive at once, each with state of its own: they are asked one by one and all at
%% once, half are stopped, others take their place, and the rest is killed.
-module(many_processes).
-export([main/0, cell/2]).

-ifdef(SMALL).
-define(PROCESSES, 200).
-else.
-define(PROCESSES, 10000).
-endif.

main() ->
    Cells = [spawn(?MODULE, cell, [I, [I]]) || I <- lists:seq(1, ?PROCESSES)],
    erlang:display(length(lists:usort(Cells))),
    erlang:display(lists:sum([ask(Cell) || Cell <- Cells])),
    Me = self(),
    [Cell ! {add, 1} || Cell <- Cells],
    [Cell ! {get, Me} || Cell <- Cells],
    erlang:display(lists:sum([receive {value, Cell, V} -> V end || Cell <- Cells])),
    {Stopped, Kept} = halves(Cells, [], []),
    [Cell ! {stop, Me} || Cell <- Stopped],
    erlang:display(lists:sum([receive {stopped, Cell, _} -> 1 end || Cell <- Stopped])),
    New = [spawn(fun() -> cell(0, []) end) || _ <- Stopped],
    erlang:display(lists:sum([ask(Cell) || Cell <- New ++ Kept])),
    Refs = [monitor(process, Cell) || Cell <- New ++ Kept],
    [exit(Cell, kill) || Cell <- New ++ Kept],
    erlang:display(lists:usort([receive {'DOWN', Ref, process, _, R} -> R end || Ref <- Refs])),
    erlang:display(spawn_chain(?PROCESSES div 10)),
    erlang:display(fan_out(?PROCESSES div 5)).

cell(Value, History) ->
    receive
        {get, From} ->
            From ! {value, self(), Value},
            cell(Value, History);
        {add, N} -> cell(Value + N, [Value | History]);
        {stop, From} -> From ! {stopped, self(), History}
    end.

ask(Cell) ->
    Cell ! {get, self()},
    receive {value, Cell, V} -> V end.

halves([A, B | T], As, Bs) -> halves(T, [A | As], [B | Bs]);
halves([], As, Bs) -> {As, Bs}.

%% Each process starts the next and waits for its answer.
spawn_chain(0) -> 0;
spawn_chain(N) ->
    Me = self(),
    spawn(fun() -> Me ! {answer, N, spawn_chain(N - 1)} end),
    receive {answer, N, V} -> V + 1 end.

%% Short-lived processes by the thousand.
fan_out(N) ->
    Me = self(),
    [spawn(fun() -> Me ! {squared, I * I} end) || I <- lists:seq(1, N)],
    lists:sum([receive {squared, S} -> S end || _ <- lists:seq(1, N)]).
