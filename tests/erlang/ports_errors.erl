%% SPDX-License-Identifier: Apache-2.0
%%
%% Ports that cannot be opened, and wrong arguments of the functions for ports.
-module(ports_errors).
-export([main/0]).

main() ->
    [shows(Name, [foo]) || Name <- [{spawn, "cat"}]],
    [shows(Name, []) || Name <- [
        {spawn_executable, "/nosuch"}, {spawn_executable, "sh"}, {spawn_executable, "/etc/passwd"},
        {spawn_executable, ""}, {spawn, ""}, {spawn, []}, {spawn, <<>>}, {spawn, 1}, {spawn, "a" ++ b},
        {spawn, ["x", <<"y">>]}, {spawn, [0]}, {spawn, [16#110000]}, {spawn, "a", b}, {spawn}, {}, {foo, "x"}, 1,
        {spawn_driver, "nosuch"}, {spawn_driver, "nosuch with arguments"}, {fd, 0}, {fd, a, 1}, {fd, 0, 1, 2}]],
    [shows({spawn, "cat"}, Options) || Options <- [
        foo, [foo], [stream | binary], [{packet, 3}], [{packet, 8}], [{packet, a}], [{line, 0}], [{line, -1}], [{line, a}],
        [{packet, 2}, {line, 3}], [stderr_to_stdout, nouse_stdio], [{args, []}], [{arg0, "x"}], [{env, foo}],
        [{env, [foo]}], [{env, [{"a=b", "c"}]}], [{env, [{"", "c"}]}], [{env, [{"a", 1}]}], [{cd, 1}], [{parallelism, maybe}],
        [{busy_limits_port, x}], [{busy_limits_port, {0, 1}}], [{busy_limits_msgq, {1}}], [{foo, bar}], [{a, b, c}]]],
    [shows({spawn_executable, "/bin/cat"}, Options) || Options <- [
        [{args, foo}], [{args, [1]}], [{args, ["a" | b]}], [{args, [[0]]}], [{arg0, 1}], [{arg0, [a | b]}]]],
    shows({fd, 0, 1}, [exit_status]),
    Port = open_port({spawn, "cat"},
        [stream, {packet, 1}, stream, use_stdio, hide, overlapped_io, in, out, {parallelism, true}, {busy_limits_port, disabled},
         {busy_limits_msgq, {1, 2}}, {cd, "/"}]),
    erlang:display([outcome:'of'(Fun) || Fun <- [
        fun() -> erlang:port_info(Port, parallelism) end, fun() -> erlang:port_info(Port, foo) end,
        fun() -> erlang:port_info(Port, 1) end, fun() -> erlang:port_info(1) end, fun() -> erlang:port_info(nosuchname) end,
        fun() -> erlang:port_info(nosuchname, name) end, fun() -> erlang:port_info(self(), name) end,
        fun() -> port_command(Port, foo) end, fun() -> port_command(Port, [256]) end, fun() -> port_command(Port, "a", [foo]) end,
        fun() -> port_command(Port, "a", foo) end, fun() -> port_command(Port, "a", [force]) end, fun() -> port_command(1, "a") end,
        fun() -> port_command(nosuchname, "a") end, fun() -> erlang:port_control(Port, 1, "a") end,
        fun() -> erlang:port_control(Port, -1, "a") end, fun() -> erlang:port_control(Port, 1 bsl 40, "a") end,
        fun() -> erlang:port_control(Port, a, "a") end, fun() -> erlang:port_control(nosuchname, 1, "a") end,
        fun() -> erlang:port_call(Port, 1, foo) end, fun() -> erlang:port_call(Port, foo) end, fun() -> port_connect(Port, foo) end,
        fun() -> port_connect(1, self()) end, fun() -> port_close(1) end, fun() -> port_close(nosuchname) end,
        fun() -> erlang:port_set_data(1, 2) end, fun() -> erlang:port_get_data(nosuchname) end,
        fun() -> nosuchname ! foo end, fun() -> exit(1, foo) end, fun() -> link(1) end, fun() -> unlink(1) end,
        fun() -> is_process_alive(Port) end, fun() -> register(undefined, Port) end, fun() -> register(x, 1) end]]).

shows(Name, Options) ->
    try open_port(Name, Options) of
        Port -> erlang:display({opened, Name, Options, is_port(Port)}), port_close(Port)
    catch
        Class:Reason:Stack ->
            [{M, F, A, Info} | _] = Stack,
            erlang:display({Name, Options, Class, Reason, {M, F, length(A)}, Info})
    end.
