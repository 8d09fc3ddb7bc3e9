%% SPDX-License-Identifier: Apache-2.0
%%
%% Mutual exclusion: locks and semaphores as processes, owners that die, and readers with a writer.
-module(process_mutex).
-export([main/0]).

main() ->
    [erlang:display({locked, N, R, locked(N, R)}) || {N, R} <- [{2, 20}, {10, 5}]],
    erlang:display({owner_dies, owner_dies()}),
    erlang:display({fifo, fifo(12)}),
    [erlang:display({semaphore, K, semaphore(K, 12)}) || K <- [1, 3, 12]],
    erlang:display({readers_writer, readers_writer()}),
    erlang:display({reentrant, reentrant(4)}).

locked(N, Rounds) ->
    Self = self(),
    Cell = spawn(fun() -> cell(0) end),
    Lock = spawn(fun() -> free(queue:new()) end),
    Pids = [spawn(fun() -> [critical(Lock, fun() -> add_one(Cell) end) || _ <- lists:seq(1, Rounds)], Self ! {done, self()} end) || _ <- lists:seq(1, N)],
    [receive {done, P} -> ok end || P <- Pids],
    call(Cell, get).

cell(X) ->
    receive
        {From, Ref, get} -> From ! {Ref, X}, cell(X);
        {From, Ref, {set, Y}} -> From ! {Ref, ok}, cell(Y)
    end.

add_one(Cell) ->
    X = call(Cell, get),
    erlang:yield(),
    call(Cell, {set, X + 1}).

call(Pid, What) ->
    Ref = make_ref(),
    Pid ! {self(), Ref, What},
    receive {Ref, Answer} -> Answer end.

critical(Lock, F) ->
    call(Lock, acquire),
    try F() after call(Lock, release) end.

free(Queue) ->
    case queue:out(Queue) of
        {{value, {Pid, Ref}}, Rest} -> give(Pid, Ref, Rest);
        {empty, _} -> receive {Pid, Ref, acquire} -> give(Pid, Ref, Queue) end
    end.

give(Pid, Ref, Queue) ->
    Monitor = monitor(process, Pid),
    Pid ! {Ref, ok},
    held(Pid, Monitor, Queue).

held(Owner, Monitor, Queue) ->
    receive
        {Owner, Ref, release} -> demonitor(Monitor, [flush]), Owner ! {Ref, ok}, free(Queue);
        {'DOWN', Monitor, _, _, _} -> free(Queue);
        {Pid, Ref, acquire} -> held(Owner, Monitor, queue:in({Pid, Ref}, Queue))
    end.

owner_dies() ->
    Lock = spawn(fun() -> free(queue:new()) end),
    {_, Ref} = spawn_monitor(fun() -> call(Lock, acquire), exit(with_lock) end),
    receive {'DOWN', Ref, _, _, with_lock} -> ok end,
    critical(Lock, fun() -> got_it end).

%% Who asks first is served first.
fifo(N) ->
    Self = self(),
    Lock = spawn(fun() -> free(queue:new()) end),
    call(Lock, acquire),
    [begin
         spawn(fun() -> Lock ! {self(), R = make_ref(), acquire}, Self ! asked, receive {R, ok} -> ok end, Self ! {turn, I}, call(Lock, release) end),
         receive asked -> ok end
     end || I <- lists:seq(1, N)],
    call(Lock, release),
    [receive {turn, I} -> I end || _ <- lists:seq(1, N)] =:= lists:seq(1, N).

%% How many were in at once, at most.
semaphore(K, N) ->
    Self = self(),
    Semaphore = spawn(fun() -> semaphore_loop(K, 0, 0) end),
    [spawn(fun() ->
                   Semaphore ! {p, self()},
                   receive {Semaphore, in} -> ok end,
                   erlang:yield(),
                   Semaphore ! {v, self()},
                   Self ! out
           end) || _ <- lists:seq(1, N)],
    [receive out -> ok end || _ <- lists:seq(1, N)],
    Semaphore ! {most, Self},
    receive {most, M} -> M =< K andalso M > 0 end.

semaphore_loop(K, Inside, Most) ->
    receive
        {p, Pid} when Inside < K -> Pid ! {self(), in}, semaphore_loop(K, Inside + 1, max(Most, Inside + 1));
        {v, _} -> semaphore_loop(K, Inside - 1, Most);
        {most, Pid} when Inside =:= 0 -> Pid ! {most, Most}
    end.

readers_writer() ->
    Self = self(),
    Guard = spawn(fun() -> guard(0, 0) end),
    Work = [read, read, write, read, write, write, read, read],
    [spawn(fun() -> call(Guard, {begin_, What}), erlang:yield(), call(Guard, {end_, What}), Self ! {finished, What} end) || What <- Work],
    Finished = [receive {finished, W} -> W end || _ <- Work],
    {length([read || read <- Finished]), length([write || write <- Finished]), call(Guard, violations)}.

guard(Readers, Writers) ->
    receive
        {P, R, {begin_, read}} when Writers =:= 0 -> P ! {R, ok}, guard(Readers + 1, 0);
        {P, R, {begin_, write}} when Readers + Writers =:= 0 -> P ! {R, ok}, guard(0, 1);
        {P, R, {end_, read}} -> P ! {R, ok}, guard(Readers - 1, Writers);
        {P, R, {end_, write}} -> P ! {R, ok}, guard(Readers, Writers - 1);
        {P, R, violations} -> P ! {R, {Readers, Writers}}, guard(Readers, Writers)
    end.

reentrant(Depth) ->
    Lock = spawn(fun() -> reentrant_lock(none, 0) end),
    Enter = fun Enter(0) -> [];
                Enter(N) -> call(Lock, enter), Inner = Enter(N - 1), [call(Lock, leave) | Inner] end,
    Enter(Depth).

reentrant_lock(Owner, Count) ->
    receive
        {P, R, enter} when Owner =:= none; Owner =:= P -> P ! {R, ok}, reentrant_lock(P, Count + 1);
        {Owner, R, leave} when Count =:= 1 -> Owner ! {R, free}, reentrant_lock(none, 0);
        {Owner, R, leave} -> Owner ! {R, Count - 1}, reentrant_lock(Owner, Count - 1)
    end.
