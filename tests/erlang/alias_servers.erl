%% SPDX-License-Identifier: Apache-2.0
%%
%% Servers that answer to aliases: calls with timeouts over and over, proxies that pass an alias on, many waiting at once.
-module(alias_servers).
-export([main/0]).

main() ->
    Server = spawn(fun() -> serve(0) end),
    erlang:display({calls, [call(Server, {add, I}, 20000) || I <- lists:seq(1, 10)]}),
    erlang:display({timeouts, [call(Server, {slow, I}, 0) || I <- lists:seq(1, 5)]}),
    erlang:display({after_timeouts, call(Server, {add, 0}, 20000), process_info(self(), message_queue_len)}),
    Proxy = spawn(fun() -> proxy(Server) end),
    erlang:display({proxied, [call(Proxy, {add, I}, 20000) || I <- [1, 2, 3]]}),
    erlang:display({gathered, gathered(25)}),
    erlang:display({first_of, first_of(10)}),
    erlang:display({stopped, call(Server, stop, 20000), call(Server, {add, 1}, 20000), call(Proxy, {add, 1}, 30)}),
    erlang:display({crashed, call(spawn(fun() -> receive _ -> exit(oops) end end), x, 20000)}),
    erlang:display(process_info(self(), message_queue_len)).

call(Pid, M, Timeout) ->
    Ref = monitor(process, Pid, [{alias, reply_demonitor}]),
    Pid ! {Ref, M},
    receive
        {Ref, Answer} -> Answer;
        {'DOWN', Ref, _, _, Why} -> {down, Why}
    after Timeout -> demonitor(Ref, [flush]), receive {Ref, Late} -> {late, Late} after 0 -> timeout end
    end.

serve(Sum) ->
    receive
        {To, {add, N}} -> To ! {To, Sum + N}, serve(Sum + N);
        {To, {slow, N}} -> receive after 2 -> To ! {To, N} end, serve(Sum);
        {To, stop} -> To ! {To, stopping}
    end.

%% The answer goes past the one in between.
proxy(Server) -> receive {To, M} -> Server ! {To, M}, proxy(Server) end.

gathered(N) ->
    A = alias(),
    [spawn(fun() -> A ! {A, I} end) || I <- lists:seq(1, N)],
    L = lists:sort([receive {A, I} -> I end || _ <- lists:seq(1, N)]),
    {L =:= lists:seq(1, N), unalias(A)}.

%% One answer is wanted; the others are not delivered.
first_of(N) ->
    A = alias([reply]),
    Refs = [element(2, spawn_monitor(fun() -> A ! {A, answer} end)) || _ <- lists:seq(1, N)],
    [receive {'DOWN', R, _, _, normal} -> ok end || R <- Refs],
    First = receive {A, X} -> X end,
    {First, receive {A, _} -> second after 10 -> only_one end}.
