%% SPDX-License-Identifier: Apache-2.0
%%
%% Publish and subscribe: topics, patterns, subscribers that die, replays, back-pressure by credit.
-module(process_pubsub).
-export([main/0]).

main() ->
    erlang:display({topics, topics()}),
    erlang:display({dead_subscriber, dead_subscriber()}),
    erlang:display({replay, replay()}),
    erlang:display({credit, credit(25, 4)}),
    erlang:display({hierarchy, hierarchy()}),
    erlang:display({fan_out, fan_out(30, 10)}).

broker() -> spawn(fun() -> broker(#{}, #{}) end).

broker(Topics, Log) ->
    receive
        {subscribe, Topic, Pid, From} ->
            monitor(process, Pid),
            [Pid ! {Topic, M} || M <- lists:reverse(maps:get(Topic, Log, []))],
            From ! {self(), ok},
            broker(Topics#{Topic => [Pid | maps:get(Topic, Topics, [])]}, Log);
        {unsubscribe, Topic, Pid, From} ->
            From ! {self(), ok},
            broker(Topics#{Topic => lists:delete(Pid, maps:get(Topic, Topics, []))}, Log);
        {publish, Topic, M, Keep} ->
            [P ! {Topic, M} || P <- maps:get(Topic, Topics, [])],
            broker(Topics, case Keep of true -> Log#{Topic => [M | maps:get(Topic, Log, [])]}; false -> Log end);
        {count, From} ->
            From ! {self(), maps:map(fun(_, Pids) -> length(Pids) end, Topics)},
            broker(Topics, Log);
        {'DOWN', _, _, Pid, _} ->
            broker(maps:map(fun(_, Pids) -> lists:delete(Pid, Pids) end, Topics), Log)
    end.

ask(Broker, What) -> Broker ! What, receive {Broker, Answer} -> Answer end.

topics() ->
    B = broker(),
    [ask(B, {subscribe, T, self(), self()}) || T <- [sport, weather]],
    [B ! {publish, T, M, false} || {T, M} <- [{sport, 1}, {news, 2}, {weather, 3}, {sport, 4}]],
    ask(B, {unsubscribe, sport, self(), self()}),
    B ! {publish, sport, 5, false},
    Counts = ask(B, {count, self()}),
    {collect(), Counts}.

collect() -> receive {T, M} when is_atom(T) -> [{T, M} | collect()] after 0 -> [] end.

dead_subscriber() ->
    B = broker(),
    {Pid, Ref} = spawn_monitor(fun() -> receive {news, M} -> exit({read, M}) end end),
    ask(B, {subscribe, news, Pid, self()}),
    ask(B, {subscribe, news, self(), self()}),
    B ! {publish, news, one, false},
    Why = receive {'DOWN', Ref, _, _, R} -> R end,
    B ! {publish, news, two, false},
    wait_for(B, #{news => 1}),
    {Why, collect()}.

wait_for(B, Counts) ->
    case ask(B, {count, self()}) of
        Counts -> ok;
        _ -> erlang:yield(), wait_for(B, Counts)
    end.

replay() ->
    B = broker(),
    [B ! {publish, history, N, true} || N <- [1, 2, 3]],
    ask(B, {subscribe, history, self(), self()}),
    B ! {publish, history, 4, true},
    ask(B, {count, self()}),
    collect().

%% The producer sends no more than it has credit for.
credit(Items, Credit) ->
    Self = self(),
    Producer = spawn(fun() -> produce(Self, 1, Items, 0, 0) end),
    Producer ! {credit, Credit},
    consume(Producer, Items, []).

produce(To, I, Items, Credit, Most) when I > Items -> To ! {finished, Most, Credit >= 0};
produce(To, I, Items, 0, Most) -> receive {credit, N} -> produce(To, I, Items, N, max(Most, N)) end;
produce(To, I, Items, Credit, Most) -> To ! {item, I}, produce(To, I + 1, Items, Credit - 1, Most).

consume(Producer, Items, Got) ->
    receive
        {item, I} -> Producer ! {credit, 1}, consume(Producer, Items, [I | Got]);
        {finished, Most, Never} -> {length(Got), lists:reverse(Got) =:= lists:seq(1, Items), Most =< 4, Never}
    end.

%% A tree of brokers: what is published at the root reaches all leaves, once.
hierarchy() ->
    Self = self(),
    Leaves = [spawn(fun() -> leaf(Self, I) end) || I <- lists:seq(1, 8)],
    Root = tree(Leaves),
    [Root ! {all, M} || M <- [a, b]],
    [[receive {I, M} -> M end || M <- [a, b]] || I <- lists:seq(1, 8)].

leaf(To, I) -> receive {all, M} -> To ! {I, M}, leaf(To, I) end.

tree([Pid]) -> Pid;
tree(Pids) ->
    {L, R} = lists:split(length(Pids) div 2, Pids),
    A = tree(L), B = tree(R),
    spawn(fun() -> relay([A, B]) end).

relay(To) -> receive M -> [P ! M || P <- To], relay(To) end.

fan_out(Subscribers, Messages) ->
    Self = self(),
    B = broker(),
    Pids = [spawn(fun() -> Self ! {sum, self(), lists:sum([receive {t, M} -> M end || _ <- lists:seq(1, Messages)])} end) || _ <- lists:seq(1, Subscribers)],
    [ask(B, {subscribe, t, P, self()}) || P <- Pids],
    [B ! {publish, t, M, false} || M <- lists:seq(1, Messages)],
    lists:usort([receive {sum, P, S} -> S end || P <- Pids]).
