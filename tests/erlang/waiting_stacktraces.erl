%% SPDX-License-Identifier: Apache-2.0
%%
%% The stack of a process that waits: each call once, though the frame of the function that waits
%% still has the return address of the call it has made before.
-module(waiting_stacktraces).
-export([main/0]).

main() ->
    show(spawn(fun outer/0)),
    show(spawn(fun only/0)),
    show(spawn(fun() -> timed(10) end)),
    show(spawn(fun() -> {last(fun(X) -> {only(), X} end), ok} end)),
    try
        last(fun(X) -> {error({bad, X}), ok} end)
    catch
        error:{bad, 1}:Stack -> erlang:display([{M, F, A} || {M, F, A, _} <- Stack, M =:= ?MODULE])
    end.

show(Pid) ->
    {current_stacktrace, Stack} = settled(Pid, []),
    erlang:display([{M, F, A} || {M, F, A, _} <- Stack]).

settled(Pid, Before) ->
    erlang:yield(),
    case process_info(Pid, [status, current_stacktrace]) of
        [{status, waiting}, Before] -> Before;
        [_, Now] -> settled(Pid, Now)
    end.

outer() ->
    X = middle(),
    erlang:display(X),
    done.

middle() ->
    Before = length(processes()),
    {Before, inner(Before), inner(0)}.

inner(N) ->
    Self = self(),
    _ = lists:map(fun(X) -> X end, [N]),
    receive
        {Self, go} -> N
    end.

only() ->
    receive go -> ok end.

timed(N) ->
    _ = lists:seq(1, N),
    receive go -> {N, ok} after 100000 -> timeout end.

%% What calls a fun last has no frame while the fun runs.
last(Fun) ->
    Value = lists:last([1]),
    Fun(Value).
