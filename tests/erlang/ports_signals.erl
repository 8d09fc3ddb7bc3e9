%% SPDX-License-Identifier: Apache-2.0
%%
%% Closing ports, messages to them, owners, links, monitors, names.
-module(ports_signals).
-export([main/0]).

-import(port_messages, [all/1, until/2, next/1, in_process/2]).

main() ->
    Tests = [{close_by_message, fun close_by_message/0}, {close_untrapped, fun close_untrapped/0},
        {close, fun close/0}, {bad_signals, fun bad_signals/0}, {bad_signal_untrapped, fun bad_signal_untrapped/0},
        {not_the_owner, fun not_the_owner/0}, {exits, fun exits/0}, {exit_untrapped, fun exit_untrapped/0},
        {connect_by_message, fun connect_by_message/0}, {connect, fun connect/0}, {links, fun links/0},
        {link_closed, fun link_closed/0}, {owner_ends, fun owner_ends/0}, {owner_unlinked, fun owner_unlinked/0},
        {crash_spreads, fun crash_spreads/0}, {monitors, fun monitors/0}, {names, fun names/0}, {data, fun data/0},
        {closed, fun closed/0}, {broken_pipe, fun broken_pipe/0}, {packet_too_long, fun packet_too_long/0}],
    [in_process(Name, Fun) || {Name, Fun} <- Tests].

cat() -> open_port({spawn, "cat"}, []).
trap() -> process_flag(trap_exit, true).

%% Runs in another process, which has ended when this returns.
elsewhere(Fun) ->
    {Pid, Ref} = spawn_monitor(Fun),
    receive {'DOWN', Ref, process, Pid, _} -> ok end.

close_by_message() ->
    trap(),
    Port = cat(),
    Port ! {self(), close},
    [until(Port, closed), erlang:port_info(Port)].

close_untrapped() ->
    Port = cat(),
    Port ! {self(), close},
    until(Port, closed).

close() ->
    trap(),
    Port = cat(),
    Ref = monitor(port, Port),
    true = port_close(Port),
    [erlang:port_info(Port), lists:member(Port, erlang:ports()), is_reference(Ref), all(Port)].

bad_signals() ->
    trap(),
    Port = cat(),
    Bad = [foo, {self(), foo}, {self(), {command, bar}}, {self(), {command}}, {foo, close}, {self(), close, x},
        {self(), {connect, foo}}, {self(), {connect, self(), x}}, {self(), {foo, bar}}],
    Answers = [begin Port ! Message, until(Port, exit) end || Message <- Bad],
    [Answers, erlang:port_info(Port, connected) =:= {connected, self()}].

bad_signal_untrapped() ->
    Port = cat(),
    Port ! foo,
    receive after 1000 -> still_here end.

not_the_owner() ->
    trap(),
    Port = cat(),
    Owner = self(),
    elsewhere(fun() -> Port ! {self(), {command, "not his"}} end),
    First = all(Port),
    elsewhere(fun() -> Port ! {Owner, {command, "in his name"}} end),
    Second = all(Port),
    elsewhere(fun() -> port_command(Port, "a bif") end),
    Third = all(Port),
    elsewhere(fun() -> Port ! {self(), close} end),
    Fourth = all(Port),
    elsewhere(fun() -> port_close(Port) end),
    [First, Second, Third, Fourth, all(Port)].

exits() ->
    trap(),
    [begin Port = cat(), exit(Port, Reason), until(Port, exit) end || Reason <- [normal, foo, kill, {a, "term"}]]
        ++ [begin
                Port = cat(),
                elsewhere(fun() -> exit(Port, Reason) end),
                until(Port, exit)
            end || Reason <- [normal, foo, kill]].

exit_untrapped() ->
    Port = cat(),
    exit(Port, {untrapped, reason}),
    receive after 1000 -> still_here end.

connect_by_message() ->
    trap(),
    Port = cat(),
    Self = self(),
    Other = spawn_link(fun() -> trap(), Self ! {other, all(Port)} end),
    Port ! {self(), {connect, Other}},
    connected = next(Port),
    Info = [erlang:port_info(Port, connected) =:= {connected, Other}, erlang:port_info(Port, links) =:= {links, [Self]}],
    port_command(Port, "for the other"),
    receive {other, Got} -> [Info, Got, all(Port)] end.

connect() ->
    trap(),
    Port = cat(),
    Self = self(),
    Other = spawn(fun() -> trap(), Self ! {other, all(Port)} end),
    true = port_connect(Port, Other),
    {links, Links} = erlang:port_info(Port, links),
    Info = [erlang:port_info(Port, connected) =:= {connected, Other}, lists:sort(Links) =:= lists:sort([Self, Other])],
    port_command(Port, "for the other"),
    receive {other, Got} -> [Info, Got, all(Port)] end.

links() ->
    trap(),
    Port = cat(),
    true = link(Port),
    true = unlink(Port),
    true = unlink(Port),
    Without = {process_info(self(), links), erlang:port_info(Port, links)},
    true = link(Port),
    With = {process_info(self(), links) =:= {links, [Port]}, erlang:port_info(Port, links) =:= {links, [self()]}},
    elsewhere(fun() -> link(Port) end),
    Before = all(Port),
    elsewhere(fun() -> link(Port), exit(oops) end),
    [Without, With, Before, until(Port, exit)].

