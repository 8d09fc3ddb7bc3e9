%% SPDX-License-Identifier: Apache-2.0
%%
%% The code path, and the directories of applications.
-module(code_paths).
-export([main/0]).

%% It reads all directories and sorts thousands of names.
-ifdef(SMALL).
available() -> ok.
-else.
available() -> [Loaded || {Name, _, Loaded} <- code:all_available(), Name =:= "code_subject"].
-endif.

main() ->
    Path = code:get_path(),
    {_, _, File} = code:get_object_code(code_subject),
    Dir = filename:dirname(File),
    Kernel = code:lib_dir(kernel),
    show({length(Path) > 3, lists:member(filename:join(Kernel, "ebin"), Path)}),
    show({without_version(Kernel), without_version(code:lib_dir(stdlib)), code:lib_dir(no_such_application)}),
    show({code:lib_dir(kernel, ebin) =:= Kernel ++ "/ebin", code:priv_dir(kernel) =:= Kernel ++ "/priv", code:priv_dir(nothing)}),
    show({filename:dirname(Kernel) =:= code:lib_dir(), filename:dirname(code:lib_dir()) =:= code:root_dir()}),
    show(code:compiler_dir() =:= code:lib_dir(compiler)),
    show({code:add_patha("/no/such/directory"), code:add_pathz("/no/such/directory"), code:add_paths(["/no/such/directory"])}),
    show({code:add_patha(Dir), hd(code:get_path()) =:= Dir}),
    show({code:add_pathz(Dir), hd(code:get_path()) =:= Dir}),
    show({code:del_path(Dir), lists:member(Dir, code:get_path()), code:del_path(Dir)}),
    show({code:add_pathz(Dir ++ "/"), lists:last(code:get_path()) =:= Dir}),
    show({code:del_path(Dir), code:add_pathsa([Dir]), hd(code:get_path()) =:= Dir}),
    show(code_versions:attempt(fun() -> code:add_patha(atom) end)),
    show({code:set_path(Path), code:get_path() =:= Path}),
    show(filename:basename(code:where_is_file("code_subject.beam"))),
    show({code:load_abs(filename:rootname(File)), filename:basename(code:which(code_subject))}),
    show({code:load_abs("/no/such/file"), code_subject:version()}),
    show(available()),
    code_versions:forget().

show(Term) -> erlang:display(Term).

without_version(Dir) -> hd(string:split(filename:basename(Dir), "-")).
