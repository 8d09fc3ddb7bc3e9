%% SPDX-License-Identifier: Apache-2.0
%%
%% Priorities: who runs before whom as long as all want to run. One scheduler: OTP's run queues are then in order, too.
-module(process_priorities).
-export([main/0]).

main() ->
    erlang:system_flag(schedulers_online, 1),
    erlang:display({flag, [process_flag(priority, P) || P <- [high, low, max, normal]], process_info(self(), priority)}),
    erlang:display({strict, strict()}),
    erlang:display({option, option()}),
    erlang:display({low, low()}),
    erlang:display({mixed, mixed()}),
    [erlang:display(catch_error(fun() -> process_flag(priority, P) end)) || P <- [urgent, 1, [high]]].

%% Started in any order while one of priority max keeps all others waiting, they run by priority.
strict() ->
    process_flag(priority, max),
    Self = self(),
    Wanted = [low, high, normal, max, high, low, max, normal],
    [spawn_opt(fun() -> Self ! {ran, P} end, [{priority, P}]) || P <- Wanted],
    process_flag(priority, low),
    Got = [receive {ran, P} -> P end || _ <- Wanted],
    process_flag(priority, normal),
    Groups = [P || P <- Got, P =:= max orelse P =:= high],
    {Groups, lists:sort(Got)}.

option() ->
    Self = self(),
    [begin
         spawn_opt(fun() -> Self ! process_info(self(), priority) end, [{priority, P}]),
         receive {priority, Seen} -> Seen end
     end || P <- [low, normal, high, max]].

%% A low process gets its turn although normal ones always want to run.
low() ->
    Self = self(),
    Busy = [spawn(fun() -> busy(0) end) || _ <- [1, 2]],
    spawn_opt(fun() -> Self ! low_ran end, [{priority, low}]),
    Result = receive low_ran -> ran after 20000 -> starved end,
    [exit(Pid, kill) || Pid <- Busy],
    Result.

busy(N) -> busy(N + 1).

%% A process that changes its own priority while it runs.
mixed() ->
    Self = self(),
    Pid = spawn(fun() ->
                        Old = [process_flag(priority, P) || P <- [high, max, low, normal]],
                        Self ! {old, Old}
                end),
    receive {old, Old} -> {Old, is_pid(Pid)} end.

catch_error(Fun) ->
    try Fun() catch Class:Reason -> {Class, Reason} end.
