%% SPDX-License-Identifier: Apache-2.0
%%
%% Funs of a version that is replaced, purged, and comes back.
-module(code_funs).
-export([main/0]).

main() ->
    code_versions:forget(),
    {module, code_subject} = code_versions:load(1),
    Add = code_subject:adder(10),
    Constant = code_subject:constant(),
    {Inner, b} = (code_subject:nested(a, b))(),
    Other = spawn_link(fun() -> keep(Add) end),
    erlang:display({first, Add(1), Constant(), Inner(c)}),
    {module, code_subject} = code_versions:load(2),
    erlang:display({replaced, Add(2), Constant(), Inner(c), (code_subject:adder(20))(2)}),
    erlang:display({different, Add =:= code_subject:adder(10), Add =:= Add}),
    erlang:display({purge, code:purge(code_subject)}),
    erlang:display({gone, what(fun() -> Add(3) end), what(Constant), what(fun() -> Inner(c) end)}),
    erlang:display({same, ask(Other) =:= Add, is_function(Add, 1), erlang:fun_info(Add, env)}),
    erlang:display([erlang:fun_info(Add, Item) || Item <- [module, name, arity, type, index]]),
    erlang:display({other, call(Other, 4)}),
    {_, Monitor} = spawn_monitor(Constant),
    receive {'DOWN', Monitor, process, _, {Reason, _}} -> erlang:display(reason(Reason)) end,
    erlang:display({round_trip, binary_to_term(term_to_binary(Add)) =:= Add}),
    erlang:display({mapped, what(fun() -> lists:map(Add, [1, 2]) end), what(fun() -> apply(Add, [1]) end)}),
    erlang:display({arity, what(fun() -> Add(1, 2) end)}),
    erlang:display({back, code_versions:load(1), Add(5), Constant(), Inner(d), call(Other, 6)}),
    erlang:display({equal, Add =:= code_subject:adder(10), code:purge(code_subject), Add(7)}),
    erlang:display({deleted, code:delete(code_subject), Add(8), Constant()}),
    Other ! stop,
    code_versions:forget().

keep(Fun) ->
    receive
        {From, fun_} -> From ! {self(), Fun}, keep(Fun);
        {From, call, X} -> From ! {self(), what(fun() -> Fun(X) end)}, keep(Fun);
        stop -> ok
    end.

ask(Pid) -> Pid ! {self(), fun_}, receive {Pid, Answer} -> Answer end.
call(Pid, X) -> Pid ! {self(), call, X}, receive {Pid, Answer} -> Answer end.

what(Fun) ->
    try Fun()
    catch Class:Reason -> {Class, reason(Reason)}
    end.

reason({badfun, Fun}) -> {badfun, erlang:fun_info(Fun, arity)};
reason({badarity, {_, Arguments}}) -> {badarity, Arguments};
reason(Reason) -> Reason.
