%% SPDX-License-Identifier: Apache-2.0
%%
%% A directory of its own for each run of a program about files, beside the programs' beams.
-module(test_directory).
-export([within/1]).

%% Calls Fun with the new directory as the working directory, and deletes it afterwards.
within(Fun) ->
    {ok, Before} = prim_file:get_cwd(),
    Name = new(erlang:system_time(), 100),
    ok = prim_file:set_cwd(Name),
    try
        Fun()
    after
        ok = prim_file:set_cwd(Before),
        delete(Name)
    end.

new(Number, Tries) when Tries > 0 ->
    Name = "build/tests/directory-" ++ integer_to_list(Number, 36),
    case prim_file:make_dir(Name) of
        ok -> Name;
        {error, eexist} -> new(Number + erlang:unique_integer([positive]), Tries - 1)
    end.

delete(Name) ->
    case prim_file:read_link_info(Name) of
        {ok, Info} when element(3, Info) =:= directory ->
            {ok, Names} = prim_file:list_dir_all(Name),
            [delete(join(Name, N)) || N <- Names],
            ok = prim_file:del_dir(Name);
        {ok, _} ->
            ok = prim_file:delete(Name)
    end.

join(Directory, Name) when is_binary(Name) -> <<(unicode:characters_to_binary(Directory))/binary, $/, Name/binary>>;
join(Directory, Name) when is_binary(Directory) -> <<Directory/binary, $/, (unicode:characters_to_binary(Name))/binary>>;
join(Directory, Name) -> Directory ++ "/" ++ Name.
