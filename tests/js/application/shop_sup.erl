%% SPDX-License-Identifier: Apache-2.0
-module(shop_sup).
-behaviour(supervisor).
-export([start_link/0, init/1]).

start_link() ->
    supervisor:start_link({local, ?MODULE}, ?MODULE, []).

init([]) ->
    {ok, Stock} = application:get_env(shop, stock),
    shop_stock = ets:new(shop_stock, [named_table, public]),
    true = ets:insert(shop_stock, {count, Stock}),
    Children = [#{id => Module, start => {Module, start_link, []}} || Module <- [shop_stock, shop_door]],
    {ok, {#{strategy => one_for_one, intensity => 2, period => 5}, Children}}.
