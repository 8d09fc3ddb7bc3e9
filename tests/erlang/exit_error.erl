%% SPDX-License-Identifier: Apache-2.0
%% A program that fails: what it printed before still comes, and the exit status is 1.
-module(exit_error).
-export([main/0]).

main() ->
    erlang:display(before),
    erlang:display(outcome:'of'(fun() -> exit(caught) end)),
    spawn(fun() -> error(in_another_process) end),
    receive after 5 -> ok end,
    erlang:display('an error elsewhere is no end'),
    failing(outcome:id([])),
    erlang:display(never).

failing([H | _]) -> H.
