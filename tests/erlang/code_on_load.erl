%% SPDX-License-Identifier: Apache-2.0
%%
%% -on_load functions of modules that replace others: one that fails leaves what there was.
-module(code_on_load).
-export([main/0]).

main() ->
    code_versions:forget(),
    result(ok),
    show(fun() -> {load(1), code_subject:version()} end),
    result(refused),
    show(fun() -> {load(2), code_subject:version(), erlang:check_old_code(code_subject)} end),
    result({raise, reason}),
    show(fun() -> {load(3), code_subject:version(), erlang:check_old_code(code_subject)} end),
    result(ok),
    show(fun() -> {load(4), code_subject:version(), erlang:check_old_code(code_subject)} end),
    show(fun() -> {load(5), code_subject:version(), erlang:check_old_code(code_subject)} end),
    %% Another process asks for it while the function runs.
    code_versions:forget(),
    result({wait, self()}),
    Loader = asks(fun() -> load(6) end),
    receive {Function, loading} -> ok end,
    Caller = asks(fun() -> code_subject:version() end),
    Second = asks(fun() -> code:ensure_loaded(code_subject) end),
    receive after 20 -> ok end,
    show(fun() -> {erlang:module_loaded(code_subject), erlang:function_exported(code_subject, version, 0)} end),
    Function ! ok,
    show(fun() -> [answer(Pid) || Pid <- [Loader, Caller, Second]] end),
    result({wait, self()}),
    Again = asks(fun() -> load(7) end),
    receive {Function2, loading} -> ok end,
    show(fun() -> code_subject:version() end),
    Function2 ! refused,
    show(fun() -> {answer(Again), code_subject:version()} end),
    Prepared = erlang:prepare_loading(code_subject, code_versions:binary_on_load(8)),
    show(fun() -> erlang:has_prepared_code_on_load(Prepared) end),
    code_versions:forget(),
    result(ok),
    show(fun() -> erlang:load_module(code_subject, code_versions:binary_on_load(8)) end),
    show(fun() -> {erlang:module_loaded(code_subject), erlang:call_on_load_function(code_subject)} end),
    show(fun() -> {erts_code_purger:finish_after_on_load(code_subject, true), code_subject:version()} end),
    persistent_term:erase(code_loading_result),
    code_versions:forget().

result(Term) -> persistent_term:put(code_loading_result, Term).

load(N) -> code:load_binary(code_subject, "on_load.beam", code_versions:binary_on_load(N)).

asks(Fun) ->
    Me = self(),
    spawn_link(fun() -> Me ! {self(), code_versions:attempt(Fun)} end).

answer(Pid) -> receive {Pid, Answer} -> Answer end.

show(Fun) -> erlang:display(code_versions:attempt(Fun)).
