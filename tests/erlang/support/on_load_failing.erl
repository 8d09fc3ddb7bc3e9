%% SPDX-License-Identifier: Apache-2.0
%%
%% Its on_load function ends in an exception.
-module(on_load_failing).
-export([value/0]).
-on_load(prepare/0).

prepare() -> exit(broken).

value() -> never.
