%% SPDX-License-Identifier: Apache-2.0
%% What test programs about ports need: messages without the port in them, in order of arrival.
-module(port_messages).
-export([until/2, all/1, all/2, plain/2, in_process/2, next/1]).

%% Messages up to and with the first that is, or begins with, Last.
until(Port, Last) ->
    case next(Port) of
        Last -> [Last];
        Message when element(1, Message) =:= Last -> [Message];
        none -> [none];
        Message -> [Message | until(Port, Last)]
    end.

%% All that come, until nothing has come for so many milliseconds.
all(Port) -> all(Port, 100).

all(Port, Wait) ->
    receive
        Message -> [plain(Port, Message) | all(Port, Wait)]
    after Wait -> []
    end.

next(Port) ->
    receive
        Message -> plain(Port, Message)
    after 5000 -> none
    end.

%% References and pids are left out, too.
plain(Port, {Port, What}) -> What;
plain(Port, {'EXIT', Port, Reason}) -> {exit, Reason};
plain(Port, {'DOWN', _, Type, Port, Reason}) -> {down, Type, Reason};
plain(_, {'DOWN', _, Type, Item, Reason}) when is_tuple(Item) -> {down, Type, Item, Reason};
plain(_, {'EXIT', Pid, Reason}) when is_pid(Pid) -> {exit_of_process, Reason};
plain(_, {Tag, Ref, Type, Port, Reason}) when is_reference(Ref), is_port(Port) -> {Tag, Type, Reason};
plain(_, Other) -> Other.

%% Runs a function in a process of its own and shows what it returned and how that process ended.
in_process(Name, Fun) ->
    {Pid, Ref} = spawn_monitor(fun() -> erlang:display({Name, Fun()}) end),
    receive
        {'DOWN', Ref, process, Pid, Reason} -> erlang:display({Name, ended, reason(Reason)})
    end.

reason({Reason, [{M, F, A, _} | _]}) when is_list(A) -> {Reason, {M, F, length(A)}};
reason({Reason, [{M, F, A, _} | _]}) -> {Reason, {M, F, A}};
reason(Reason) -> Reason.
