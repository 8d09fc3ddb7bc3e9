%% SPDX-License-Identifier: Apache-2.0
%% prim_file on paths: directories, links, renaming, deleting, what a file is, times and permissions,
%% and each error by its name.
-module(files_paths).
-export([main/0]).

-include_lib("kernel/include/file.hrl").

main() -> test_directory:within(fun all/0).

all() ->
    directories(),
    links(),
    renaming(),
    deleting(),
    information(),
    times(),
    permissions(),
    names(),
    wrong_arguments(),
    working_directory().

show(Term) -> erlang:display(Term).

list(Name) ->
    case prim_file:list_dir(Name) of
        {ok, Names} -> lists:sort(Names);
        Error -> Error
    end.

write(Name, Text) -> ok = prim_file:write_file(Name, Text).

read(Name) -> prim_file:read_file(Name).

directories() ->
    show([prim_file:make_dir(D) || D <- ["a", "a/b", "a", "x/y", "", "a/b/", "a/b/c/"]]),
    write("a/file", "text"),
    show([prim_file:make_dir(D) || D <- ["a/file", "a/file/d"]]),
    show([list(D) || D <- [".", "a", "a/b", "a/", "./a/../a", "a/file", "nothing", "a/file/x", ""]]),
    show([prim_file:del_dir(D) || D <- ["a", "a/b/c", "a/b", "a/b", "a/file", "nothing", ".", "a/."]]),
    ok = prim_file:delete("a/file"),
    show(prim_file:del_dir("a/")),
    show(list(".")).

