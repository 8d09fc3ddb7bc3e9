%% SPDX-License-Identifier: Apache-2.0
%%
%% Its on_load function does not return ok, so nobody ever gets to call it.
-module(on_load_refusing).
-export([value/0]).
-on_load(prepare/0).

prepare() -> {error, not_today}.

value() -> never.
