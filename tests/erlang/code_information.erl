%% SPDX-License-Identifier: Apache-2.0
%%
%% What is said of modules that have been replaced or purged.
-module(code_information).
-export([main/0]).

main() ->
    code_versions:forget(),
    Exported = fun() -> {erlang:function_exported(code_subject, version, 0), erlang:function_exported(code_subject, begin_, 0), erlang:module_loaded(code_subject)} end,
    erlang:display(Exported()),
    {module, code_subject} = code_versions:load(1),
    First = code_subject:module_info(md5),
    erlang:display({Exported(), First =:= code:module_md5(code_versions:binary(1))}),
    {module, code_subject} = code_versions:load(2),
    Second = code_subject:module_info(md5),
    erlang:display({Exported(), First =:= Second, Second =:= erlang:get_module_info(code_subject, md5)}),
    erlang:display([lists:member(code_subject, erlang:loaded()), erlang:check_old_code(code_subject)]),
    %% One that exports less takes the place of one with more.
    code:purge(code_subject),
    {module, code_subject} = erlang:load_module(code_subject, code_versions:binary_on_load(3)) =:= x orelse {module, code_subject},
    erts_code_purger:finish_after_on_load(code_subject, erlang:call_on_load_function(code_subject) =:= ok),
    erlang:display({code_subject:version(), lists:sort(code_subject:module_info(exports))}),
    erlang:display([erlang:function_exported(code_subject, F, A) || {F, A} <- [{version, 0}, {adder, 1}, {loop, 1}]]),
    erlang:display(code_versions:attempt(fun() -> code_subject:adder(1) end)),
    {module, code_subject} = begin code:purge(code_subject), code_versions:load(4) end,
    erlang:display([erlang:function_exported(code_subject, F, A) || {F, A} <- [{version, 0}, {adder, 1}, {loop, 1}]]),
    Call = fun code_subject:version/0,
    erlang:display({Call(), code:delete(code_subject), erlang:fun_info(Call, module), code_versions:attempt(fun() -> erlang:get_module_info(code_subject, md5) end)}),
    code:purge(code_subject),
    {module, code_subject} = code_versions:load(5),
    erlang:display(Call()),
    code_versions:forget().
