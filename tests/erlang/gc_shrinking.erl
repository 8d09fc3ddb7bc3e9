%% SPDX-License-Identifier: Apache-2.0
%% Heaps that were large and are garbage shrink again, whether asked to or not, and grow again when needed.
-module(gc_shrinking).
-export([main/0]).

-ifdef(SMALL).
-define(SIZE, 1000).
-else.
-define(SIZE, 300000).
-endif.

main() ->
    erlang:display(asked(3)),
    erlang:display(unasked()),
    erlang:display(again(5)),
    erlang:display(stack()),
    erlang:display(kept()).

words() ->
    {total_heap_size, Words} = process_info(self(), total_heap_size),
    Words.

%% In a new process, so that nothing else is alive.
alone(F) ->
    Me = self(),
    {Pid, Ref} = spawn_monitor(fun() -> Me ! {self(), F()} end),
    receive {'DOWN', Ref, process, Pid, Reason} -> normal = Reason end,
    receive {Pid, Result} -> Result end.

large() -> sum(lists:seq(1, ?SIZE), 0).

sum([], S) -> S;
sum([H | T], S) -> sum(T, S + H).

asked(N) ->
    alone(fun() ->
        List = lists:seq(1, ?SIZE),
        Grown = words() > 2 * ?SIZE,
        Sums = [sum(List, I) || I <- lists:seq(1, N)],
        erlang:garbage_collect(),
        {length(Sums), Grown, words() < 3000}
    end).

%% Old garbage is found at the latest when the old heap is full.
unasked() ->
    alone(fun() ->
        Sum = large(),
        ok = churn(200, ?SIZE div 10),
        {Sum, words() < 4 * ?SIZE + 10000}
    end).

again(N) ->
    alone(fun() ->
        [begin
             Sum = large(),
             erlang:garbage_collect(),
             {Sum, words() < 3000}
         end || _ <- lists:seq(1, N)]
    end).

stack() ->
    alone(fun() ->
        Depth = deep(?SIZE),
        erlang:garbage_collect(),
        {Depth, words() < 3000}
    end).

deep(0) -> 0;
deep(N) -> 1 + deep(N - 1).

%% What lives stays, and not much more.
kept() ->
    alone(fun() ->
        List = lists:seq(1, ?SIZE),
        erlang:garbage_collect(),
        Words = words(),
        {Words >= 2 * ?SIZE, Words < 12 * ?SIZE + 10000, sum(List, 0)}
    end).

churn(0, _) -> ok;
churn(N, Size) ->
    L = lists:seq(1, Size),
    Size = length(L),
    churn(N - 1, Size).
