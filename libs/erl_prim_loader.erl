%% SPDX-License-Identifier: Apache-2.0
%%
%% How modules' files are read before there is a file system in Erlang. Files and the path are asked
%% of the host: those functions are the machine's own (docs/bifs.md).
-module(erl_prim_loader).
-export([get_modules/2, get_modules/3, read_file_info/1]).

%% `Fun(Module, File, Binary)` returns {ok, Value} or {error, Reason} for each module found; the
%% result is {ok, {[{Module, Value}], [{Module, Reason}]}}.
get_modules(Modules, Fun) ->
    {ok, Path} = erl_prim_loader:get_path(),
    get_modules(Modules, Fun, Path).

get_modules(Modules, Fun, Path) ->
    Results = [{Module, get_module(Module, Fun, Path)} || Module <- Modules],
    Good = [{Module, Value} || {Module, {ok, Value}} <- Results],
    Bad = [{Module, Reason} || {Module, {error, Reason}} <- Results],
    {ok, {Good, Bad}}.

get_module(_, _, []) ->
    {error, enoent};
get_module(Module, Fun, [Dir | Path]) ->
    case erl_prim_loader:get_file(Dir ++ "/" ++ atom_to_list(Module) ++ ".beam") of
        {ok, Binary, File} -> Fun(Module, File, Binary);
        error -> get_module(Module, Fun, Path)
    end.

read_file_info(_) ->
    error.