link_closed() ->
    Port = cat(),
    port_close(Port),
    Untrapped = outcome:'of'(fun() -> link(Port) end),
    trap(),
    link(Port),
    [Untrapped, until(Port, exit)].

owner_ends() ->
    Self = self(),
    elsewhere(fun() -> Self ! {port, cat()} end),
    receive {port, Port} -> erlang:port_info(Port) end.

owner_unlinked() ->
    Self = self(),
    elsewhere(fun() -> Port = cat(), unlink(Port), Self ! {port, Port} end),
    receive {port, Port} -> ok end,
    {connected, Owner} = erlang:port_info(Port, connected),
    [is_process_alive(Owner), port_command(Port, "to nobody"), port_close(Port)].

%% One process, its ports, and the processes linked to those.
crash_spreads() ->
    trap(),
    Self = self(),
    Pid = spawn_link(fun() ->
        Ports = [cat() || _ <- lists:seq(1, 20)],
        [Self ! {linked, spawn_monitor_linked(Self, Port)} || Port <- Ports],
        receive crash -> exit(crash) end
    end),
    Others = [receive {linked, Other} -> Other end || _ <- lists:seq(1, 20)],
    Monitors = [monitor(process, Other) || Other <- Others],
    Pid ! crash,
    Reasons = [receive {'DOWN', Ref, process, _, Reason} -> Reason end || Ref <- Monitors],
    [lists:usort(Reasons), until(Pid, exit_of_process)].

spawn_monitor_linked(Self, Port) ->
    Ready = make_ref(),
    Parent = self(),
    Pid = spawn(fun() -> link(Port), Parent ! Ready, receive after infinity -> Self end end),
    receive Ready -> Pid end.

monitors() ->
    trap(),
    Port = cat(),
    _ = monitor(port, Port),
    Tagged = erlang:monitor(port, Port, [{tag, mine}]),
    Gone = monitor(port, Port),
    true = is_reference(Tagged),
    true = demonitor(Gone),
    {monitored_by, By} = erlang:port_info(Port, monitored_by),
    {monitors, Items} = process_info(self(), monitors),
    Counts = {length(By), [Type || {Type, P} <- Items, P =:= Port]},
    exit(Port, done),
    After = all(Port),
    monitor(port, Port),
    Bad = [outcome:'of'(fun() -> monitor(process, Port) end), outcome:'of'(fun() -> monitor(port, self()) end),
        outcome:'of'(fun() -> monitor(port, 1) end)],
    elsewhere(fun() -> P = cat(), monitor(port, P), unlink(P), exit(normal) end),
    [Counts, lists:sort(After), all(Port), Bad].

names() ->
    trap(),
    Port = cat(),
    Before = erlang:port_info(Port, registered_name),
    true = register(a_port, Port),
    Named = {erlang:port_info(Port, registered_name), whereis(a_port) =:= Port, lists:member(a_port, registered())},
    Taken = [outcome:'of'(fun() -> register(a_port, self()) end), outcome:'of'(fun() -> register(another, Port) end)],
    a_port ! {self(), {command, "by name"}},
    One = next(Port),
    {a_port, node()} ! {self(), {command, "with node"}},
    Two = next(Port),
    true = port_command(a_port, "bif"),
    Three = next(Port),
    monitor(port, a_port),
    Monitors = process_info(self(), monitors),
    true = unregister(a_port),
    true = register(second, Port),
    true = port_close(second),
    Closed = lists:sort(all(Port)),
    monitor(port, second),
    [Before, Named, Taken, One, Two, Three, Monitors, Closed, all(Port), whereis(second),
        outcome:'of'(fun() -> second ! foo end), outcome:'of'(fun() -> register(third, Port) end)].

data() ->
    Port = cat(),
    First = erlang:port_get_data(Port),
    true = erlang:port_set_data(Port, {a, "list", <<1:70>>}),
    garbage_collect(),
    Second = erlang:port_get_data(Port),
    true = erlang:port_set_data(Port, small),
    [First, Second, erlang:port_get_data(Port), is_port(Port), Port =:= list_to_port(port_to_list(Port)),
        erlang:port_info(Port, name), erlang:port_info(Port, parallelism), erlang:port_info(Port, output)].

closed() ->
    Port = cat(),
    port_close(Port),
    [outcome:'of'(Fun) || Fun <- [
        fun() -> port_command(Port, "x") end, fun() -> erlang:port_control(Port, 1, "x") end,
        fun() -> erlang:port_call(Port, 1, x) end, fun() -> port_close(Port) end,
        fun() -> port_connect(Port, self()) end, fun() -> erlang:port_info(Port) end,
        fun() -> erlang:port_info(Port, name) end, fun() -> erlang:port_get_data(Port) end,
        fun() -> erlang:port_set_data(Port, 1) end, fun() -> (Port ! foo) =:= foo end,
        fun() -> exit(Port, foo) end, fun() -> unlink(Port) end]].

%% The program has closed its input: sending to it ends the port, and who is linked to that.
broken_pipe() ->
    trap(),
    Port = open_port({spawn, "sh -c 'exec 0<&-; echo closed; exec sleep 2'"}, []),
    {data, "closed\n"} = next(Port),
    Port ! {self(), {command, "x"}},
    until(Port, exit).

packet_too_long() ->
    trap(),
    Port = open_port({spawn, "cat"}, [{packet, 1}]),
    true = port_command(Port, lists:duplicate(256, $a)),
    until(Port, exit).
