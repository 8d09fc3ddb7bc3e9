%% SPDX-License-Identifier: Apache-2.0
%%
%% What tables say about themselves, by their options.
-module(ets_options).
-export([main/0]).

main() ->
    [options(O) || O <- [[], [set, public], [bag], [duplicate_bag, private], [ordered_set, {keypos, 3}], [public, {write_concurrency, true}],
        [public, ordered_set, {write_concurrency, true}], [private, {write_concurrency, true}], [protected, {write_concurrency, true}],
        [public, {write_concurrency, auto}], [public, ordered_set, {write_concurrency, auto}], [public, bag, {read_concurrency, true}, compressed, {keypos, 2}],
        [public, {write_concurrency, true}, {decentralized_counters, true}], [public, {decentralized_counters, true}],
        [public, {write_concurrency, auto}, {decentralized_counters, false}], [bag, public, {write_concurrency, true}, {decentralized_counters, true}],
        [public, {write_concurrency, auto}, {write_concurrency, false}], [{heir, none}], [{heir, self(), x}], [set, bag, set, {keypos, 1}, {keypos, 2}]]],
    ets:new(named, [named_table]),
    erlang:display({ets:info(named, named_table), ets:info(named, owner) =:= self(), ets:info(named, node), ets:info(named, id) =:= ets:whereis(named)}),
    erlang:display([Name || {Name, _} <- ets:info(named)]),
    erlang:display([{I, ets:info(named, I)} || I <- [fixed, safe_fixed, safe_fixed_monotonic_time, binary, size, stats]]),
    T = ets:whereis(named),
    ets:insert(T, {a, 1}),
    erlang:display({ets:lookup(named, a), ets:info(T, name), ets:rename(T, other), ets:whereis(named), ets:whereis(other) =:= T, ets:lookup(other, a)}),
    erlang:display({lists:member(other, ets:all()), ets:delete(other), lists:member(other, ets:all()), ets:info(T)}),
    U = ets:new(unnamed, []),
    erlang:display({lists:member(U, ets:all()), ets:rename(U, again) =:= U, ets:info(U, name), ets:whereis(again), is_reference(U), try ets:whereis(U) catch error:E -> E end}),
    memory().

options(O) ->
    T = ets:new(t, O),
    erlang:display([X || {K, _} = X <- ets:info(T), lists:member(K, [decentralized_counters, read_concurrency, write_concurrency, compressed, protection, type, keypos, named_table, name, size])]),
    erlang:display(ets:info(T, heir) =:= self()),
    ets:delete(T).

%% Memory grows with rows and is given back.
memory() ->
    [begin
        T = ets:new(t, [Type]),
        Empty = ets:info(T, memory),
        ets:insert(T, [{N, lists:seq(1, 10)} || N <- lists:seq(1, 1000)]),
        Full = ets:info(T, memory),
        ets:delete_all_objects(T),
        erlang:display({Type, Full > Empty + 1000 * 20, ets:info(T, memory) =< Empty + 1000})
     end || Type <- [set, ordered_set, bag]].
