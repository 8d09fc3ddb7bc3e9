%% SPDX-License-Identifier: Apache-2.0
%%
%% Other nodes, which tests/otp/suite_runner has none of, on any system.
-module(peer).
-export([start/0, start/1, start_link/0, start_link/1, random_name/0, random_name/1, stop/1, call/4, call/5, cast/4,
         send/3, get_state/1, supervision_child_spec/0]).


start() -> exit({needs, distribution}).
start(_) -> start().
start_link() -> start().
start_link(_) -> start().
random_name() -> random_name(peer).
random_name(Prefix) -> lists:concat([Prefix, "-", erlang:unique_integer([positive])]).
stop(_) -> start().
call(_, _, _, _) -> start().
call(_, _, _, _, _) -> start().
cast(_, _, _, _) -> start().
send(_, _, _) -> start().
get_state(_) -> start().

%% Kernel asks at its start.
supervision_child_spec() -> none.
