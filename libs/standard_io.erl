%% SPDX-License-Identifier: Apache-2.0
%%
%% The processes `user` and `standard_error` as long as no boot starts OTP's own. They are there from
%% the start but run nothing; with its first message each starts OTP's process of that name, so that
%% programs which do not use it do not pay for it, and hands on what it gets.
-module(standard_io).
-export([user/0, standard_error/0]).

user() ->
    unregister(user),
    hand_on(user:start()).

standard_error() ->
    unregister(standard_error),
    {ok, Pid, _} = standard_error:init([]),
    hand_on(Pid).

hand_on(Server) ->
    hand_on(Server, monitor(process, Server)).

hand_on(Server, Monitor) ->
    receive
        {'DOWN', Monitor, process, _, Reason} ->
            exit(Reason);
        Message ->
            Server ! Message,
            hand_on(Server, Monitor)
    end.
