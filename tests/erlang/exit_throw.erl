%% SPDX-License-Identifier: Apache-2.0
%% A throw that nobody catches ends the program with status 1, and so does a linked process that dies.
-module(exit_throw).
-export([main/0]).

main() ->
    Me = self(),
    {Pid, Ref} = spawn_monitor(fun() -> spawn_link(fun() -> exit(linked) end), receive never -> ok end end),
    erlang:display(receive {'DOWN', Ref, process, Pid, R} -> R end),
    erlang:display(is_process_alive(Me)),
    throw({nobody, catches}).
