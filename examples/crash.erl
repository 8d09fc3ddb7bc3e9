%% SPDX-License-Identifier: Apache-2.0
%% Errors: one that is caught and looked at, one in another process, and one that ends the program.
%%
%%   ./run examples/crash.erl; echo $?     the last error goes to standard error, and the exit status is 1
-module(crash).
-export([main/0]).

main() ->
    erlang:display(caught(fun() -> divide(1, 0) end)),
    {Pid, Ref} = spawn_monitor(fun() -> exit({gone, "fishing"}) end),
    receive
        {'DOWN', Ref, process, Pid, Reason} -> erlang:display({process_ended, Reason})
    end,
    erlang:display(average([])).

caught(Fun) ->
    try
        Fun()
    catch
        Class:Reason:Stack -> {Class, Reason, [{Module, Function} || {Module, Function, _, _} <- Stack, Module =:= ?MODULE]}
    end.

divide(A, B) -> A div B.

average(Numbers) -> lists:sum(Numbers) / length(Numbers).
