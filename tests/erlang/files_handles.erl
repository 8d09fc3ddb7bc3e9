%% SPDX-License-Identifier: Apache-2.0
%% prim_file on open files: modes, reading, writing, positions, lines, lists of places, and how a file
%% that is closed, or someone else's, fails.
-module(files_handles).
-export([main/0]).

-include_lib("kernel/include/file.hrl").

-ifdef(SMALL).
-define(SIZE, 300000).
-else.
-define(SIZE, 20000000).
-endif.

main() -> test_directory:within(fun all/0).

all() ->
    modes(),
    positions(),
    reading(),
    read_ahead(),
    lines(),
    places(),
    pointers(),
    growing(),
    writing(),
    large(),
    closed(),
    owners().

show(Term) -> erlang:display(Term).

open(Name, Modes) ->
    {ok, File} = prim_file:open(Name, Modes),
    File.

close(File) -> ok = prim_file:close(File).

modes() ->
    ok = prim_file:make_dir("d"),
    ok = prim_file:write_file("f", "old"),
    Modes = [[], [read], [write], [read, write], [append], [read, append], [exclusive], [write, exclusive], [directory], [sync, write], [foo],
             [skip_type_check], [write, append]],
    [show({Name, M, case prim_file:open(Name, M) of
                        {ok, F} ->
                            R = [prim_file:read(F, 10), prim_file:write(F, "x"), prim_file:position(F, cur), prim_file:truncate(F)],
                            close(F),
                            R;
                        Error -> Error
                    end}) || Name <- ["f", "d", "nothing/x", "f/x", "", "d/"], M <- Modes],
    show(prim_file:read_file("f")),
    show([prim_file:open("new", [read]), prim_file:open("new", [directory, write])]),
    close(open("new", [exclusive])),
    show([prim_file:open("new", [exclusive]), prim_file:read_file("new")]),
    show([prim_file:delete("f"), prim_file:delete("new"), prim_file:del_dir("d")]).

positions() ->
    F = open("f", [read, write]),
    ok = prim_file:write(F, "0123456789"),
    show([prim_file:position(F, P) || P <- [cur, bof, eof, 3, {cur, 2}, {cur, -4}, {bof, 7}, {eof, -1}, {eof, 5}, {cur, -100}, -1, {bof, -2},
                                          1 bsl 40, 1 bsl 62, 1 bsl 63, 1 bsl 100, foo, {foo, 1}, {bof, foo}, 1.0]]),
    show([prim_file:position(F, {eof, 0}), prim_file:position(F, 4), prim_file:read(F, 3), prim_file:position(F, cur), prim_file:read(F, 10), prim_file:read(F, 10)]),
    show([prim_file:position(F, 15), prim_file:write(F, "end"), prim_file:read_file("f")]),
    show([prim_file:position(F, 3), prim_file:write(F, "abc"), prim_file:position(F, cur), prim_file:read(F, 2)]),
    close(F),
    A = open("f", [append, read]),
    show([prim_file:position(A, 0), prim_file:read(A, 2), prim_file:write(A, "!"), prim_file:position(A, cur), prim_file:read(A, 1), prim_file:pwrite(A, 0, "?"),
          prim_file:read_file("f")]),
    close(A),
    prim_file:delete("f").

reading() ->
    ok = prim_file:write_file("f", "some content"),
    F = open("f", [read]),
    show([prim_file:read(F, N) || N <- [0, 4, 1, 100, 1, 0]]),
    show([prim_file:position(F, bof), prim_file:read(F, 1 bsl 20)]),
    show([prim_file:read(F, N) || N <- [-1, 1 bsl 64, 1.5]]),
    show([try prim_file:read(F, N) catch C:R -> {C, R} end || N <- [foo, "1"]]),
    show([prim_file:pread(F, O, N) || {O, N} <- [{0, 4}, {5, 100}, {12, 1}, {100, 1}, {-1, 1}, {0, -1}, {0, 0}, {foo, 1}, {1, foo}, {1.0, 1}, {1 bsl 64, 1}]]),
    show([prim_file:write(F, "x"), prim_file:write(F, ""), prim_file:truncate(F), prim_file:sync(F), prim_file:datasync(F)]),
    close(F),
    W = open("w", [write]),
    show([prim_file:read(W, 1), prim_file:pread(W, 0, 1), prim_file:read_line(W)]),
    close(W),
    ok = prim_file:write_file("empty", ""),
    E = open("empty", [read]),
    show([prim_file:read_file("empty"), prim_file:read(E, 10), prim_file:read_line(E)]),
    close(E),
    show([prim_file:read_file(N) || N <- ["nothing", "."]]),
    [prim_file:delete(N) || N <- ["f", "w", "empty"]].

