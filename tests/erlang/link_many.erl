%% SPDX-License-Identifier: Apache-2.0
%%
%% Thousands of links, monitors and aliases of one process: none is lost, and none takes time in proportion to the others.
-module(link_many).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    erlang:display({links, links(2000)}),
    erlang:display({monitors, monitors(2000)}),
    erlang:display({aliases, aliases(1000)}),
    erlang:display({unlinked, unlinked(500)}),
    erlang:display({both, both(300)}),
    erlang:display({left, process_info(self(), [links, monitors, message_queue_len])}).

links(Count) ->
    Pids = [spawn_link(fun() -> receive stop -> exit({stopped, N}) end end) || N <- lists:seq(1, Count)],
    {links, Linked} = process_info(self(), links),
    AllLinked = lists:sort(Linked -- Linked ++ Pids) =:= lists:sort(Pids),
    [Pid ! stop || Pid <- lists:reverse(Pids)],
    Sum = lists:sum([receive {'EXIT', Pid, {stopped, N}} -> N end || Pid <- Pids]),
    {length(Linked), AllLinked, Sum}.

monitors(Count) ->
    Pids = [spawn(fun() -> receive stop -> exit(N) end end) || N <- lists:seq(1, Count)],
    Monitors = [monitor(process, Pid) || Pid <- Pids],
    {Gone, Kept} = lists:split(Count div 2, Monitors),
    [true = demonitor(Monitor) || Monitor <- Gone],
    [Pid ! stop || Pid <- Pids],
    lists:sum([receive {'DOWN', Monitor, process, _, N} -> N end || Monitor <- Kept]).

aliases(Count) ->
    Aliases = [alias() || _ <- lists:seq(1, Count)],
    Odd = [Alias || {N, Alias} <- lists:zip(lists:seq(1, Count), Aliases), N rem 2 =:= 1],
    true = lists:all(fun(Alias) -> unalias(Alias) end, Odd),
    [Alias ! {through, N} || {N, Alias} <- lists:zip(lists:seq(1, Count), Aliases)],
    lists:sum(received()).

received() ->
    receive {through, N} -> [N | received()] after 0 -> [] end.

unlinked(Count) ->
    Pids = [spawn_link(fun() -> receive stop -> ok end end) || _ <- lists:seq(1, Count)],
    [unlink(Pid) || Pid <- Pids],
    [Pid ! stop || Pid <- Pids],
    receive {'EXIT', _, _} -> exited after 20 -> none end.

%% All ends of a process that is linked to and watched by many.
both(Count) ->
    Self = self(),
    Centre = spawn(fun() -> receive stop -> exit(centre) end end),
    [spawn(fun() ->
                   process_flag(trap_exit, true),
                   link(Centre),
                   Monitor = monitor(process, Centre),
                   Self ! ready,
                   Exit = receive {'EXIT', Centre, R1} -> R1 end,
                   Down = receive {'DOWN', Monitor, process, Centre, R2} -> R2 end,
                   Self ! {ended, Exit, Down}
           end) || _ <- lists:seq(1, Count)],
    [receive ready -> ok end || _ <- lists:seq(1, Count)],
    Centre ! stop,
    lists:usort([receive {ended, Exit, Down} -> {Exit, Down} end || _ <- lists:seq(1, Count)]).
