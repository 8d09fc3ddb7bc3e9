%% SPDX-License-Identifier: Apache-2.0
%%
%% Deleted modules: their processes run on, calls are undefined until the module is loaded again.
-module(code_delete).
-export([main/0]).

main() ->
    code_versions:forget(),
    {module, code_subject} = code_versions:load(2),
    Pid = spawn(code_subject, loop, [x]),
    erlang:display(ask(Pid)),
    erlang:display({code:delete(code_subject), erlang:module_loaded(code_subject), code:is_loaded(code_subject)}),
    erlang:display({ask(Pid), erlang:check_old_code(code_subject), erlang:function_exported(code_subject, version, 0)}),
    erlang:display({code:delete(code_subject), is_process_alive(Pid)}),
    %% Its file is on the path: the call finds it.
    erlang:display({code_subject:version(), ask(Pid), erlang:check_old_code(code_subject)}),
    erlang:display({code:delete(code_subject), code:soft_purge(code_subject), code:purge(code_subject)}),
    erlang:display({code:delete(code_subject), code:purge(code_subject), code:delete(code_subject)}),
    erlang:display(code_versions:attempt(fun() -> erlang:get_module_info(code_subject, module) end)),
    erlang:display({code:ensure_loaded(code_subject), code_subject:version()}),
    erlang:display({code:load_file(code_subject), code:load_file(code_subject), code:purge(code_subject)}),
    erlang:display({code:load_file(code_subject), code:load_file(no_such_module_at_all)}),
    erlang:display({code:ensure_loaded(no_such_module_at_all), code_versions:attempt(fun() -> no_such_module_at_all:f() end)}),
    code_versions:forget().

ask(Pid) ->
    Pid ! {self(), version},
    receive {Pid, Answer} -> Answer after 1000 -> none end.
