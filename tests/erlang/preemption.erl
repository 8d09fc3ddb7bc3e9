%% SPDX-License-Identifier: Apache-2.0
%% Processes that never wait do not keep others from running: endless tail loops, endless body
%% recursion over lists, loops through funs and through other modules, while messages go to and fro.
-module(preemption).
-export([main/0, forever/1, ping/3]).

main() ->
    Me = self(),
    Spinners = [spawn(?MODULE, forever, [0]), spawn(fun() -> walk(lists:seq(1, 100)) end),
                spawn(fun() -> F = fun F(N) -> F(N + 1) end, F(0) end), spawn(fun() -> far(0) end),
                spawn(fun() -> catching(0) end), spawn(fun() -> growing([]) end), spawn(fun() -> floating(1.0) end)],
    Echo = spawn(fun echo/0),
    erlang:display(ping(Echo, 20, 0)),
    erlang:display([is_process_alive(P) || P <- Spinners]),
    spawn(fun() -> Me ! {sum, lists:sum(lists:seq(1, 1000))} end),
    erlang:display(receive {sum, S} -> S end),
    erlang:display(receive never -> never after 20 -> timer_fired end),
    [exit(P, kill) || P <- Spinners],
    [wait_dead(P) || P <- Spinners],
    erlang:display([is_process_alive(P) || P <- Spinners]),
    erlang:display(ping(Echo, 20, 0)),
    %% Two busy counters make progress side by side until told to stop.
    Counters = [spawn(fun() -> counting(Me, 0) end) || _ <- [1, 2]],
    receive after 20 -> ok end,
    [C ! stop || C <- Counters],
    erlang:display([receive {C, N} -> N > 10 end || C <- Counters]),
    Echo ! stop.

forever(N) -> forever(N + 1).

walk(L) -> walk(lists:map(fun(X) -> X + 1 end, L)).

far(N) -> far(outcome:id(N + 1)).

catching(N) ->
    try
        throw(N)
    catch
        M -> catching(M + 1)
    end.

growing(L) when length(L) > 1000 -> growing([]);
growing(L) -> growing([L | tl([x | L])]).

floating(X) when X > 1.0e10 -> floating(1.0);
floating(X) -> floating(X * 1.0001).

echo() ->
    receive
        {From, N} -> From ! {self(), N + 1}, echo();
        stop -> ok
    end.

ping(_, 0, Sum) -> Sum;
ping(Echo, N, Sum) ->
    Echo ! {self(), N},
    receive {Echo, M} -> ping(Echo, N - 1, Sum + M) end.

counting(Parent, N) ->
    receive
        stop -> Parent ! {self(), N}
    after 0 -> counting(Parent, N + 1)
    end.

wait_dead(Pid) ->
    case is_process_alive(Pid) of
        true -> receive after 1 -> wait_dead(Pid) end;
        false -> ok
    end.
