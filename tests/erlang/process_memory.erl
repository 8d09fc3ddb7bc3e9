%% SPDX-License-Identifier: Apache-2.0
%%
%% erlang:memory: what is told, that it grows and shrinks with processes, and what is refused.
-module(process_memory).
-export([main/0]).

main() ->
    Types = [total, processes, processes_used, system],
    All = erlang:memory(),
    erlang:display([lists:keymember(T, 1, All) || T <- Types]),
    erlang:display([is_integer(erlang:memory(T)) andalso erlang:memory(T) > 0 || T <- Types]),
    erlang:display([T || {T, N} <- erlang:memory(Types), is_integer(N)]),
    erlang:display(erlang:memory([])),
    erlang:display(sums()),
    erlang:display(grows(300)),
    erlang:display([refused(A) || A <- [nothing, [total, nothing], 1, [total | system], "total", [[]]]]).

sums() ->
    [{total, T}, {processes, P}, {system, S}, {processes_used, U}] = erlang:memory([total, processes, system, processes_used]),
    {T =:= P + S, U =< P}.

%% Each of them holds 8 KB and more.
grows(N) ->
    Before = erlang:memory(processes),
    Self = self(),
    Pids = [spawn(fun() -> L = lists:seq(1, 500), Self ! ready, receive stop -> length(L) end end) || _ <- lists:seq(1, N)],
    [receive ready -> ok end || _ <- Pids],
    During = erlang:memory(processes),
    Refs = [monitor(process, P) || P <- Pids],
    [P ! stop || P <- Pids],
    [receive {'DOWN', R, _, _, _} -> ok end || R <- Refs],
    erlang:garbage_collect(),
    {During - Before > N * 8000, falls_below(During - N * 4000, 100)}.

%% OTP frees what a process had after it has told its monitors.
falls_below(_, 0) -> false;
falls_below(Limit, Tries) ->
    erlang:memory(processes) < Limit orelse (receive after 10 -> falls_below(Limit, Tries - 1) end).

refused(A) -> try erlang:memory(A) catch C:R -> {C, R} end.