read_ahead() ->
    Bytes = << <<(I rem 251)>> || I <- lists:seq(1, 5000) >>,
    ok = prim_file:write_file("f", Bytes),
    [begin
         F = open("f", [read, {read_ahead, Ahead}]),
         Parts = read_parts(F, [1, 10, 64, 65, 100, 500, 513, 1000, 2000]),
         show({Ahead, iolist_to_binary(Parts) =:= Bytes, prim_file:position(F, cur)}),
         show([prim_file:position(F, 100), prim_file:read(F, 2), prim_file:position(F, {cur, 0}), prim_file:read(F, 1), prim_file:position(F, {cur, 10}), prim_file:read(F, 1),
               prim_file:pread(F, 0, 1), prim_file:read(F, 1)]),
         close(F)
     end || Ahead <- [0, 1, 100, 1000, 10000]],
    F = open("f", [read, write, read_ahead]),
    {ok, _} = prim_file:read(F, 10),
    show([prim_file:write(F, "written at ten"), prim_file:pread(F, 8, 18), prim_file:position(F, cur)]),
    close(F),
    prim_file:delete("f").

read_parts(F, Sizes) -> read_parts(F, Sizes, Sizes).
read_parts(F, [], Sizes) -> read_parts(F, Sizes, Sizes);
read_parts(F, [N | Ns], Sizes) ->
    case prim_file:read(F, N) of
        {ok, Part} -> [Part | read_parts(F, Ns, Sizes)];
        eof -> []
    end.

lines() ->
    ok = prim_file:write_file("f", ["one\n", "two\r\n", "\n", "\r\n", "\rx\n", lists:duplicate(1000, $l), "\n", "no end"]),
    [begin
         F = open("f", Modes),
         show(erlang:phash2(Lines = all_lines(F))),
         show([byte_size(L) || {ok, L} <- Lines]),
         show(lists:sublist(Lines, 5)),
         close(F)
     end || Modes <- [[read], [read, {read_ahead, 3}], [read, read_ahead]]],
    F = open("f", [read]),
    show([prim_file:read_line(F), prim_file:read(F, 3), prim_file:position(F, cur), prim_file:read_line(F)]),
    close(F),
    prim_file:delete("f").

all_lines(F) ->
    case prim_file:read_line(F) of
        eof -> [eof];
        Line -> [Line | all_lines(F)]
    end.

places() ->
    F = open("f", [read, write]),
    show(prim_file:pwrite(F, [{0, "abc"}, {10, [<<"d">>, "ef"]}, {5, <<>>}, {6, "g"}])),
    show(prim_file:read_file("f")),
    show(prim_file:pread(F, [{0, 3}, {10, 100}, {50, 1}, {6, 1}])),
    show([prim_file:pwrite(F, [{0, "x"}, {-1, "y"}, {1, "z"}]), prim_file:pwrite(F, -1, "x"), prim_file:pwrite(F, foo, "x"), prim_file:pwrite(F, 0, foo)]),
    show([prim_file:pread(F, [{0, 1}, {-1, 1}]), prim_file:pread(F, [])]),
    close(F),
    prim_file:delete("f").

pointers() ->
    ok = prim_file:write_file("f", [<<5:32, 16:32>>, <<3:32, 100:32>>, "hello", <<0:32, 1:32>>]),
    F = open("f", [read]),
    show([prim_file:ipread_s32bu_p32bu(F, O, M) || {O, M} <- [{0, 100}, {0, infinity}, {0, 4}, {8, 10}, {21, 10}, {24, 10}, {-1, 10}, {0, 1 bsl 31}, {foo, 1}, {0, foo}]]),
    close(F),
    prim_file:delete("f").

