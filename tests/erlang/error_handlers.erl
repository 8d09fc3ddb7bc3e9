%% SPDX-License-Identifier: Apache-2.0
%% What comes of calls of undefined functions: undef, the module's own handler for them, or the
%% process's error handler, in all kinds of calls.
-module(error_handlers).
-export([main/0, '$handle_undefined_function'/2, undefined_function/3, undefined_lambda/3]).

main() ->
    erlang:display(?MODULE:no_such(1, 2)),
    erlang:display(apply(?MODULE, outcome:id(other), [a])),
    F = fun ?MODULE:as_a_fun/3,
    erlang:display(F(x, y, z)),
    erlang:display(lists:map(fun ?MODULE:mapped/1, [1, 2])),
    erlang:display([outcome:'of'(fun() -> no_such_module:f(1) end), outcome:'of'(fun() -> lists:no_such_function() end)]),
    erlang:display(frames:'of'(fun() -> {lists:no_such_function(a, b)} end)),
    erlang:display({process_flag(error_handler, ?MODULE), process_info(self(), error_handler)}),
    erlang:display(no_such_module:f(1)),
    erlang:display({lists:no_such_function(), apply(outcome:id(nowhere), g, [x])}),
    erlang:display([M:h() || M <- outcome:id([m1, m2])]),
    Self = self(),
    Pid = spawn(fun() -> Self ! {self(), process_info(self(), error_handler), outcome:'of'(fun() -> no_such_module:f(1) end)} end),
    receive {Pid, Info, Result} -> erlang:display({Info, Result}) end,
    erlang:display(process_flag(error_handler, error_handler)).

'$handle_undefined_function'(Function, Arguments) -> {own, Function, Arguments}.

undefined_function(Module, Function, Arguments) -> {handler, Module, Function, Arguments}.
undefined_lambda(_, _, _) -> lambda.
