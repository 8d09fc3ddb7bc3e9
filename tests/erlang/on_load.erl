%% SPDX-License-Identifier: Apache-2.0
%%
%% Modules with an on_load function: nobody calls into one before the function has returned ok, and never if it does not.
-module(on_load).
-export([main/0]).
-on_load(own/0).

own() ->
    persistent_term:put(?MODULE, {prepared, self() =/= whereis(nobody)}),
    ok.

main() ->
    erlang:display(persistent_term:get(?MODULE)),
    Self = self(),
    [spawn(fun() -> Self ! {N, on_load_good:twice(N)} end) || N <- [1, 2, 3]],
    erlang:display([receive {N, Got} -> Got end || N <- [1, 2, 3]]),
    erlang:display(on_load_good:value()),
    [erlang:display(call(M)) || M <- [on_load_refusing, on_load_failing, on_load_refusing]],
    erlang:display([erlang:function_exported(M, value, 0) || M <- [on_load_good, on_load_refusing, on_load_failing]]).

call(Module) ->
    try Module:value()
    catch Class:Reason:Stack -> {Class, Reason, element(1, hd(Stack)), element(2, hd(Stack))}
    end.
