%% SPDX-License-Identifier: Apache-2.0
%% Makes stack traces comparable: drops the frames below the test's own main/0, everything but file
%% and line from the location, and frames that repeat the one above (how often a frame shows in a
%% recursion or in a badarity is a matter of the implementation).
-module(frames).
-export(['of'/1, strip/1]).

%% Runs Fun and gives {Class, Reason, Trace}; frames of this module and below it are dropped.
'of'(Fun) ->
    try Fun() of
        Value -> {value, Value}
    catch
        Class:Reason:Stack -> {Class, Reason, strip(Stack)}
    end.

strip(Stack) -> distinct(cut(Stack)).

cut([{?MODULE, _, _, _} | _]) -> [];
cut([{M, main, 0, Info} | _]) -> [{M, main, 0, location(Info)}];
cut([{M, F, A, Info} | Rest]) -> [{M, F, A, location(Info)} | cut(Rest)];
cut([Other | Rest]) -> [Other | cut(Rest)];
cut([]) -> [].

distinct([Frame, Frame | Rest]) -> distinct([Frame | Rest]);
distinct([Frame | Rest]) -> [Frame | distinct(Rest)];
distinct([]) -> [].

location(Info) -> [Pair || {Key, _} = Pair <- Info, Key =:= file orelse Key =:= line].
