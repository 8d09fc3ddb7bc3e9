%% SPDX-License-Identifier: Apache-2.0
%% A token that goes round a ring of 1,000 processes: sends, receives and switches.
-module(ring).
-export([run/0, iterations/0]).
-erl_flags("+S 1").

iterations() -> 15.

run() ->
    First = start(1000, self()),
    First ! {token, 200000},
    pass_on(First, 0).

start(1, Next) -> Next;
start(N, Next) -> start(N - 1, spawn(fun() -> pass_on(Next, 0) end)).

%% The value is how often the token came by here.
pass_on(Next, Count) ->
    receive
        {token, 0} ->
            Next ! finished,
            receive finished -> Count end;
        {token, Hops} ->
            Next ! {token, Hops - 1},
            pass_on(Next, Count + 1);
        finished ->
            Next ! finished,
            Count
    end.
