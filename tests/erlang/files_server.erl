%% SPDX-License-Identifier: Apache-2.0
%% Module file through its server and as raw files: opening in all ways, terms in files, copying,
%% delayed writes, compressed files, and filelib, zip and prim_zip on top of them.
-module(files_server).
-export([main/0]).

main() ->
    show(is_pid(whereis(file_server_2))),
    test_directory:within(fun all/0).

all() ->
    {ok, Directory} = prim_file:get_cwd(),
    ok = file:set_cwd(Directory),
    whole_files(),
    terms(),
    servers_files(),
    encodings(),
    raw_files(),
    compressed(),
    copying(),
    trees(),
    zips(),
    prim_zips(),
    errors().

show(Term) -> erlang:display(Term).

whole_files() ->
    show([file:write_file("f", D) || D <- ["text", [<<"a">>, "b"], foo]]),
    show([file:read_file(F) || F <- ["f", <<"f">>, 'f', ["f"], "nothing"]]),
    show([file:write_file("f", "more", M) || M <- [[append], [raw, append], [exclusive], [foo]]]),
    show(file:read_file("f")),
    show([file:rename("f", "g"), file:delete("f"), file:delete("g"), file:delete("x/y", [raw])]),
    show([file:make_dir("d"), file:make_dir("d"), file:list_dir("d"), file:del_dir("d"), file:del_dir("d")]).

terms() ->
    ok = file:write_file("t", "{a, 1}.\n\"text\". [x | Y]."),
    show(file:consult("t")),
    ok = file:write_file("t", "{a, 1}.\n\"text\".\n#{k => <<1, 2>>}. %% comment\n"),
    show(file:consult("t")),
    show(file:path_consult([".", "x"], "t")),
    ok = file:write_file("t", "A = 1.\nB = A + 2.\nerlang:display({evaluated, A, B}).\nlists:reverse([A, B]).\n"),
    show([file:script("t"), file:eval("t")]),
    ok = file:write_file("t", "{unfinished"),
    show([file:consult("t"), file:script("t"), file:consult("nothing")]),
    {error, Reason} = file:consult("t"),
    show([lists:flatten(file:format_error(R)) || R <- [Reason, enoent, eacces, badarg, terminated, system_limit, foo]]),
    ok = file:delete("t").

servers_files() ->
    {ok, F} = file:open("f", [read, write]),
    show(is_pid(F)),
    show([file:write(F, "line one\nline two\nthird"), file:position(F, bof), file:read(F, 4), file:read_line(F), file:read_line(F),
          file:read_line(F), file:read_line(F), file:read(F, 1)]),
    show([file:pwrite(F, 2, "XX"), file:pread(F, 0, 6), file:pread(F, [{0, 1}, {100, 1}]), file:position(F, {eof, -3}), file:truncate(F), file:sync(F), file:datasync(F)]),
    show([io:put_chars(F, "put"), io:format(F, "~p ~ts~n", [{a, [1]}, "ok"]), file:position(F, 0), io:get_line(F, ''), io:get_chars(F, '', 3), io:read(F, '')]),
    show(file:read_file("f")),
    show([file:close(F), file:read(F, 1), file:close(F)]),
    {ok, B} = file:open("f", [read, binary]),
    show([file:read(B, 5), file:read_line(B), io:get_line(B, ''), io:getopts(B)]),
    ok = file:close(B),
    {ok, A} = file:open("f", [append]),
    show([file:write(A, "appended"), file:close(A), file:read_file("f")]),
    {ok, W} = file:open("f", [write, delayed_write]),
    show([file:write(W, "delayed"), file:write(W, " twice"), file:close(W), file:read_file("f")]),
    {ok, R} = file:open("f", [read, read_ahead, binary]),
    show([file:read(R, 3), file:position(R, cur), file:read(R, 100), file:close(R)]),
    show([file:open("f", M) || M <- [foo, [{encoding, foo}], [read, exclusive]]]),
    ok = file:delete("f").

encodings() ->
    Text = [228, 8364, 128512, $\n],
    [begin
         {ok, F} = file:open("f", [write, {encoding, E}]),
         Put = io:put_chars(F, Text),
         ok = file:close(F),
         {ok, Bytes} = file:read_file("f"),
         {ok, G} = file:open("f", [read, {encoding, E}]),
         show({E, Put, Bytes, io:get_line(G, '')}),
         ok = file:close(G)
     end || E <- [utf8, utf16, {utf16, little}, utf32]],
    {ok, L} = file:open("f", [write]),
    show([io:put_chars(L, [228]), try io:put_chars(L, [8364]) catch Class:Reason -> {Class, Reason} end, file:close(L)]),
    show(file:read_file("f")),
    ok = file:delete("f").

