%% SPDX-License-Identifier: Apache-2.0
%%
%% Barriers, latches and phases: nobody goes on before all have arrived.
-module(process_barrier).
-export([main/0]).

main() ->
    [erlang:display({N, Rounds, rounds(N, Rounds)}) || {N, Rounds} <- [{1, 3}, {5, 4}, {30, 3}]],
    erlang:display({latch, latch(25)}),
    erlang:display({life, life(6, 4)}),
    erlang:display({broken, broken()}).

%% Between two barriers everybody is in the same round.
rounds(N, Rounds) ->
    Self = self(),
    Barrier = spawn(fun() -> barrier(N, []) end),
    Pids = [spawn(fun() -> worker(Self, Barrier, 1, Rounds) end) || _ <- lists:seq(1, N)],
    Log = log(N * Rounds),
    [receive {done, P} -> ok end || P <- Pids],
    exit(Barrier, kill),
    [length([R || R <- Log, R =:= Round]) || Round <- lists:seq(1, Rounds)] =:= lists:duplicate(Rounds, N)
        andalso Log =:= lists:sort(Log).

log(0) -> [];
log(N) -> receive {round, R} -> [R | log(N - 1)] end.

worker(Main, _, Round, Rounds) when Round > Rounds -> Main ! {done, self()};
worker(Main, Barrier, Round, Rounds) ->
    Main ! {round, Round},
    wait(Barrier),
    worker(Main, Barrier, Round + 1, Rounds).

wait(Barrier) ->
    Barrier ! {wait, self()},
    receive {Barrier, go} -> ok end.

barrier(N, Waiting) when length(Waiting) =:= N ->
    [P ! {self(), go} || P <- Waiting],
    barrier(N, []);
barrier(N, Waiting) ->
    receive {wait, P} -> barrier(N, [P | Waiting]) end.

latch(N) ->
    Self = self(),
    Latch = spawn(fun() -> count_down(N), Self ! {self(), open} end),
    [spawn(fun() -> Latch ! down end) || _ <- lists:seq(1, N - 1)],
    Early = receive {Latch, open} -> open after 20 -> closed end,
    Latch ! down,
    {Early, receive {Latch, open} -> open end}.

count_down(0) -> ok;
count_down(N) -> receive down -> count_down(N - 1) end.

%% A process for each cell of a ring, which steps when it knows its neighbours.
life(Size, Steps) ->
    Self = self(),
    Cells = [spawn(fun() -> receive {neighbours, L, R} -> cell(Self, I, L, R, (I * I) band 1, Steps) end end) || I <- lists:seq(1, 2 * Size)],
    Left = [lists:last(Cells) | lists:droplast(Cells)],
    Right = tl(Cells) ++ [hd(Cells)],
    [C ! {neighbours, L, R} || {C, L, R} <- lists:zip3(Cells, Left, Right)],
    [receive {final, I, S} -> S end || I <- lists:seq(1, 2 * Size)].

cell(Main, I, _, _, State, 0) -> Main ! {final, I, State};
cell(Main, I, L, R, State, Step) ->
    L ! {right, Step, State},
    R ! {left, Step, State},
    A = receive {left, Step, X} -> X end,
    B = receive {right, Step, Y} -> Y end,
    cell(Main, I, L, R, (A + B + State) rem 2, Step - 1).

%% One that dies instead of arriving breaks the barrier for all.
broken() ->
    Self = self(),
    Barrier = spawn(fun() -> process_flag(trap_exit, true), Self ! trapping, guarded(3, []) end),
    receive trapping -> ok end,
    [spawn(fun() -> link(Barrier), Barrier ! {wait, self()}, receive {Barrier, Answer} -> Self ! {answer, Answer} end, unlink(Barrier) end) || _ <- [1, 2]],
    spawn(fun() -> link(Barrier), exit(late) end),
    [receive {answer, A} -> A end || _ <- [1, 2]].

guarded(N, Waiting) ->
    receive
        {wait, P} -> guarded(N, [P | Waiting]);
        {'EXIT', _, late} -> gather(N - 1, Waiting)
    end.

gather(N, Waiting) when length(Waiting) =:= N -> [P ! {self(), broken} || P <- Waiting];
gather(N, Waiting) -> receive {wait, P} -> gather(N, [P | Waiting]) end.
