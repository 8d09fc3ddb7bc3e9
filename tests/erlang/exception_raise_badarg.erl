%% SPDX-License-Identifier: Apache-2.0
%%
%% erlang:raise/3 with what cannot be raised answers badarg, as an instruction and as a function.
-module(exception_raise_badarg).
-export([main/0, id/1]).

main() ->
    [erlang:display({Class, Trace, as_function(Class, Trace)})
     || Class <- [error, exit, throw, foo, 1, "error"], Trace <- [[], [{m, f, 1, []}], foo, [foo], [{m, f}]]],
    [erlang:display({Class, as_instruction(Class)}) || Class <- [error, exit, throw, foo, 1]],
    erlang:display(in_the_middle(foo)),
    erlang:display(catch in_the_middle(exit)).

as_function(Class, Trace) ->
    try {returned, erlang:raise(Class, reason, Trace)}
    catch C:R -> {C, R}
    end.

as_instruction(Class) ->
    try {returned, again(Class)}
    catch C:R -> {C, R}
    end.

again(Class) ->
    try erlang:error(first)
    catch _:Reason:Stack -> erlang:raise(?MODULE:id(Class), {again, Reason}, Stack)
    end.

in_the_middle(Class) ->
    Before = ?MODULE:id(before),
    Answer =
        try ?MODULE:id(1) + ?MODULE:id(a)
        catch error:Reason:Stack -> {got, erlang:raise(?MODULE:id(Class), Reason, Stack)}
        end,
    {Before, Answer, ?MODULE:id(behind)}.

id(Term) -> Term.
