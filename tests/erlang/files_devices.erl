%% SPDX-License-Identifier: Apache-2.0
%% prim_file on what is no file of a disk: /dev and /proc.
-module(files_devices).
-export([main/0]).

-include_lib("kernel/include/file.hrl").

main() ->
    Info = fun(Name) ->
               {ok, I} = prim_file:read_file_info(Name),
               {I#file_info.type, I#file_info.access, I#file_info.size, I#file_info.mode, I#file_info.major_device > 0, I#file_info.minor_device}
           end,
    show([Info(N) || N <- ["/dev/null", "/dev/zero"]]),
    show(prim_file:read_file("/dev/null")),
    {ok, Zero} = prim_file:open("/dev/zero", [read]),
    show([prim_file:read(Zero, 5), prim_file:pread(Zero, 100, 2)]),
    {ok, Much} = prim_file:read(Zero, 200000),
    show(Much =:= <<0:1600000>>),
    ok = prim_file:close(Zero),
    {ok, Null} = prim_file:open("/dev/null", [read, write]),
    show([prim_file:write(Null, "gone"), prim_file:read(Null, 5), prim_file:read_line(Null)]),
    ok = prim_file:close(Null),
    %% Has no size that anyone could know before it is read.
    {ok, Status} = prim_file:read_file("/proc/self/status"),
    show(binary:part(Status, 0, 5)),
    show([prim_file:read_file("/proc/self/nothing"), element(1, prim_file:list_dir("/proc/self/fd"))]),
    show(closed_with_owner(20)).

show(Term) -> erlang:display(Term).

count() ->
    {ok, Names} = prim_file:list_dir("/proc/self/fd"),
    length(Names).

%% As many descriptors as before, once the process that has opened some has ended.
closed_with_owner(N) ->
    Before = count(),
    Self = self(),
    Pid = spawn(fun() ->
                    Files = [prim_file:open("/dev/null", [read]) || _ <- lists:seq(1, N)],
                    Self ! {self(), count() >= Before + N},
                    receive stop -> Files end
                end),
    Opened = receive {Pid, Answer} -> Answer end,
    exit(Pid, kill),
    {Opened, settles(Before, 100)}.

settles(_, 0) -> false;
settles(Most, Tries) ->
    case count() =< Most of
        true -> true;
        false -> receive after 20 -> settles(Most, Tries - 1) end
    end.
