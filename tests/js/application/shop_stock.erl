%% SPDX-License-Identifier: Apache-2.0
-module(shop_stock).
-behaviour(gen_server).
-export([start_link/0, count/0, take/0, break/0]).
-export([init/1, handle_call/3, handle_cast/2]).

start_link() -> gen_server:start_link({local, ?MODULE}, ?MODULE, [], []).
count() -> gen_server:call(?MODULE, count).
take() -> gen_server:call(?MODULE, take).
break() -> gen_server:call(?MODULE, break).

init([]) -> {ok, open}.

handle_call(count, _, State) ->
    [{count, Count}] = ets:lookup(shop_stock, count),
    {reply, Count, State};
handle_call(take, _, State) ->
    _ = ets:update_counter(shop_stock, count, -1),
    {reply, ok, State};
handle_call(break, _, State) ->
    {reply, 1 div (length([State]) - 1), State}.

handle_cast(_, State) -> {noreply, State}.
