%% SPDX-License-Identifier: Apache-2.0
%%
%% Processes ended in the midst of things: in receive, in comprehensions, in BIFs, deep in recursion, with try around it, while they send.
-module(exit_from_bifs).
-export([main/0]).

main() ->
    Ways = [waiting, sleeping, looping, deep, building, sorting, in_try, in_catch, sending, spawning, collecting, dictionary, binary, calling],
    [erlang:display({W, ended(W, R)}) || W <- Ways, R <- [stop_now, kill]],
    erlang:display({all_at_once, all_at_once(Ways)}).

ended(Way, Reason) ->
    Self = self(),
    {Pid, Ref} = spawn_monitor(fun() -> Self ! {self(), started}, busy(Way) end),
    receive {Pid, started} -> ok end,
    [erlang:yield() || _ <- lists:seq(1, 5)],
    exit(Pid, Reason),
    receive {'DOWN', Ref, _, _, R} -> R after 10000 -> still_there end.

all_at_once(Ways) ->
    Refs = [spawn_monitor(fun() -> busy(W) end) || W <- Ways],
    erlang:yield(),
    [exit(P, {all, out}) || {P, _} <- Refs],
    lists:usort([receive {'DOWN', R, _, _, W} -> W end || {_, R} <- Refs]).

busy(waiting) -> receive never -> ok end;
busy(sleeping) -> receive after 100000 -> ok end;
busy(looping) -> busy(looping);
busy(deep) -> deep(1);
busy(building) -> _ = length(lists:seq(1, 2000)), busy(building);
busy(sorting) -> _ = lists:sort([erlang:phash2(I) || I <- lists:seq(1, 500)]), busy(sorting);
busy(in_try) -> try busy(looping) catch _:_ -> busy(in_try) after busy(looping) end;
busy(in_catch) -> catch busy(looping), busy(in_catch);
busy(sending) -> sending(spawn_link(fun() -> sink() end));
busy(spawning) -> {_, R} = spawn_monitor(fun() -> ok end), receive {'DOWN', R, _, _, _} -> busy(spawning) end;
busy(collecting) -> erlang:garbage_collect(), busy(collecting);
busy(dictionary) -> [put(I, {I}) || I <- lists:seq(1, 100)], erase(), busy(dictionary);
busy(binary) -> _ = binary:copy(<<"abc">>, 1000), _ = re:run("aaaaaaaaab", "(a+)+b"), busy(binary);
busy(calling) -> apply(?MODULE, module_info, [module]), busy(calling).

deep(N) when N > 20000 -> deep(1);
deep(N) -> 1 + case N rem 20000 of 0 -> 0; _ -> deep(N + 1) end.

sink() -> receive _ -> sink() end.
sending(To) -> To ! {some, [message]}, erlang:yield(), sending(To).
