%% SPDX-License-Identifier: Apache-2.0
%%
%% Its on_load function takes a while, and leaves a value behind.
-module(on_load_good).
-export([value/0, twice/1]).
-on_load(prepare/0).

prepare() ->
    receive after 20 -> ok end,
    persistent_term:put(?MODULE, lists:sum(lists:seq(1, 100))),
    ok.

value() -> persistent_term:get(?MODULE).
twice(X) -> {X, value()}.
