%% SPDX-License-Identifier: Apache-2.0
%%
%% Events, which nobody is waiting for.
-module(ct_event).
-export([notify/1]).

notify(_) -> ok.
