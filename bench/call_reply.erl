%% SPDX-License-Identifier: Apache-2.0
%% Calls of a server as gen:call/4 makes them: a monitor whose reference is an alias for the reply, with other messages
%% waiting in the caller's mailbox that a receive by a new reference need not look at.
-module(call_reply).
-export([run/0, iterations/0]).
-erl_flags("+S 1").

iterations() -> 5.

run() ->
    Server = spawn(fun() -> serve(0) end),
    [self() ! {waiting, N} || N <- lists_seq(1000)],
    Sum = calls(100000, Server, 0),
    Server ! stop,
    drain(1000),
    Sum.

lists_seq(0) -> [];
lists_seq(N) -> [N | lists_seq(N - 1)].

drain(0) -> ok;
drain(N) -> receive {waiting, N} -> drain(N - 1) end.

calls(0, _, Sum) -> Sum;
calls(N, Server, Sum) -> calls(N - 1, Server, Sum + call(Server, {add, N})).

call(Server, Request) ->
    Reference = erlang:monitor(process, Server, [{alias, demonitor}]),
    erlang:send(Server, {'$call', {self(), [alias | Reference]}, Request}, [noconnect]),
    receive
        {[alias | Reference], Reply} ->
            erlang:demonitor(Reference, [flush]),
            Reply;
        {'DOWN', Reference, _, _, Reason} -> exit(Reason)
    end.

serve(Count) ->
    receive
        {'$call', {_, [alias | Alias] = Tag}, {add, N}} ->
            Alias ! {Tag, N band 1},
            serve(Count + 1);
        stop -> ok
    end.
