%% SPDX-License-Identifier: Apache-2.0
-module(shop_door).
-behaviour(gen_statem).
-export([start_link/0, push/0, state/0]).
-export([init/1, callback_mode/0, closed/3, open/3, code_change/4]).

start_link() -> gen_statem:start_link({local, ?MODULE}, ?MODULE, [], []).
push() -> gen_statem:call(?MODULE, push).
state() -> gen_statem:call(?MODULE, state).

callback_mode() -> state_functions.
init([]) -> {ok, closed, 0}.

closed({call, From}, push, Count) -> {next_state, open, Count + step(), [{reply, From, ok}]};
closed({call, From}, state, Count) -> {keep_state_and_data, [{reply, From, {closed, Count}}]}.

open({call, From}, push, Count) -> {next_state, closed, Count + step(), [{reply, From, ok}]};
open({call, From}, state, Count) -> {keep_state_and_data, [{reply, From, {open, Count}}]}.

step() -> 1.

code_change(Old, State, Count, _) ->
    logger:info("upgrade from ~ts", [Old]),
    {ok, State, Count}.
