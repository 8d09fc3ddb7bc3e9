%% SPDX-License-Identifier: Apache-2.0
%%
%% Monitors with tags of any type, which live as long as the monitor, through collections.
-module(monitor_tags).
-export([main/0]).

main() ->
    [erlang:display({Tag, tagged(Tag)}) || Tag <- [atom, 1, {tuple, "text"}, [list, 'of', things], #{map => [1, 2]}, <<"binary">>, 1.5, 1 bsl 80]],
    erlang:display({dead, dead({my, tag})}),
    erlang:display({elsewhere, elsewhere({my, tag})}),
    erlang:display({name, name({by, name})}),
    erlang:display({demonitored, demonitored()}),
    erlang:display({many, many(200)}),
    erlang:display({alias, alias_and_tag()}),
    [erlang:display(refused(Options)) || Options <- [[{tag}], [{alias, x}], [{tag, a} | b], x, [tag], [{unknown, 1}]]].

tagged(Tag) ->
    Pid = spawn(fun() -> receive stop -> exit(stopped) end end),
    Monitor = monitor(process, Pid, [{tag, Tag}]),
    garbage(2000),
    Pid ! stop,
    receive {Tag, Monitor, process, Pid, Reason} -> Reason after 5000 -> nothing end.

garbage(N) -> length([{X, [X]} || X <- lists:seq(1, N)]).

dead(Tag) ->
    {Pid, First} = spawn_monitor(fun() -> ok end),
    receive {'DOWN', First, process, Pid, normal} -> ok end,
    Monitor = monitor(process, Pid, [{tag, Tag}]),
    receive {Tag, Monitor, process, Pid, Reason} -> Reason after 5000 -> nothing end.

elsewhere(Tag) ->
    try monitor(process, {name, 'other@nowhere'}, [{tag, Tag}]) catch error:Reason -> Reason end.

name(Tag) ->
    Pid = spawn(fun() -> receive stop -> ok end end),
    register(monitor_tags_name, Pid),
    Monitor = monitor(process, monitor_tags_name, [{tag, Tag}]),
    Pid ! stop,
    receive {Tag, Monitor, process, {Name, Node}, Reason} -> {Name, Node =:= node(), Reason} after 5000 -> nothing end.

demonitored() ->
    Pid = spawn(fun() -> receive stop -> ok end end),
    Monitor = monitor(process, Pid, [{tag, {a, "b"}}]),
    true = demonitor(Monitor, [flush, info]),
    Pid ! stop,
    receive Message -> Message after 20 -> nothing end.

many(Count) ->
    Pids = [spawn(fun() -> receive stop -> exit(N) end end) || N <- lists:seq(1, Count)],
    Monitors = [{N, monitor(process, Pid, [{tag, {number, [N]}}])} || {N, Pid} <- lists:zip(lists:seq(1, Count), Pids)],
    garbage(5000),
    [Pid ! stop || Pid <- Pids],
    lists:sum([receive {{number, [N]}, Monitor, process, _, N} -> N after 5000 -> 0 end || {N, Monitor} <- Monitors]).

alias_and_tag() ->
    Pid = spawn(fun() -> receive {to, Alias} -> Alias ! {answer, Alias} end, receive stop -> ok end end),
    Monitor = monitor(process, Pid, [{tag, {t}}, {alias, reply_demonitor}]),
    Pid ! {to, Monitor},
    Answer = receive {answer, Monitor} -> answered after 5000 -> nothing end,
    Pid ! stop,
    {Answer, receive Message -> Message after 20 -> nothing end}.

refused(Options) ->
    try monitor(process, self(), Options) of
        Reference -> is_reference(Reference)
    catch
        Class:Reason -> {Class, Reason}
    end.
