%% SPDX-License-Identifier: Apache-2.0
%%
%% erlang:load_module/2 and what OTP's code server is made of.
-module(code_low_level).
-export([main/0]).

main() ->
    code_versions:forget(),
    [One, Two, Three] = [code_versions:binary(N) || N <- [1, 2, 3]],
    show(fun() -> erlang:load_module(code_subject, One) end),
    show(fun() -> erlang:load_module(code_subject, Two) end),
    show(fun() -> erlang:load_module(code_subject, Three) end),
    show(fun() -> code_subject:version() end),
    show(fun() -> erlang:delete_module(code_subject) end),
    show(fun() -> erts_code_purger:purge(code_subject) end),
    show(fun() -> erts_code_purger:purge(code_subject) end),
    show(fun() -> erts_code_purger:soft_purge(code_subject) end),
    show(fun() -> erlang:purge_module(code_subject) end),
    show(fun() -> erlang:delete_module(code_subject) end),
    show(fun() -> erlang:delete_module(code_subject) end),
    show(fun() -> {erlang:module_loaded(code_subject), erlang:check_old_code(code_subject)} end),
    show(fun() -> erlang:load_module(code_subject, Three) end),
    show(fun() -> {code_subject:version(), erlang:check_old_code(code_subject)} end),
    show(fun() -> erlang:purge_module(code_subject) end),
    Prepared = erlang:prepare_loading(code_subject, One),
    show(fun() -> {is_reference(Prepared), erlang:has_prepared_code_on_load(Prepared)} end),
    show(fun() -> code_subject:version() end),
    show(fun() -> erlang:finish_loading([Prepared, Prepared]) end),
    show(fun() -> erlang:finish_loading([Prepared]) end),
    show(fun() -> code_subject:version() end),
    show(fun() -> erlang:finish_loading([Prepared]) end),
    show(fun() -> erlang:finish_loading([erlang:prepare_loading(code_subject, Two)]) end),
    show(fun() -> erlang:finish_loading([]) end),
    show(fun() -> erlang:finish_loading(nothing) end),
    show(fun() -> erlang:has_prepared_code_on_load(nothing) end),
    show(fun() -> erlang:load_module(other_name, One) end),
    show(fun() -> erlang:load_module(code_subject, binary:part(One, 0, byte_size(One) div 2)) end),
    show(fun() -> erlang:load_module("code_subject", One) end),
    show(fun() -> erlang:load_module(code_subject, [One]) end),
    show(fun() -> erlang:delete_module(no_such_module_at_all) end),
    show(fun() -> erlang:delete_module(1) end),
    show(fun() -> erlang:purge_module(no_such_module_at_all) end),
    show(fun() -> erlang:check_old_code("x") end),
    show(fun() -> erlang:check_process_code(self(), code_subject) end),
    show(fun() -> erlang:check_process_code(self(), code_subject, [{allow_gc, false}]) end),
    show(fun() -> erlang:check_process_code(self(), code_subject, [{async, {my, request}}]) end),
    receive Answer -> erlang:display(Answer) end,
    show(fun() -> erlang:check_process_code(self(), code_subject, [nonsense]) end),
    show(fun() -> erlang:check_process_code(self(), "x") end),
    show(fun() -> erlang:check_process_code(x, code_subject) end),
    show(fun() -> erts_internal:purge_module(code_subject, prepare) end),
    show(fun() -> erlang:call_on_load_function(code_subject) end),
    show(fun() -> erlang:finish_after_on_load(code_subject, true) end),
    code_versions:forget().

show(Fun) ->
    erlang:display(code_versions:attempt(Fun)).
