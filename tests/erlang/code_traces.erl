%% SPDX-License-Identifier: Apache-2.0
%%
%% Stack traces and exceptions of code that goes: built, caught, rethrown after the purge.
-module(code_traces).
-export([main/0]).

main() ->
    code_versions:forget(),
    {module, code_subject} = code_versions:load(1),
    {Reason, Stack} = try code_subject:fail(early) catch error:R:S -> {R, S} end,
    Raise = code_subject:raise_later(),
    Self = self(),
    {Pid, Monitor} = spawn_monitor(fun() -> late(Self, code_subject:adder(1)) end),
    receive ready -> ok end,
    {module, code_subject} = code_versions:load(2),
    erlang:display({Reason, shape(Stack)}),
    erlang:display(try Raise() catch error:R2:S2 -> {R2, shape(S2)} end),
    erlang:display(code:purge(code_subject)),
    erlang:display({Reason, shape(Stack)}),
    erlang:display(try Raise() catch error:R3:S3 -> {class(R3), length(S3) > 0} end),
    Pid ! go,
    receive {'DOWN', Monitor, process, Pid, {R4, S4}} -> erlang:display({class(R4), shape(S4)}) end,
    {module, code_subject} = code_versions:load(3),
    erlang:display(try code_subject:fail(now) catch error:R5:S5 -> {R5, shape(S5)} end),
    code_versions:forget().

late(Parent, Fun) ->
    Parent ! ready,
    receive go -> exit(try Fun(1) catch error:R:S -> {R, S} end) end.

class({Class, _}) -> Class;
class(Class) -> Class.

shape(Stack) -> [{M, F, A} || {M, F, A, _} <- Stack, M =:= code_subject].