growing() ->
    F = open("f", [read, write]),
    show([prim_file:allocate(F, 0, 100), prim_file:allocate(F, 50, 10), prim_file:allocate(F, 0, 0), prim_file:allocate(F, -1, 1), prim_file:allocate(F, foo, 1)]),
    show(prim_file:read_file("f") =:= {ok, <<0:800>>}),
    show([prim_file:position(F, 10), prim_file:truncate(F), prim_file:read_file("f"), prim_file:position(F, 12), prim_file:truncate(F), prim_file:read_file("f")]),
    show([prim_file:advise(F, 0, 10, A) || A <- [normal, random, sequential, will_need, dont_need, no_reuse, foo]]),
    show([prim_file:advise(F, foo, 10, normal), prim_file:advise(F, -1, 10, normal)]),
    show(byte_size(prim_file:get_handle(F))),
    close(F),
    prim_file:delete("f").

writing() ->
    F = open("f", [write]),
    show([prim_file:write(F, D) || D <- ["text", <<"binary">>, [<<"deep">>, [["list"], $!]], "", [], <<>>, foo, [foo], [300], ["a" | <<"tail">>]]]),
    show(prim_file:write(F, [binary:copy(<<I>>, 100) || I <- lists:seq(1, 200)])),
    <<_:3, Odd:10/binary, _/bits>> = binary:copy(<<"unaligned">>, 5),
    show(prim_file:write(F, [Odd, binary:part(binary:copy(<<"x">>, 100000), 3, 99990), Odd])),
    close(F),
    {ok, Written} = prim_file:read_file("f"),
    show({byte_size(Written), erlang:md5(Written)}),
    prim_file:delete("f").

large() ->
    Bytes = binary:copy(<<"0123456789abcdef">>, ?SIZE div 16),
    ok = prim_file:write_file("f", Bytes),
    {ok, Read} = prim_file:read_file("f"),
    show({byte_size(Read), Read =:= Bytes}),
    F = open("f", [read, write]),
    {ok, Whole} = prim_file:read(F, ?SIZE * 2),
    show({Whole =:= Bytes, prim_file:read(F, 1)}),
    {ok, Part} = prim_file:pread(F, 100, ?SIZE - 200),
    show(Part =:= binary:part(Bytes, 100, ?SIZE - 200)),
    show(prim_file:pwrite(F, 5, Bytes)),
    show(prim_file:pread(F, 0, 25)),
    close(F),
    prim_file:delete("f").

closed() ->
    F = open("f", [read, write]),
    show([prim_file:close(F), prim_file:close(F)]),
    show([prim_file:read(F, 1), prim_file:write(F, "x"), prim_file:position(F, 0), prim_file:pread(F, 0, 1), prim_file:pwrite(F, 0, "x"), prim_file:truncate(F),
          prim_file:sync(F), prim_file:advise(F, 0, 0, normal), prim_file:allocate(F, 0, 1), prim_file:read_handle_info(F), prim_file:get_handle(F),
          prim_file:read_line(F), prim_file:ipread_s32bu_p32bu(F, 0, 1)]),
    show([prim_file:file_desc_to_ref(D, []) || D <- [10000, -1, foo]]),
    prim_file:delete("f").

%% A file is its opener's, and is closed when that process ends.
owners() ->
    {Pid, Monitor} = spawn_monitor(fun() ->
                                       Files = [open("f" ++ integer_to_list(I), [write]) || I <- lists:seq(1, 5)],
                                       exit({files, Files})
                                   end),
    receive
        {'DOWN', Monitor, process, Pid, {files, [F | _] = Files}} ->
            show([try prim_file:read(F, 1) catch C:R -> {C, R} end]),
            show(length(Files))
    end,
    [ok = prim_file:delete("f" ++ integer_to_list(I)) || I <- lists:seq(1, 5)],
    Lost = fun() -> open("lost", [write]), ok end,
    [Lost() || _ <- lists:seq(1, 20)],
    erlang:garbage_collect(),
    show(prim_file:delete("lost")).
