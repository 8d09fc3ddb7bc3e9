%% SPDX-License-Identifier: Apache-2.0
%%
%% The same code loaded again: funs go on in the new version; who waits in the old one ends with a purge.
-module(code_same_version).
-export([main/0]).

main() ->
    code_versions:forget(),
    {module, code_subject} = code_versions:load(1),
    Add = code_subject:adder(1),
    {module, code_subject} = code_versions:load(1),
    erlang:display({Add(1), Add =:= code_subject:adder(1), code:soft_purge(code_subject), Add(2)}),
    Pid = spawn(fun() -> code_subject:wait() end),
    wait_for(Pid),
    {Runner, Monitor} = spawn_monitor(fun() -> run(Add, 3) end),
    {module, code_subject} = code_versions:load(1),
    erlang:display({Add(3), code:purge(code_subject), is_process_alive(Pid), Add(4)}),
    Runner ! go,
    receive {'DOWN', Monitor, process, _, Result} -> erlang:display(Result) end,
    erlang:display([begin {module, _} = code_versions:load(1), code:purge(code_subject), Add(N) end || N <- [5, 6, 7]]),
    code_versions:forget().

wait_for(Pid) ->
    case process_info(Pid, status) of
        {status, waiting} -> ok;
        _ -> erlang:yield(), wait_for(Pid)
    end.

run(Fun, X) ->
    receive go -> exit({result, Fun(X)}) end.
