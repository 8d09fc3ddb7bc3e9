%% SPDX-License-Identifier: Apache-2.0
%%
%% Other nodes, which tests/otp/suite_runner has none of, on any system.
-module(slave).
-export([start/1, start/2, start/3, start_link/1, start_link/2, start_link/3, stop/1]).

start(_) -> exit({needs, distribution}).
start(Host, _) -> start(Host).
start(Host, _, _) -> start(Host).
start_link(Host) -> start(Host).
start_link(Host, _) -> start(Host).
start_link(Host, _, _) -> start(Host).
stop(_) -> ok.
