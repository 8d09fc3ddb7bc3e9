%% SPDX-License-Identifier: Apache-2.0
%%
%% Ports to programs: what they write, how they end, what they are started with.
-module(ports_programs).
-export([main/0]).

-import(port_messages, [until/2, next/1]).

main() ->
    process_flag(trap_exit, true),
    shows(hello, open_port({spawn, "sh -c 'echo hi; exit 3'"}, [exit_status, eof, binary]), eof),
    shows(lists, open_port({spawn, "sh -c 'echo hi'"}, []), exit),
    shows(atom, open_port({spawn, 'echo atom'}, [exit_status]), exit),
    shows(binary, open_port({spawn, <<"echo binary">>}, [binary]), exit),
    shows(nested, open_port({spawn, ["echo ", [$n, "es"], "ted"]}, []), exit),
    shows(not_found, open_port({spawn, "nosuchprogram 2>/dev/null"}, [exit_status]), exit),
    shows(killed, open_port({spawn, "sh -c 'kill -9 $$'"}, [exit_status]), exit),
    shows(terminated, open_port({spawn, "sh -c 'kill -15 $$'"}, [exit_status]), exit),
    shows(without_output, open_port({spawn, "true"}, [exit_status, out]), exit),
    shows(reads_only, open_port({spawn, "echo in"}, [in]), exit),
    shows(stderr, open_port({spawn, "sh -c 'echo a; echo b >&2; echo c'"}, [stderr_to_stdout, {line, 80}]), exit),
    shows(file, open_port({spawn_executable, "/bin/sh"},
        [{args, ["-c", "echo $0 $1 $X; echo \"$2\"; pwd", <<"one">>, "two words"]}, {arg0, "zero"}, {env, [{"X", "y"}]},
         {cd, "/usr"}, exit_status, {line, 200}]), exit),
    shows(file_stderr, open_port({spawn_executable, "/bin/sh"},
        [{args, ["-c", "echo out; echo \"$1\" >&2; exit 7", "sh", "an error"]}, exit_status, stderr_to_stdout, {line, 200}]), exit),
    shows(unset, open_port({spawn, "sh -c 'echo ${A-unset} ${B-unset} $C'"},
        [{env, [{"A", "1"}, {"B", "2"}, {"A", false}, {"C", "x y"}]}]), exit),
    shows(unicode, open_port({spawn_executable, "/bin/echo"}, [{args, [[955, 160, 8364], <<"b\xc3\xa4"/utf8>>]}, binary]), exit),
    echo(),
    other_descriptors(),
    in_the_background(),
    after_the_end(),
    own_number().

shows(Name, Port, Last) -> erlang:display({Name, until(Port, Last)}).

%% What goes in comes out, in all ways to send it.
echo() ->
    Port = open_port({spawn, "cat"}, [binary]),
    true = port_command(Port, ["a", [<<"b">>, $c]]),
    erlang:display(next(Port)),
    Port ! {self(), {command, "by message"}},
    erlang:display(next(Port)),
    true = erlang:port_command(Port, <<>>),
    true = erlang:port_command(Port, "after nothing", [nosuspend]),
    erlang:display(next(Port)),
    Large = binary:copy(<<"0123456789">>, 30000),
    true = port_command(Port, Large),
    erlang:display({large, collect(Port, byte_size(Large), []) =:= Large}),
    true = port_close(Port),
    erlang:display(until(Port, exit)).

collect(_, 0, Sofar) -> iolist_to_binary(Sofar);
collect(Port, Left, Sofar) ->
    receive {Port, {data, Data}} -> collect(Port, Left - byte_size(Data), [Sofar, Data]) end.

other_descriptors() ->
    Port = open_port({spawn, "sh -c 'cat <&3 >&4'"}, [nouse_stdio]),
    port_command(Port, "through 3 and 4"),
    erlang:display(next(Port)),
    port_close(Port),
    erlang:display(until(Port, exit)).

%% The status comes when the output has ended, even if the program has before.
in_the_background() ->
    Port = open_port({spawn, "sh -c '(sleep 0.3; echo later) & exit 4'"}, [exit_status]),
    erlang:display(until(Port, exit)).

%% With `eof` a port is there after its program's end of output, and takes data.
after_the_end() ->
    Port = open_port({spawn, "sh -c 'exec 1>&-; cat >/dev/null'"}, [eof]),
    erlang:display(until(Port, eof)),
    erlang:display({port_command(Port, "more"), element(1, erlang:port_info(Port, name))}),
    port_close(Port),
    erlang:display(until(Port, exit)).

own_number() ->
    Port = open_port({spawn, "sh -c 'echo $$'"}, [{line, 20}]),
    {os_pid, Number} = erlang:port_info(Port, os_pid),
    {data, {eol, Text}} = next(Port),
    erlang:display({own_number, list_to_integer(Text) =:= Number}),
    erlang:display(until(Port, exit)).
