%% SPDX-License-Identifier: Apache-2.0
%%
%% Funs of modules that are not there, from bytes; how many funs of one make there are; what is built in.
-module(strange_funs).
-export([main/0]).

main() ->
    strange(),
    counted(),
    built_in().

%% The external form of a fun of this module, with another module's name of the same length.
bytes(Fun) -> binary:replace(term_to_binary(Fun), <<"strange_funs">>, <<"strange_moon">>, [global]).

strange() ->
    Free = outcome:id({free, "value"}),
    Fun = binary_to_term(bytes(fun(X) -> {X, Free} end)),
    Again = binary_to_term(bytes(fun(X) -> {X, Free} end)),
    erlang:display([{I, erlang:fun_info(Fun, I)} || I <- [module, name, arity, env, type]]),
    erlang:display({same, Fun =:= binary_to_term(term_to_binary(Fun)), Fun =:= Again, is_function(Fun, 1), is_function(Fun, 2)}),
    erlang:display({hash, erlang:phash2(Fun) =:= erlang:phash2(binary_to_term(term_to_binary(Fun))), Fun > 1}),
    erlang:display({called, try Fun(1) catch error:undef:Stack -> {undef, element(1, hd(Stack)), element(3, hd(Stack))} end}),
    Pid = spawn_link(fun() -> receive {From, F} -> From ! {self(), F} end end),
    Pid ! {self(), Fun},
    receive {Pid, Sent} -> erlang:display({sent, Sent =:= Fun}) end,
    many(400).

%% More than are kept when nobody has them.
many(0) -> erlang:display(many);
many(N) ->
    Bytes = binary:replace(bytes(fun() -> ok end), <<"moon">>, list_to_binary(io_lib:format("~4..0w", [N rem 50]))),
    true = is_function(binary_to_term(Bytes), 0),
    many(N - 1).

counted() ->
    Factory = fun(N) -> fun(X) -> X + N end end,
    F = Factory(outcome:id(1)),
    erlang:display({one, erlang:fun_info(F, refc)}),
    G = Factory(outcome:id(2)),
    erlang:display({two, erlang:fun_info(F, refc)}),
    Table = ets:new(t, []),
    ets:insert(Table, {key, F}),
    erlang:display({in_table, erlang:fun_info(F, refc)}),
    ets:delete(Table, key),
    erlang:display({deleted, erlang:fun_info(F, refc), F(1), G(1)}),
    erlang:display({external, erlang:fun_info(fun lists:map/2, refc)}).

built_in() ->
    erlang:display([{M, F, A, erlang:is_builtin(M, F, A)} ||
                       {M, F, A} <- [{erlang, apply, 2}, {erlang, yield, 0}, {erlang, spawn, 1}, {erlang, spawn, 3}, {erlang, memory, 0},
                                     {lists, member, 2}, {lists, map, 2}, {maps, get, 2}, {erlang, halt, 0}, {erlang, halt, 2}, {re, run, 2},
                                     {zlib, open_nif, 0}, {erlang, '+', 2}, {no, such, 7}]]),
    Natives = erlang:system_info(snifs),
    erlang:display([lists:member(N, Natives) || N <- [{erlang, self, 0}, {erlang, memory, 0}, {binary, match, 2}, {zlib, open_nif, 0}]]).
