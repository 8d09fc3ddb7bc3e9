%% SPDX-License-Identifier: Apache-2.0
%%
%% Several modules at once: code:atomic_load/1, prepare_loading/1, ensure_modules_loaded/1.
-module(code_together).
-export([main/0]).

main() ->
    code_versions:forget(),
    Subject = fun(N) -> {code_subject, "subject.beam", code_versions:binary(N)} end,
    {parity, _, _} = {_, Parity, File} = code:get_object_code(parity),
    Other = {parity, File, Parity},
    forget_parity(),
    show(fun() -> {code:atomic_load([Subject(1), Other]), code_subject:version(), erlang:module_loaded(parity)} end),
    show(fun() -> {code:is_loaded(code_subject), code:atomic_load([Subject(2)]), code_subject:version()} end),
    show(fun() -> code:atomic_load([Subject(3), Other]) end),
    show(fun() -> {code_subject:version(), code:purge(code_subject), code_subject:version()} end),
    show(fun() -> code:atomic_load([Subject(3), {nothing, "x", <<"nothing">>}]) end),
    show(fun() -> code:atomic_load([no_such_module_at_all]) end),
    show(fun() -> code:atomic_load([Subject(3), Subject(4)]) end),
    show(fun() -> code:atomic_load([{code_subject, "on_load.beam", code_versions:binary_on_load(3)}]) end),
    show(fun() -> code:atomic_load(nothing) end),
    show(fun() -> code_subject:version() end),
    {ok, Prepared} = code:prepare_loading([Subject(5)]),
    show(fun() -> {code_subject:version(), code:finish_loading(Prepared), code_subject:version()} end),
    forget_parity(),
    show(fun() -> {code:ensure_modules_loaded([parity, lists]), erlang:module_loaded(parity)} end),
    show(fun() -> code:ensure_modules_loaded([parity, no_such_module_at_all]) end),
    forget_parity(),
    code_versions:forget().

forget_parity() ->
    code:purge(parity), code:delete(parity), code:purge(parity).

show(Fun) ->
    erlang:display(case code_versions:attempt(Fun) of {error, function_clause} -> function_clause; Result -> Result end).
