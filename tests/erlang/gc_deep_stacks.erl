%% SPDX-License-Identifier: Apache-2.0
%% Deep stacks whose frames hold the only references to terms, with collections on the way down and up, handlers in
%% between, and exceptions that drop most of it.
-module(gc_deep_stacks).
-export([main/0]).

-ifdef(SMALL).
-define(DEPTH, 150).
-else.
-define(DEPTH, 200000).
-endif.

main() ->
    erlang:display(frames(?DEPTH)),
    erlang:display(collected(?DEPTH)),
    erlang:display(waves(8)),
    erlang:display(catch handlers(?DEPTH div 10)),
    erlang:display(thrown(?DEPTH)),
    erlang:display(many(?DEPTH, 1, 2.5, {3}, [4], <<5>>, "6")),
    erlang:display(other()).

frames(0) -> 0;
frames(N) ->
    Mine = {N, [N]},
    Below = frames(N - 1),
    {A, [B]} = Mine,
    Below + A + B.

collected(0) -> erlang:garbage_collect(), 0;
collected(N) ->
    Mine = [N, integer_to_list(N)],
    Below = collected(N - 1),
    case N rem (?DEPTH div 10) of
        0 -> erlang:garbage_collect(self(), [{type, minor}]);
        5 -> erlang:garbage_collect();
        _ -> ok
    end,
    [N, Text] = Mine,
    Below + list_to_integer(Text).

%% Up and down: the block grows and shrinks.
waves(0) -> [];
waves(N) -> [{N, frames(?DEPTH div N)} | waves(N - 1)].

handlers(0) -> throw({bottom, []});
handlers(N) ->
    Mine = {N},
    try handlers(N - 1)
    catch throw:{bottom, L} when N rem 3 =:= 0 -> throw({bottom, lists:sublist([Mine | L], 4)})
    after Mine = {N}
    end.

thrown(N) ->
    Mine = [mine],
    Result = (catch sink(N)),
    {Mine, Result, try sink(N) catch throw:T -> {caught, T, Mine} end}.

sink(0) -> throw({sunk, [lists:seq(1, 5)]});
sink(N) -> [{N} | sink(N - 1)].

many(0, A, B, C, D, E, F) -> {A, B, C, D, E, F};
many(N, A, B, C, D, E, F) ->
    {A1, B1, C1, D1, E1, F1} = many(N - 1, A, B, C, D, E, F),
    garbage(N),
    {A1, B1, {C, C1} =:= {C1, C} andalso C1, D1, E1, F1}.

garbage(N) -> length([{N, I} || I <- [1, 2, 3]]).

%% A deep stack that waits while others collect it.
other() ->
    Me = self(),
    Pid = spawn(fun() -> Me ! {self(), wait(?DEPTH div 4)} end),
    [true = erlang:garbage_collect(Pid) || _ <- lists:seq(1, 5)],
    Pid ! go,
    receive {Pid, Result} -> Result end.

wait(0) -> receive go -> 0 end;
wait(N) ->
    Mine = {[N]},
    Below = wait(N - 1),
    {[A]} = Mine,
    A + Below.
