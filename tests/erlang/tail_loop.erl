%% SPDX-License-Identifier: Apache-2.0
%% A tail loop of 100 million steps in bounded memory, while another process goes on being served:
%% it answers every request that a timer makes, and the loop's result is right.
-module(tail_loop).
-export([main/0, loop/2]).

-ifdef(SMALL).
-define(STEPS, 20000).
-else.
-define(STEPS, 100000000).
-endif.

main() ->
    Me = self(),
    Looper = spawn(fun() -> Me ! {looped, self(), loop(?STEPS, 0)} end),
    Ticker = spawn(fun() -> ticker(0) end),
    Ticks = [ask(Ticker) || _ <- lists:seq(1, 50)],
    erlang:display(lists:sum(Ticks)),
    erlang:display(receive {looped, Looper, Result} -> Result end),
    Ticker ! {stop, Me},
    erlang:display(receive {stopped, N} -> N end),
    erlang:display(down(?STEPS div 100, 1, 0)).

loop(0, Acc) -> Acc;
loop(N, Acc) -> loop(N - 1, Acc + 1).

ticker(N) ->
    receive
        {tick, From} -> From ! {tock, N}, ticker(N + 1);
        {stop, From} -> From ! {stopped, N}
    end.

ask(Ticker) ->
    Ticker ! {tick, self()},
    receive {tock, N} -> N end.

%% The accumulator changes from small to big and back.
down(0, _, Acc) -> Acc;
down(N, Sign, Acc) -> down(N - 1, -Sign, Acc + Sign * (1 bsl 60)).
