%% SPDX-License-Identifier: Apache-2.0
%% Two processes that send a small tuple to and fro: a message, a wait and a switch each time.
-module(ping_pong).
-export([run/0, iterations/0]).
-erl_flags("+S 1").

iterations() -> 5.

run() ->
    Self = self(),
    Pong = spawn(fun() -> pong(Self) end),
    ping(100000, Pong, 0).

ping(0, Pong, Count) ->
    Pong ! stop,
    Count;
ping(N, Pong, Count) ->
    Pong ! {ping, N},
    receive {pong, N} -> ping(N - 1, Pong, Count + 1) end.

pong(Ping) ->
    receive
        {ping, N} ->
            Ping ! {pong, N},
            pong(Ping);
        stop -> ok
    end.
