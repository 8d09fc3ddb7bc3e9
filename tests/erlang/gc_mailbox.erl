%% SPDX-License-Identifier: Apache-2.0
%% Messages that wait in the mailbox while the receiver collects: terms of all kinds, taken out of order, from others and
%% from the receiver itself, large and small.
-module(gc_mailbox).
-export([main/0]).

-ifdef(SMALL).
-define(COUNT, 40).
-else.
-define(COUNT, 5000).
-endif.

main() ->
    erlang:display(backwards(?COUNT)),
    erlang:display(to_self(?COUNT)),
    erlang:display(shared(?COUNT)),
    erlang:display(large()),
    erlang:display(tagged(?COUNT)),
    erlang:display(flood(?COUNT)).

message(I) -> {I, [I, integer_to_list(I)], #{I => {I}}, I * 1.0e150, <<I:100, 0:700>>}.

backwards(N) ->
    Me = self(),
    spawn_link(fun() -> [Me ! message(I) || I <- lists:seq(1, N)], Me ! sent end),
    receive sent -> ok end,
    garbage(300),
    Step = max(1, N div 20),
    Sums = [begin
                garbage(5),
                collect(I),
                receive {I, _, _, _, _} = M -> true = M =:= message(I), I end
            end || I <- lists:seq(N, 1, -Step)],
    {lists:sum(Sums), rest(0)}.

rest(Sum) ->
    receive
        {I, [I, Text], Map, _, _} -> {I} = map_get(I, Map), garbage(1), rest(Sum + list_to_integer(Text))
    after 0 -> Sum
    end.

collect(I) when I rem 3 =:= 0 -> erlang:garbage_collect();
collect(_) -> erlang:garbage_collect(self(), [{type, minor}]).

to_self(N) ->
    [self() ! message(I) || I <- lists:seq(1, N)],
    garbage(100),
    rest(0).

%% One old term in many messages.
shared(N) ->
    Data = [message(1), message(2)],
    erlang:garbage_collect(self(), [{type, minor}]),
    erlang:garbage_collect(self(), [{type, minor}]),
    [self() ! {shared, I, Data} || I <- lists:seq(1, N)],
    garbage(100),
    lists:sum([receive {shared, I, D} when D =:= Data -> I end || I <- lists:seq(1, N)]).

large() ->
    Me = self(),
    List = lists:seq(1, ?COUNT * 10),
    Pid = spawn_link(fun() -> receive {work, L} -> Me ! {lists:sum(L), lists:reverse(L)} end end),
    Pid ! {work, List},
    receive {Sum, Reversed} -> {Sum, lists:reverse(Reversed) =:= List} end.

%% The receive pointer stands in the middle while collections come.
tagged(N) ->
    Me = self(),
    spawn_link(fun() -> [Me ! {noise, I, [I]} || I <- lists:seq(1, N)], garbage(50), Me ! {wanted, [{ok}]} end),
    Wanted = receive {wanted, W} -> W end,
    {Wanted, lists:sum([receive {noise, I, [I]} -> I end || I <- lists:seq(1, N)])}.

flood(N) ->
    Me = self(),
    Pids = [spawn_link(fun() -> [Me ! {self(), I, [self()]} || I <- lists:seq(1, N div 10)] end) || _ <- lists:seq(1, 10)],
    [begin [receive {P, I, [P]} -> garbage(1) end || I <- lists:seq(1, N div 10)], ok end || P <- Pids].

garbage(0) -> ok;
garbage(N) ->
    10 = length([{I, N} || I <- lists:seq(1, 10)]),
    garbage(N - 1).
