%% SPDX-License-Identifier: Apache-2.0
%%
%% Standard input as a port, in lines and with its end; standard output and error as ports.
-module(stdin_lines).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    Port = open_port({fd, 0, 1}, [{line, 40}, binary, eof]),
    erlang:display([erlang:port_info(Port, Item) || Item <- [name, output, os_pid, registered_name]]),
    erlang:display(port_messages:until(Port, eof)),
    {input, Size} = erlang:port_info(Port, input),
    erlang:display(Size),
    true = port_command(Port, ["out ", <<"and\n">>]),
    Port ! {self(), {command, "out again\n"}},
    Output = erlang:port_info(Port, output),
    Geometry = outcome:'of'(fun() -> erlang:port_control(Port, 16#018b0900 + 100, []) end),
    Port ! {self(), close},
    %% When it says so, all has been written.
    Closing = port_messages:until(Port, closed),
    erlang:display({Output, Geometry, Closing}),
    Errors = open_port({fd, 2, 2}, [out, binary]),
    true = port_command(Errors, "to standard error\n"),
    true = port_close(Errors),
    erlang:display(port_messages:until(Errors, exit)),
    nobody().

%% A descriptor that nobody has.
nobody() ->
    Port = open_port({fd, 55, 56}, [out]),
    catch port_command(Port, "x"),
    erlang:display(port_messages:until(Port, exit)).
