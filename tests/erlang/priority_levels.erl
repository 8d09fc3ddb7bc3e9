%% SPDX-License-Identifier: Apache-2.0
%%
%% Processes of all priorities: what each does comes to an end, priorities are told and changed, and high ones go first.
-module(priority_levels).
-export([main/0]).

main() ->
    Levels = [low, normal, high, max],
    erlang:display({told, [told(L) || L <- Levels]}),
    erlang:display({first, first()}),
    erlang:display({not_starved, not_starved()}),
    erlang:display({changed, changed()}),
    erlang:display({mixed, mixed(20)}),
    erlang:display({waiting, waiting()}),
    erlang:display({children, children()}),
    erlang:display({errors, [try spawn_opt(fun() -> ok end, [{priority, P}]) catch C:R -> {C, R} end || P <- [urgent, 1, "high"]]}).

told(Level) ->
    Self = self(),
    Pid = spawn_opt(fun() -> Self ! {self(), process_info(self(), priority)} end, [{priority, Level}]),
    receive {Pid, I} -> I end.

%% Started by a process of priority max, so that none runs before all are there.
first() ->
    Self = self(),
    process_flag(priority, max),
    [spawn_opt(fun() -> Self ! {ran, L} end, [{priority, L}]) || L <- [high, high]],
    Old = process_flag(priority, normal),
    {Old, [receive {ran, L} -> L end || _ <- [1, 2]]}.

not_starved() ->
    Self = self(),
    Busy = [spawn(fun() -> spin() end) || _ <- [1, 2]],
    Low = spawn_opt(fun() -> Self ! {self(), lists:sum(lists:seq(1, 100))} end, [{priority, low}]),
    Sum = receive {Low, S} -> S end,
    [exit(P, kill) || P <- Busy],
    Sum.

spin() -> spin().

changed() ->
    Self = self(),
    Pid = spawn(fun() -> Self ! {self(), [process_flag(priority, P) || P <- [high, low, max, normal, normal]]} end),
    receive {Pid, Old} -> Old end.

%% Messages between levels keep their order.
mixed(N) ->
    Self = self(),
    Pids = [spawn_opt(fun() -> relay(Self) end, [{priority, L}]) || L <- [low, normal, high]],
    [P ! {self(), I} || I <- lists:seq(1, N), P <- Pids],
    R = [[receive {P, I} -> I end || _ <- lists:seq(1, N)] =:= lists:seq(1, N) || P <- Pids],
    [exit(P, kill) || P <- Pids],
    R.

relay(To) -> receive {_, I} -> To ! {self(), I}, relay(To) end.

%% A high process that waits keeps nobody from running.
waiting() ->
    Self = self(),
    High = spawn_opt(fun() -> receive {go, X} -> Self ! {high, X} end end, [{priority, high}]),
    Low = spawn_opt(fun() -> High ! {go, from_low} end, [{priority, low}]),
    R = receive {high, X} -> X end,
    {R, is_pid(Low)}.

children() ->
    Self = self(),
    spawn_opt(fun() -> spawn(fun() -> Self ! {child, process_info(self(), priority)} end) end, [{priority, high}]),
    receive {child, I} -> I end.
