%% SPDX-License-Identifier: Apache-2.0
%% Modules atomics and counters: values at the borders of 64 bits, sharing between processes, wrong
%% arguments with what they say, and references that outlive their makers.
-module(atomics_counters).
-export([main/0]).

main() ->
    signed(),
    unsigned(),
    counters(),
    sharing(),
    errors(),
    garbage().

signed() ->
    A = atomics:new(3, []),
    erlang:display({is_reference(A), A =:= A, A =:= atomics:new(3, []), maps:remove(memory, atomics:info(A))}),
    erlang:display([atomics:get(A, I) || I <- [1, 2, 3]]),
    erlang:display([atomics:put(A, 1, 16#7fffffffffffffff), atomics:add_get(A, 1, 1), atomics:sub_get(A, 1, 1), atomics:get(A, 1)]),
    erlang:display([atomics:add(A, 2, 16#ffffffffffffffff), atomics:get(A, 2), atomics:sub(A, 2, 5), atomics:get(A, 2)]),
    erlang:display([atomics:exchange(A, 3, 7), atomics:compare_exchange(A, 3, 7, 8), atomics:compare_exchange(A, 3, 7, 9), atomics:get(A, 3)]),
    erlang:display([atomics:put(A, 3, -(1 bsl 63)), atomics:sub_get(A, 3, 1)]).

unsigned() ->
    A = atomics:new(1, [{signed, false}]),
    erlang:display(maps:remove(memory, atomics:info(A))),
    erlang:display([atomics:sub_get(A, 1, 1), atomics:add_get(A, 1, 2), atomics:put(A, 1, 16#ffffffffffffffff), atomics:get(A, 1)]),
    erlang:display([outcome:'of'(fun() -> atomics:put(A, 1, V) end) || V <- [-1, 1 bsl 64, a]]).

counters() ->
    [begin
        C = counters:new(2, Options),
        erlang:display({element(1, C), maps:remove(memory, counters:info(C))}),
        erlang:display([counters:add(C, 1, 5), counters:sub(C, 2, 7), counters:get(C, 1), counters:get(C, 2), counters:put(C, 1, -1), counters:get(C, 1)]),
        erlang:display([counters:put(C, 1, 16#7fffffffffffffff), counters:add(C, 1, 1), counters:get(C, 1)])
     end || Options <- [[], [atomics], [write_concurrency]]].

sharing() ->
    C = counters:new(1, []),
    A = atomics:new(1, []),
    Pids = [spawn_monitor(fun() -> [begin counters:add(C, 1, N), atomics:add(A, 1, -1) end || N <- lists:seq(1, 100)] end) || _ <- lists:seq(1, 10)],
    [receive {'DOWN', Ref, process, Pid, normal} -> ok end || {Pid, Ref} <- Pids],
    erlang:display({counters:get(C, 1), atomics:get(A, 1)}),
    Self = self(),
    spawn(fun() -> New = atomics:new(1, []), atomics:put(New, 1, 42), Self ! {New, [New | New]} end),
    receive {New, [New | Same]} -> erlang:display({atomics:get(New, 1), atomics:put(Same, 1, 43), atomics:get(New, 1)}) end.

errors() ->
    A = atomics:new(2, []),
    C = counters:new(2, []),
    [erlang:display(without_references(frames:'of'(F))) || F <- [
        fun() -> {atomics:get(A, 0)} end,
        fun() -> {atomics:get(A, 3)} end,
        fun() -> {atomics:get(make_ref(), 1)} end,
        fun() -> {atomics:get(element(2, C), 9)} end,
        fun() -> {atomics:put(A, 1, 1 bsl 63)} end,
        fun() -> {atomics:put(A, 1, 1.0)} end,
        fun() -> {atomics:add(A, a, 1)} end,
        fun() -> {atomics:add(A, 1, 1 bsl 64)} end,
        fun() -> {atomics:add(A, 1, -(1 bsl 63) - 1)} end,
        fun() -> {atomics:exchange(A, 1, x)} end,
        fun() -> {atomics:compare_exchange(A, 1, x, 1)} end,
        fun() -> {atomics:info(x)} end]],
    [erlang:display(outcome:'of'(F)) || F <- [
        fun() -> atomics:sub(A, 1, x) end,
        fun() -> atomics:new(0, []) end,
        fun() -> atomics:new(-1, []) end,
        fun() -> atomics:new(a, []) end,
        fun() -> atomics:new(1, [foo]) end,
        fun() -> atomics:new(1 bsl 64, []) end,
        fun() -> counters:new(0, []) end,
        fun() -> counters:new(1, [foo]) end,
        fun() -> counters:get(C, 3) end,
        fun() -> counters:get(A, 1) end,
        fun() -> counters:add(C, 1, x) end,
        fun() -> counters:info({atomics, x}) end]],
    [erlang:display(info(F)) || F <- [fun() -> {atomics:get(A, 0)} end, fun() -> {atomics:new(1, [foo])} end, fun() -> {counters:get(C, 9)} end]].

without_references({Class, Reason, [{M, F, Args, Info} | Rest]}) when is_list(Args) ->
    {Class, Reason, [{M, F, [case is_reference(A) of true -> reference; false -> A end || A <- Args], Info} | Rest]};
without_references({Class, Reason, [{M, F, A, Info} | Rest]}) -> {Class, Reason, M, F, A, Info, length(Rest)}.

%% The topmost frame's error_info.
info(F) ->
    try F()
    catch error:_:Stack ->
        [{M, Fun, Args, Info} | _] = Stack,
        {M, Fun, is_list(Args), proplists:get_value(error_info, Info)}
    end.

%% Thousands of arrays that nobody keeps.
garbage() ->
    erlang:display(lists:sum([begin C = counters:new(100, []), counters:put(C, N rem 100 + 1, N), counters:get(C, N rem 100 + 1) end || N <- lists:seq(1, 1000)])).
