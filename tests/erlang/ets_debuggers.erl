%% SPDX-License-Identifier: Apache-2.0
%%
%% Functions for debuggers: rows that are deleted but still there, private tables.
-module(ets_debuggers).
-export([main/0]).

main() ->
    T = ets:new(t, []),
    ets:insert(T, [{1}, {2}, {3}]),
    ets:safe_fixtable(T, true),
    ets:delete(T, 1),
    First = erts_internal:ets_raw_first(T),
    erlang:display({First, raw(T, First), ets:info(T, size), ets:info(T, stats)}),
    erlang:display({erts_internal:ets_lookup_binary_info(T, 2), erts_internal:ets_lookup_binary_info(T, nobody)}),
    ets:new(secret, [private, named_table]),
    ets:insert(secret, {a, 1}),
    {_, Ref} = spawn_monitor(fun() ->
        erlang:display(refused(fun() -> ets:lookup(secret, a) end)),
        erlang:display(erts_internal:ets_super_user(true)),
        erlang:display(ets:lookup(secret, a)),
        erlang:display(erts_internal:ets_super_user(false)),
        erlang:display(refused(fun() -> ets:lookup(secret, a) end))
    end),
    receive {'DOWN', Ref, _, _, normal} -> ok end,
    erlang:display([try apply(erts_internal, F, A) catch error:E:Trace -> {E, setelement(3, hd(Trace), hidden)} end || {F, A} <-
        [{ets_super_user, [x]}, {ets_raw_first, [nobody]}, {ets_raw_next, [nobody, 1]}]]).

raw(_, '$end_of_table') -> [];
raw(T, K) -> [K | raw(T, erts_internal:ets_raw_next(T, K))].

refused(F) -> try F() catch error:Reason -> Reason end.
