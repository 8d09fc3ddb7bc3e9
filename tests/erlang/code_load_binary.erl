%% SPDX-License-Identifier: Apache-2.0
%%
%% code:load_binary/3 and what module code says about loaded modules.
-module(code_load_binary).
-export([main/0]).

main() ->
    code_versions:forget(),
    show(fun() -> code:load_binary(code_subject, "one.beam", code_versions:binary(1)) end),
    show(fun() -> {code:is_loaded(code_subject), code:which(code_subject), code_subject:version()} end),
    show(fun() -> code:load_binary(code_subject, two, code_versions:binary(2)) end),
    show(fun() -> {code:is_loaded(code_subject), code:which(code_subject), code_subject:version()} end),
    %% A third one comes: the first is purged for it.
    show(fun() -> code:load_binary(code_subject, "three.beam", code_versions:binary(3)) end),
    show(fun() -> {code_subject:version(), erlang:check_old_code(code_subject)} end),
    show(fun() -> lists:keyfind(code_subject, 1, code:all_loaded()) end),
    show(fun() -> code:load_binary(code_subject, "bad.beam", <<"FOR1", 0, 0, 0, 4, "BEAM">>) end),
    show(fun() -> code:load_binary(code_subject, "bad.beam", <<>>) end),
    show(fun() -> code:load_binary(other_name, "one.beam", code_versions:binary(1)) end),
    show(fun() -> code:load_binary(code_subject, "bad.beam", damaged(code_versions:binary(4), 40)) end),
    show(fun() -> {code_subject:version(), code:is_loaded(code_subject)} end),
    show(fun() -> code:load_binary(code_subject, [a, b], code_versions:binary(4)) end),
    show(fun() -> code:load_binary("code_subject", "x", code_versions:binary(4)) end),
    show(fun() -> code:load_binary(lists, "x", code_versions:binary(4)) end),
    show(fun() -> {code:is_sticky(lists), code:is_sticky(code_subject), code:stick_mod(code_subject)} end),
    show(fun() -> code:load_binary(code_subject, "five.beam", code_versions:binary(5)) end),
    show(fun() -> {code:unstick_mod(code_subject), code:load_binary(code_subject, "five.beam", code_versions:binary(5))} end),
    show(fun() -> {code:is_loaded(erlang), code:which(erlang), code:is_loaded(no_such_module_at_all)} end),
    show(fun() -> {code:which(no_such_module_at_all), code:get_object_code(no_such_module_at_all)} end),
    show(fun() -> filename:basename(code:which(lists)) end),
    show(fun() -> {code:purge(no_such_module_at_all), code:soft_purge(no_such_module_at_all), code:delete(no_such_module_at_all)} end),
    show(fun() -> lists:sort([M || {M, _} <- code:all_loaded(), M =:= code_subject orelse M =:= erlang]) end),
    show(fun() -> {Module, Binary, File} = code:get_object_code(code_subject), {Module, byte_size(Binary) > 100, filename:basename(File)} end),
    show(fun() -> byte_size(code:module_md5(code_versions:binary(1))) end),
    show(fun() -> code:module_md5(code_versions:binary(1)) =:= code:module_md5(code_versions:binary(2)) end),
    show(fun() -> {code:get_mode(), code:objfile_extension()} end),
    code_versions:forget().

show(Fun) -> erlang:display(code_versions:attempt(Fun)).

damaged(Binary, At) ->
    <<Before:At/binary, Byte, Rest/binary>> = Binary,
    <<Before/binary, (Byte bxor 255), Rest/binary>>.
