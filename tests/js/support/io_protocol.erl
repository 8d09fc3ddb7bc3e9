%% SPDX-License-Identifier: Apache-2.0
%%
%% The I/O protocol on standard input and output, without a boot of OTP's own.
-module(io_protocol).
-export([main/0]).

main() ->
    io:format("~p ~w ~s ~ts~n", [{a, [1, 2]}, "ab", "text", [228]]),
    io:put_chars([<<"bin">>, $a, [[], "ry\n"]]),
    io:nl(),
    io:fwrite(user, "~5.2f|~10s|~-10s|~.16b~n", [3.14159, "right", "left", 255]),
    {'EXIT', {badarg, _}} = (catch io:format(lists:append(["~p", "~n"]), [])),
    io:format("~p~n", [lists:sort([K || {K, _} <- io:getopts()])]),
    io:format("~p~n", [{io:columns(), io:rows()}]),
    io:format("~p~n", [io:get_line("prompt> ")]),
    io:format("~p~n", [io:fread("number> ", "~d ~s")]),
    io:format("~p~n", [io:read("term> ")]),
    io:format("~p~n", [io:get_chars("", 3)]),
    io:format("~p~n", [io:get_line("")]),
    io:format("~p~n", [io:get_line("")]),
    ok = io:setopts([binary]),
    io:format("~p~n", [io:get_line("")]),
    [spawn_monitor(fun() -> io:format("line ~p~n", [7]) end) || _ <- [1, 2, 3]],
    [receive {'DOWN', _, _, _, Reason} -> io:format("~p~n", [Reason]) end || _ <- [1, 2, 3]],
    io:format("~p~n", [group_leader() =:= whereis(user) orelse node(group_leader())]),
    io:format(standard_error, "not on standard output~n", []).
