%% SPDX-License-Identifier: Apache-2.0
%% A ring of processes that hand a token on to each other:
%%
%%   ./run examples/ring.erl               1,000 processes, 100,000 hops
%%   ./run examples/ring.erl 10000 500000  other numbers
%%
%% Every process waits in a receive almost all the time; what it costs is one message and one switch a hop.
-module(ring).
-export([main/1]).

main([]) ->
    main(["1000", "100000"]);
main([Processes, Hops]) ->
    First = start(list_to_integer(Processes), self()),
    First ! {token, list_to_integer(Hops)},
    erlang:display(pass_on(First)).

%% Starts N - 1 processes, each of which knows the next; the last knows this one, which closes the ring.
start(1, Next) -> Next;
start(N, Next) -> start(N - 1, spawn(fun() -> pass_on(Next) end)).

pass_on(Next) ->
    receive
        {token, 0} ->
            %% One more round, to tell all that it is over.
            Next ! finished;
        {token, Hops} ->
            Next ! {token, Hops - 1},
            pass_on(Next);
        finished ->
            Next ! finished
    end.
