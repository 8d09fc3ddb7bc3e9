%% SPDX-License-Identifier: Apache-2.0
%% A ring of processes with a token that goes round: 1,000 processes and 100,000 hops; then the ring
%% is taken down by a message that goes round once; then several tokens at the same time.
-module(process_ring).
-export([main/0, node_loop/1]).

-ifdef(SMALL).
-define(PROCESSES, 50).
-define(HOPS, 1000).
-else.
-define(PROCESSES, 1000).
-define(HOPS, 100000).
-endif.

main() ->
    First = build(?PROCESSES),
    First ! {token, ?HOPS, self(), 0},
    erlang:display(receive {finished, Visits} -> {hops, Visits} end),
    Tokens = 10,
    [First ! {token, ?HOPS div 20, self(), 0} || _ <- lists:seq(1, Tokens)],
    erlang:display(lists:sum([receive {finished, V} -> V end || _ <- lists:seq(1, Tokens)])),
    First ! {stop, self(), 0},
    erlang:display(receive {stopped, Count} -> {stopped, Count} end),
    erlang:display(receive M -> M after 0 -> empty end).

%% The last process of the ring knows the first.
build(N) ->
    First = spawn(fun() -> receive {next, Next} -> node_loop(Next) end end),
    Last = lists:foldl(fun(_, Next) -> spawn(?MODULE, node_loop, [Next]) end, First, lists:seq(2, N)),
    First ! {next, Last},
    First.

node_loop(Next) ->
    receive
        {token, 0, Origin, Visits} ->
            Origin ! {finished, Visits},
            node_loop(Next);
        {token, N, Origin, Visits} ->
            Next ! {token, N - 1, Origin, Visits + 1},
            node_loop(Next);
        {stop, Origin, Count} when Count + 1 =:= ?PROCESSES -> Origin ! {stopped, Count + 1};
        {stop, Origin, Count} -> Next ! {stop, Origin, Count + 1}
    end.
