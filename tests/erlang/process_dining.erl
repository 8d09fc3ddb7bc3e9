%% SPDX-License-Identifier: Apache-2.0
%%
%% Dining philosophers: forks as processes, a waiter who lets all but one sit down, and forks taken in order.
-module(process_dining).
-export([main/0]).

main() ->
    [erlang:display({Way, N, Meals, dine(Way, N, Meals)}) || Way <- [waiter, ordered], {N, Meals} <- [{2, 5}, {5, 10}, {9, 4}]].

dine(Way, N, Meals) ->
    Self = self(),
    Forks = list_to_tuple([spawn(fun() -> fork(0) end) || _ <- lists:seq(1, N)]),
    Waiter = spawn(fun() -> waiter(N - 1) end),
    Pids = [spawn(fun() -> philosopher(Self, Way, Waiter, forks(Way, I, N, Forks), Meals) end) || I <- lists:seq(1, N)],
    Eaten = [receive {fed, P, M} -> M end || P <- Pids],
    Uses = [begin F ! {uses, Self}, receive {uses, F, U} -> U end end || F <- tuple_to_list(Forks)],
    [F ! stop || F <- [Waiter | tuple_to_list(Forks)]],
    {lists:sum(Eaten), lists:usort(Uses)}.

forks(waiter, I, N, Forks) -> {element(I, Forks), element(I rem N + 1, Forks)};
forks(ordered, I, N, Forks) -> {element(min(I, I rem N + 1), Forks), element(max(I, I rem N + 1), Forks)}.

philosopher(Table, _, _, _, 0) -> Table ! {fed, self(), get(eaten)};
philosopher(Table, Way, Waiter, {A, B} = Forks, Left) ->
    Way =:= waiter andalso ask(Waiter, sit),
    ask(A, take),
    erlang:yield(),
    ask(B, take),
    put(eaten, case get(eaten) of undefined -> 1; M -> M + 1 end),
    A ! {put_down, self()},
    B ! {put_down, self()},
    Way =:= waiter andalso (Waiter ! leave),
    philosopher(Table, Way, Waiter, Forks, Left - 1).

ask(Whom, What) ->
    Whom ! {What, self()},
    receive {Whom, ok} -> ok end.

fork(Uses) ->
    receive
        {take, Who} ->
            Who ! {self(), ok},
            receive {put_down, Who} -> fork(Uses + 1) end;
        {uses, Who} -> Who ! {uses, self(), Uses}, fork(Uses);
        stop -> ok
    end.

waiter(Chairs) ->
    receive
        {sit, Who} when Chairs > 0 -> Who ! {self(), ok}, waiter(Chairs - 1);
        leave -> waiter(Chairs + 1);
        stop -> ok
    end.
