%% SPDX-License-Identifier: Apache-2.0
%%
%% What an ets function says of arguments that it does not take.
-module(ets_refusals).
-export([refused/2]).

refused(F, Args) ->
    try apply(ets, F, Args) of
        Value -> erlang:display({F, Args, value, Value})
    catch
        Class:Reason:Trace ->
            [{M, Name, Shown, Info} | _] = Trace,
            erlang:display({F, Class, Reason, M, Name, Shown, Info})
    end.