links() ->
    write("target", "content"),
    ok = prim_file:make_dir("dir"),
    show([prim_file:make_symlink(T, L) || {T, L} <- [{"target", "s"}, {"nothing", "dangling"}, {"dir", "to_dir"},
                                                  {"loop", "loop"}, {"x", "s"}, {"", "e"}, {"../target", "dir/up"}]]),
    show([prim_file:read_link(L) || L <- ["s", "dangling", "to_dir", "loop", "target", "dir", "nothing", "dir/up"]]),
    show([read(L) || L <- ["s", "dangling", "loop", "dir/up", "to_dir/up", "to_dir/../s"]]),
    Type = fun({ok, I}) -> I#file_info.type; (E) -> E end,
    show([{Type(prim_file:read_file_info(L)), Type(prim_file:read_link_info(L))} || L <- ["s", "dangling", "to_dir", "to_dir/", "loop"]]),
    show([prim_file:make_link(F, L) || {F, L} <- [{"target", "hard"}, {"target", "hard"}, {"nothing", "h"}, {"dir", "h"}, {"s", "hs"}]]),
    {ok, #file_info{links = N}} = prim_file:read_file_info("hard"),
    show(N),
    ok = prim_file:write_file("hard", "changed"),
    show(read("target")),
    show(prim_file:write_file("dangling", "made through the link")),
    show(read("nothing")),
    show([prim_file:delete(F) || F <- ["s", "to_dir", "loop", "hard", "hs", "dangling", "nothing", "dir/up"]]),
    show([prim_file:del_dir("dir"), prim_file:delete("target"), list(".")]).

renaming() ->
    write("f", "1"),
    write("g", "2"),
    [ok = prim_file:make_dir(D) || D <- ["d", "d/e", "empty"]],
    write("d/e/file", "3"),
    show([prim_file:rename(A, B) || {A, B} <- [{"f", "g"}, {"f", "h"}, {"g", "d"}, {"d", "g"}, {"d", "d/e/f"}, {"d", "d"}, {"g", "g"},
                                            {"empty", "d/e"}, {"d/e", "empty"}, {"nothing", "x"}, {"g", "x/y"}, {"/", "x"},
                                            {"g", "/"}, {"g", ""}, {"g", "d/"}, {"g", "n/"}, {"empty", "moved/"}]]),
    show([list(D) || D <- [".", "d", "empty", "moved"]]),
    show([read("g"), read("moved/file")]),
    [ok = prim_file:delete(F) || F <- ["g", "moved/file"]],
    show([prim_file:del_dir(D) || D <- ["d", "moved"]]),
    show(list(".")).

deleting() ->
    write("f", "x"),
    ok = prim_file:make_dir("d"),
    show([prim_file:delete(F) || F <- ["f/", "f/x", "d", "d/", "", ".", "f", "f"]]),
    ok = prim_file:del_dir("d").

information() ->
    write("f", lists:duplicate(1000, $x)),
    {ok, I} = prim_file:read_file_info("f"),
    {{Y, _, _}, _} = I#file_info.mtime,
    show({I#file_info.size, I#file_info.type, I#file_info.access, I#file_info.links, I#file_info.mode, I#file_info.minor_device, Y > 2020}),
    {ok, D} = prim_file:read_file_info("."),
    show({D#file_info.type, D#file_info.access, D#file_info.mode}),
    show([prim_file:read_file_info(F) || F <- ["nothing", "f/x", "", "f/"]]),
    {ok, Posix} = prim_file:read_file_info("f", [{time, posix}]),
    {ok, Universal} = prim_file:read_file_info("f", [{time, universal}]),
    show(erlang:universaltime_to_posixtime(Universal#file_info.mtime) =:= Posix#file_info.mtime),
    {ok, F} = prim_file:open("f", [read]),
    {ok, H} = prim_file:read_handle_info(F),
    show(H#file_info{atime = I#file_info.atime} =:= I),
    ok = prim_file:close(F),
    ok = prim_file:delete("f").

times() ->
    write("f", ""),
    Times = [{{2001, 2, 3}, {4, 5, 6}}, {{1970, 1, 1}, {0, 0, 0}}, {{1969, 12, 31}, {23, 59, 58}}, {{1930, 1, 1}, {1, 1, 1}}, {{2037, 12, 31}, {23, 59, 59}}],
    [begin
         R = prim_file:write_file_info("f", #file_info{atime = T, mtime = T}, [{time, universal}]),
         {ok, I} = prim_file:read_file_info("f", [{time, universal}]),
         show({R, I#file_info.atime, I#file_info.mtime})
     end || T <- Times],
    show(prim_file:write_file_info("f", #file_info{atime = 1000000000, mtime = 1200000000}, [{time, posix}])),
    {ok, #file_info{atime = A, mtime = M}} = prim_file:read_file_info("f", [{time, posix}]),
    show({A, M}),
    show([prim_file:write_file_info("f", #file_info{mtime = T}) || T <- [foo, {{2001, 13, 1}, {0, 0, 0}}, 17]]),
    show(prim_file:write_file_info("nothing", #file_info{mtime = {{2001, 1, 1}, {0, 0, 0}}})),
    ok = prim_file:delete("f").

permissions() ->
    write("f", "x"),
    [begin
         ok = prim_file:write_file_info("f", #file_info{mode = Mode}),
         {ok, I} = prim_file:read_file_info("f"),
         show(I#file_info.mode)
     end || Mode <- [8#644, 8#600, 8#755, 8#4711, 8#100777, 8#1644, 0, 8#644]],
    show([prim_file:write_file_info("f", #file_info{mode = M}) || M <- [-1, foo, 1 bsl 32, 1.0]]),
    show([prim_file:write_file_info("f", #file_info{uid = U}) || U <- [foo, 1 bsl 31, -1]]),
    ok = prim_file:delete("f").

names() ->
    Names = ["simple", [228, 246, 252], [8364, 32, 26085, 26412], [128512], "with space", "-dash", "a\nb", "..."],
    [write(N, unicode:characters_to_binary(N)) || N <- Names],
    show(list(".") =:= lists:sort(Names)),
    show([element(2, read(N)) || N <- Names]),
    show([read(unicode:characters_to_binary(N)) || N <- Names]),
    [ok = prim_file:delete(N) || N <- Names],
    Raw = <<"raw", 255, 254>>,
    write(Raw, "bytes"),
    show([prim_file:list_dir_all("."), read(Raw), prim_file:make_symlink(Raw, "link"), prim_file:read_link("link"), prim_file:read_link_all("link")]),
    show([prim_file:delete("link"), prim_file:delete(Raw)]),
    show([prim_file:make_dir(lists:duplicate(N, $n)) || N <- [255, 256]]),
    show(prim_file:del_dir(lists:duplicate(255, $n))),
    Native = ["abc", <<"abc">>, [8364], <<255>>, [], <<>>, ["a", [["b"]], $c], [16#ffff]],
    show([prim_file:internal_name2native(N) || N <- Native]),
    Bad = [[16#d800], foo, [foo], [$a | foo], [$a | $b], [1114112], [-1], [0], <<0>>, <<"a", 0>>, [1.0], 12, {a}, ["a", <<"x">>]],
    show([try prim_file:internal_name2native(N) catch C:R -> {C, R} end || N <- Bad]),
    show([prim_file:internal_native2name(N) || N <- [<<"a", 195, 169>>, <<255>>, <<>>, <<"a", 0, "b">>, <<237, 160, 128>>, <<"a", 204, 128>>]]),
    show([prim_file:is_translatable(N) || N <- [<<"a">>, <<255>>, <<>>]]),
    show([prim_file:internal_normalize_utf8(N) || N <- [<<"a">>, <<>>, <<"a", 204, 128>>, <<"A", 204, 138, "b">>]]),
    show([try prim_file:F(X) catch C:R -> {C, R} end || F <- [internal_normalize_utf8, is_translatable, internal_native2name], X <- [foo, 1]]).

wrong_arguments() ->
    Bad = [foo, 17, [foo], "a" ++ [0], {a}],
    Functions = [read_file, list_dir, make_dir, del_dir, delete, read_link, read_file_info, set_cwd, altname],
    [show({F, [prim_file:F(B) || B <- Bad]}) || F <- Functions],
    show([prim_file:F(foo, "a") || F <- [rename, make_link, make_symlink]]),
    show([prim_file:F("a", foo) || F <- [rename, make_link, make_symlink]]),
    show([prim_file:open("a", M) || M <- [foo, {}, 1]]),
    show([prim_file:get_cwd(D) || D <- ["C:", "c:", "x", "", foo, 1]]),
    show([prim_file:altname(D) || D <- ["a", "/"]]).

working_directory() ->
    {ok, Here} = prim_file:get_cwd(),
    ok = prim_file:make_dir("sub"),
    write("file", "x"),
    ok = prim_file:make_symlink("sub", "link"),
    show([prim_file:set_cwd(D) || D <- ["nothing", "file", "", "file/x"]]),
    show(prim_file:set_cwd("link")),
    {ok, There} = prim_file:get_cwd(),
    show(There =:= Here ++ "/sub"),
    show([read("../file"), list(".."), list("")]),
    write("inside", "y"),
    show(prim_file:set_cwd("..")),
    {ok, Back} = prim_file:get_cwd(),
    show({Back =:= Here, read("sub/inside"), prim_file:del_dir("sub"), prim_file:del_dir(Here)}),
    show([prim_file:delete(F) || F <- ["sub/inside", "link", "file"]]),
    show([prim_file:set_cwd("sub"), prim_file:del_dir("../sub"), prim_file:del_dir("."), prim_file:set_cwd(Here)]),
    show(list(".")).
