%% SPDX-License-Identifier: Apache-2.0
%%
%% Processes that stand in for `user`, `standard_error`, `kernel_sup` and `file_server_2` as long as no boot
%% starts OTP's own. They are there from the start but run nothing; with its first message each starts OTP's process
%% of that kind, so that programs which do not use it do not pay for it, and hands on what it gets.
-module(stand_in).
-export([user/0, standard_error/0, kernel_sup/0, file_server_2/0, init/1]).

user() ->
    hand_on(user, fun user:start/0).

standard_error() ->
    hand_on(standard_error, fun() -> {ok, Pid, _} = standard_error:init([]), Pid end).

%% What `file` asks to do most of its work.
file_server_2() ->
    hand_on(file_server_2, fun() -> {ok, Pid} = file_server:start(), Pid end).

%% A supervisor of no children; modules of OTP have it start servers of theirs (timer_server).
kernel_sup() ->
    {ok, Supervisor} = supervisor:start_link(?MODULE, []),
    loop(Supervisor, monitor(process, Supervisor)).

init([]) ->
    {ok, {#{}, []}}.

%% OTP's process takes the name, and gives it back: this one is the group leader of all others.
hand_on(Name, Start) ->
    unregister(Name),
    Server = Start(),
    unregister(Name),
    register(Name, self()),
    loop(Server, monitor(process, Server)).

loop(Server, Monitor) ->
    receive
        {'DOWN', Monitor, process, _, Reason} ->
            exit(Reason);
        Message ->
            Server ! Message,
            loop(Server, Monitor)
    end.