raw_files() ->
    {ok, F} = file:open("f", [raw, read, write, binary]),
    show([file:write(F, "one\ntwo\n"), file:position(F, 0), file:read_line(F), file:read(F, 2), file:position(F, cur), file:close(F)]),
    {ok, D} = file:open("f", [raw, write, {delayed_write, 100, 10000}]),
    show([file:write(D, lists:duplicate(30, C)) || C <- "abcdef"]),
    {ok, Before} = prim_file:read_file("f"),
    show([file:position(D, cur), file:pwrite(D, 0, "start"), file:sync(D), file:close(D)]),
    {ok, After} = prim_file:read_file("f"),
    show({byte_size(Before), After}),
    {ok, L} = file:open("f", [raw, read]),
    show([file:read(L, 6), file:read_line(L), file:close(L)]),
    {ok, R} = file:open("f", [raw, read, binary, {read_ahead, 10}]),
    show([file:read(R, 6), file:position(R, cur), file:pread(R, 0, 2), file:read(R, 2), file:close(R)]),
    ok = file:delete("f").

compressed() ->
    Text = binary:copy(<<"compress me, please. ">>, 1000),
    {ok, W} = file:open("f.gz", [raw, write, compressed]),
    show([file:write(W, Text), file:write(W, "end"), file:close(W)]),
    {ok, Bytes} = file:read_file("f.gz"),
    show({byte_size(Bytes) < 1000, zlib:gunzip(Bytes) =:= <<Text/binary, "end">>}),
    {ok, R} = file:open("f.gz", [raw, read, binary, compressed]),
    show([file:read(R, 10), file:position(R, 20990), file:read(R, 100), file:read(R, 1), file:close(R)]),
    {ok, S} = file:open("f.gz", [read, compressed]),
    show([file:read(S, 10), file:close(S)]),
    ok = file:write_file("plain", "not compressed"),
    {ok, P} = file:open("plain", [raw, read, compressed]),
    show([file:read(P, 100), file:close(P)]),
    [ok = file:delete(F) || F <- ["f.gz", "plain"]].

copying() ->
    ok = file:write_file("a", binary:copy(<<"x">>, 200000)),
    show([file:copy("a", "b"), file:copy("a", "c", 10), file:copy("nothing", "d"), file:copy({"a", [read, raw]}, {"b", [append]}, 5)]),
    show([filelib:file_size(F) || F <- ["a", "b", "c", "d"]]),
    [file:delete(F) || F <- ["a", "b", "c"]].

trees() ->
    show([filelib:ensure_dir("x/y/z/file"), filelib:is_dir("x/y/z"), filelib:is_file("x/y/z/file"), filelib:is_regular("x")]),
    [ok = file:write_file(F, F) || F <- ["x/1.txt", "x/2.erl", "x/y/3.txt", "x/y/z/4.txt", "x/.hidden"]],
    show([lists:sort(filelib:wildcard(W)) || W <- ["x/*", "x/**/*.txt", "x/{1,2}.*", "x/[0-9].???", "*", "nothing/*", "x/.h*"]]),
    show(lists:sort(filelib:fold_files("x", "\\.txt$", true, fun(F, A) -> [F | A] end, []))),
    show([filename:absname("a", "/b"), filename:basename("x/y.erl", ".erl"), filename:join(["a", "/b", "c"]), filename:split("/a/b"), filelib:safe_relative_path("a/../b", "x")]),
    show([file:del_dir("x"), file:del_dir_r("x"), filelib:is_dir("x")]).

zips() ->
    Files = [{"one.txt", <<"first">>}, {"dir/two.txt", binary:copy(<<"second ">>, 500)}],
    {ok, {"z.zip", Zip}} = zip:create("z.zip", Files, [memory]),
    {ok, Unzipped} = zip:unzip(Zip, [memory]),
    show(lists:sort(Unzipped) =:= lists:sort(Files)),
    {ok, "z.zip"} = zip:create("z.zip", Files),
    {ok, Names} = zip:unzip("z.zip", [{cwd, "out"}]),
    show(lists:sort(Names)),
    show(file:read_file("out/one.txt")),
    {ok, [_ | Listed]} = zip:table("z.zip"),
    show([element(2, L) || L <- Listed]),
    {ok, Handle} = zip:zip_open("z.zip", [memory]),
    show([zip:zip_get("one.txt", Handle), zip:zip_close(Handle)]),
    show([file:del_dir_r("out"), zip:unzip("nothing.zip")]).

prim_zips() ->
    Each = fun({Name, _Info, Get}, Names) -> {true, true, [{Name, byte_size(Get())} | Names]} end,
    {ok, State, Names} = prim_zip:open(Each, [], "z.zip"),
    show([lists:reverse(Names), prim_zip:close(State)]),
    show(prim_zip:open(Each, [], "nothing.zip")),
    ok = file:delete("z.zip").

errors() ->
    show([try F() catch C:R -> {C, R} end ||
             F <- [fun() -> file:read(foo, 1) end, fun() -> file:close(foo) end, fun() -> file:read_file({}) end, fun() -> file:open({}, [read]) end,
                   fun() -> file:list_dir([$a | $b]) end, fun() -> file:position(foo, 1) end, fun() -> filelib:file_size(17) end]]),
    show([file:native_name_encoding(), file:get_cwd("X:")]).
