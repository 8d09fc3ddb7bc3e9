%% SPDX-License-Identifier: Apache-2.0
%% Runs a piece of a test and says how it ended, as one term that can be displayed.
%% id/1 hides a value from the compiler, so that nothing is computed at compile time.
-module(outcome).
-export([id/1, 'of'/1, 'of'/2, class/1, raised/1]).

id(X) -> X.

%% {value, V}, {throw, T}, {exit, R} or {error, R}.
'of'(Fun) ->
    try Fun() of
        Value -> {value, Value}
    catch
        Class:Reason -> {Class, Reason}
    end.

'of'(Fun, Args) ->
    try apply(Fun, Args) of
        Value -> {value, Value}
    catch
        Class:Reason -> {Class, Reason}
    end.

%% The value itself, or the class of the exception alone.
class(Fun) ->
    try
        Fun()
    catch
        Class:_ -> Class
    end.

%% The value itself, or an exception with the place that raised it.
raised(Fun) ->
    try
        Fun()
    catch
        Class:Reason:Trace -> {Class, Reason, hd(Trace)}
    end.
