%% SPDX-License-Identifier: Apache-2.0
%%
%% A program that compiles modules, loads, calls, replaces and purges them.
-module(code_compiled).
-export([main/0]).

main() ->
    forget(),
    show({load(1), made_here:value(), made_here:twice(21)}),
    Fun = made_here:maker(5),
    show({load(2), made_here:value(), Fun(1)}),
    show({code:purge(made_here), try Fun(1) catch error:{badfun, F} -> F =:= Fun end}),
    show({made_here:module_info(module), lists:sort(made_here:module_info(exports))}),
    show({code:delete(made_here), code:purge(made_here)}),
    show(try made_here:value() catch error:undef -> undef end),
    show(code:load_binary(made_here, "made_here.erl", damaged(form(3)))),
    show({load(4), made_here:value()}),
    forget().

load(N) -> code:load_binary(made_here, "made_here.erl", form(N)).

form(N) ->
    Source = ["-module(made_here).", "-export([value/0, twice/1, maker/1]).",
              "value() -> {version, " ++ integer_to_list(N) ++ ", [literal, \"text\"]}.",
              "twice(X) -> X * 2.",
              "maker(X) -> fun(Y) -> {X, Y, value()} end."],
    Forms = [begin {ok, Tokens, _} = erl_scan:string(Line), {ok, Form} = erl_parse:parse_form(Tokens), Form end || Line <- Source],
    {ok, made_here, Binary} = compile:forms(Forms),
    Binary.

damaged(Binary) -> binary:part(Binary, 0, byte_size(Binary) - 50).

forget() ->
    _ = code:purge(made_here),
    _ = code:delete(made_here),
    code:purge(made_here).

show(Term) -> erlang:display(Term).
