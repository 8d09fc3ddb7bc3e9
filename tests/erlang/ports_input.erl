%% SPDX-License-Identifier: Apache-2.0
%%
%% Input of ports in lines and in packets, whole and in pieces.
-module(ports_input).
-export([main/0]).

-import(port_messages, [until/2, next/1]).

main() ->
    process_flag(trap_exit, true),
    Lines = [{"ab\\ncdefgh\\r\\nx\\n\\nlast", 4}, {"abcd\\nx\\n", 4}, {"abcd\\r\\nx", 4}, {"abcde\\r\\nx", 4},
        {"abcdefgh\\nx", 4}, {"a\\rb\\n", 4}, {"a\\r\\r\\n", 4}, {"abcd", 4}, {"abcd\\r", 4}, {"\\r\\n\\n", 4},
        {"a\\nb", 1}, {"ab\\n", 1}, {"a\\r\\nb", 1}, {"\\ra\\n", 1}, {"", 1}],
    [shows({Text, Length}, print(Text), [{line, Length}, eof], eof) || {Text, Length} <- Lines],
    shows(binary_lines, print("one\\ntwo\\nthree"), [{line, 10}, binary, eof, exit_status], eof),
    shows(plain_line, print("one\\ntwo"), [line, eof], eof),
    shows(without_eof, print("one\\ntwo"), [{line, 9}], exit),
    shows(in_pieces, "for i in 'abc' 'd' 'e\\r' '\\nf' 'g' '\\n'; do printf \"$i\"; sleep 0.02; done", [{line, 4}, eof], eof),
    shows(packet_1, print("\\3abc\\0\\2xy\\5zz"), [{packet, 1}, eof], eof),
    shows(packet_2, print("\\0\\3abc\\0\\0\\0\\2xy\\0\\5zz"), [{packet, 2}, eof], eof),
    shows(packet_4, print("\\0\\0\\0\\3abc\\0\\0\\0\\2xy\\0\\0"), [{packet, 4}, binary, eof], eof),
    shows(packet_in_pieces, "for i in '\\0' '\\3a' 'bc\\0' '\\1x'; do printf \"$i\"; sleep 0.02; done", [{packet, 2}, eof], eof),
    [packets(Bytes, Sizes) || {Bytes, Sizes} <- [{1, [0, 1, 255]}, {2, [0, 256, 65535]}, {4, [0, 65536, 200000]}]].

print(Text) -> "printf '" ++ Text ++ "'".

shows(Name, Script, Options, Last) ->
    Port = open_port({spawn_executable, "/bin/sh"}, [{args, ["-c", Script]} | Options]),
    erlang:display({Name, until(Port, Last)}),
    catch port_close(Port),
    receive {'EXIT', Port, _} -> ok after 0 -> ok end.

%% Packets of several sizes there and back.
packets(Bytes, Sizes) ->
    Port = open_port({spawn, "cat"}, [{packet, Bytes}, binary]),
    erlang:display([begin
        Data = binary:copy(<<$a>>, Size),
        true = port_command(Port, [Data]),
        {data, Data} =:= next(Port)
    end || Size <- Sizes]),
    port_close(Port),
    until(Port, exit).
