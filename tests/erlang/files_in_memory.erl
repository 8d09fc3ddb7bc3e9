%% SPDX-License-Identifier: Apache-2.0
%% Files in memory: what module file does with those that are opened with `ram`, and archives in binaries.
-module(files_in_memory).
-export([main/0]).

main() ->
    [modes(Modes) || Modes <- [[read], [read, binary], [write], [read, write], [read, write, binary], [append]]],
    positions(),
    archive(),
    errors().

modes(Modes) ->
    case file:open(<<"some words, and more">>, [ram | Modes]) of
        {ok, File} ->
            erlang:display({Modes, file:read(File, 4), file:pread(File, 5, 6), file:write(File, <<"THE END">>), file:pread(File, 0, 100), file:pread(File, 100, 1)}),
            erlang:display({ram_file:get_size(File), ram_file:get_file(File), file:position(File, 3), file:truncate(File), ram_file:get_file(File)}),
            erlang:display({file:sync(File), file:datasync(File), file:advise(File, 0, 0, normal), file:allocate(File, 0, 10), file:close(File)});
        Error ->
            erlang:display({Modes, Error})
    end.

positions() ->
    {ok, File} = file:open("0123456789", [ram, read, write, binary]),
    erlang:display([{Place, file:position(File, Place), file:read(File, 2)} ||
                       Place <- [0, bof, eof, {eof, -3}, {bof, 4}, {cur, -1}, {cur, -100}, {eof, 20}, {bof, 1 bsl 40}, cur, {bof, -1}]]),
    erlang:display([file:pread(File, [{0, 2}, {9, 5}, {20, 1}, {0, 0}]), file:pwrite(File, [{1, "ab"}, {12, <<"cd">>}]), ram_file:get_file(File)]),
    erlang:display([file:position(File, 20), file:truncate(File), ram_file:get_size(File), file:write(File, []), file:read(File, 0), file:read(File, 1)]),
    erlang:display([file:pread(File, -1, 2), file:pwrite(File, -1, "x")]),
    ok = file:close(File),
    erlang:display(file:read(File, 1)).

archive() ->
    %% Archives ask for the working directory.
    {ok, File} = file:open(<<>>, [ram, read, write, binary]),
    Operation = fun(write, {Fd, Data}) -> file:write(Fd, Data);
                   (position, {Fd, Place}) -> file:position(Fd, Place);
                   (close, _) -> ok
                end,
    {ok, Tar} = erl_tar:init(File, write, Operation),
    ok = erl_tar:add(Tar, <<"first">>, "a.txt", []),
    ok = erl_tar:add(Tar, binary:copy(<<"second ">>, 2000), "b/c.txt", []),
    ok = erl_tar:close(Tar),
    {ok, Plain} = ram_file:get_file(File),
    ok = file:close(File),
    [erlang:display(erl_tar:table({binary, Binary}, [compressed])) || Binary <- [Plain, zlib:gzip(Plain)]].

errors() ->
    erlang:display([element(1, element(2, catch open_port({spawn, "no_such_driver_drv x"}, [{line, 0}]))), (catch file:open("x", [ram, nonsense]))]),
    Port = open_port({spawn, "ram_file_drv"}, []),
    true = port_command(Port, [1, <<3:32>>, "xyz"]),
    true = port_command(Port, [2, <<10:32>>]),
    erlang:display([receive {Port, Message} -> Message end || _ <- [1, 2]]),
    true = port_close(Port).
