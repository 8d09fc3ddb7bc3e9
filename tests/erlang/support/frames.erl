%% SPDX-License-Identifier: Apache-2.0
%% Makes stack traces comparable: drops the frames below the test's own main/0 and everything but
%% file and line from the location.
-module(frames).
-export(['of'/1, strip/1]).

%% Runs Fun and gives {Class, Reason, Trace}; frames of this module and below it are dropped.
'of'(Fun) ->
    try Fun() of
        Value -> {value, Value}
    catch
        Class:Reason:Stack -> {Class, Reason, strip(Stack)}
    end.

strip([{?MODULE, _, _, _} | _]) -> [];
strip([{M, main, 0, Info} | _]) -> [{M, main, 0, location(Info)}];
strip([{M, F, A, Info} | Rest]) -> [{M, F, A, location(Info)} | strip(Rest)];
strip([Other | Rest]) -> [Other | strip(Rest)];
strip([]) -> [].

location(Info) -> [Pair || {Key, _} = Pair <- Info, Key =:= file orelse Key =:= line].
