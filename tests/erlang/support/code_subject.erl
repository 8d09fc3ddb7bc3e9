%% SPDX-License-Identifier: Apache-2.0
%%
%% What the programs about code replacement load in several versions: code_versions:binary/1 makes
%% them of this one by putting another atom in the place of version_1.
-module(code_subject).
-export([version/0, local/0, remote/0, loop/1, wait/0, adder/1, nested/2, constant/0, literals/0, fail/1,
         deep/1, caught/1, raise_later/0]).

version() -> version_1.

local() -> version().

remote() -> ?MODULE:version().

%% Answers what it is asked; stays in its version until it is told to go on.
loop(State) ->
    receive
        {From, version} -> From ! {self(), version()}, loop(State);
        {From, state} -> From ! {self(), State}, loop(State);
        go_on -> ?MODULE:loop({version(), State});
        stop -> {stopped, version(), State}
    end.

wait() ->
    receive
        go -> version()
    end.

adder(N) -> fun(X) -> {version(), N + X} end.

nested(A, B) -> fun() -> {fun(X) -> [A, B, X | version()] end, B} end.

constant() -> fun() -> version() end.

literals() ->
    [{list, [1, 2, 3, "text", 4.5e200]}, {map, #{a => {1, [2]}, b => <<"binary">>}}, {atom, nothing},
     {big, 123456789012345678901234567890}, {far, fun lists:reverse/1},
     {long, <<"a binary of more than sixty-four bytes, which is not copied but shared by all who have it">>}].

fail(Reason) -> error({version(), Reason}).

deep(0) -> receive go -> [version()] end;
deep(N) -> [N | deep(N - 1)].

caught(Parent) ->
    try
        Parent ! {self(), ready},
        receive go -> throw(gone) end
    catch
        throw:gone -> {caught, version()}
    end.

%% Keeps the stack trace of an error while its module is replaced.
raise_later() ->
    try error(kept)
    catch
        error:kept:Stack -> fun() -> erlang:raise(error, kept, Stack) end
    end.
