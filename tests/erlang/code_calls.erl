%% SPDX-License-Identifier: Apache-2.0
%%
%% Calls inside a module stay in their version; calls by its name go to the current one.
-module(code_calls).
-export([main/0]).

main() ->
    code_versions:forget(),
    {module, code_subject} = code_versions:load(1),
    Pid = spawn(code_subject, loop, [start]),
    erlang:display({ask(Pid, version), code_subject:remote()}),
    {module, code_subject} = code_versions:load(2),
    erlang:display({ask(Pid, version), code_subject:local(), code_subject:remote()}),
    erlang:display({erlang:check_old_code(code_subject), check(Pid)}),
    Pid ! go_on,
    erlang:display({ask(Pid, version), ask(Pid, state), check(Pid)}),
    erlang:display(code:purge(code_subject)),
    erlang:display({erlang:check_old_code(code_subject), ask(Pid, state)}),
    {module, code_subject} = code_versions:load(3),
    Pid ! go_on,
    erlang:display({ask(Pid, version), ask(Pid, state)}),
    erlang:display({code:soft_purge(code_subject), is_process_alive(Pid)}),
    Pid ! stop,
    code_versions:forget().

check(Pid) -> erlang:check_process_code(Pid, code_subject).

ask(Pid, What) ->
    Pid ! {self(), What},
    receive {Pid, Answer} -> Answer end.
