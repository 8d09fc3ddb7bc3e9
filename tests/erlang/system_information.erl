%% SPDX-License-Identifier: Apache-2.0
%%
%% What erlang:system_info/1 and nodes/1 tell: values that are the same everywhere, and what kind of term the others are.
-module(system_information).
-export([main/0]).

main() ->
    [erlang:display({Item, catch erlang:system_info(Item)}) ||
        Item <- [compat_rel, debug_compiled, dist, dist_buf_busy_limit, dist_ctrl, delayed_node_table_gc, dynamic_trace, dynamic_trace_probes,
                 eager_check_io, ets_limit, hipe_architecture, lock_checking, literal_test, modified_timing_level, multi_scheduling_blockers,
                 normal_multi_scheduling_blockers, port_parallelism, scheduler_bind_type, break_ignored, sequential_tracer, time_offset,
                 time_warp_mode, taints, update_cpu_info, wordsize, {wordsize, internal}, {wordsize, external}, {cpu_topology, defined}, otp_release, machine]],
    [erlang:display({Item, kind(erlang:system_info(Item))}) ||
        Item <- [allocator, all_schedulers_state, c_compiler_used, end_time, ethread_info, info, loaded, logical_processors, os_monotonic_time_source,
                 os_system_time_source, procs, process_count, scheduler_bindings, scheduler_id, schedulers_state, snifs, start_time]],
    [erlang:display({Item, refused(fun() -> erlang:system_info(Item) end)}) ||
        Item <- [no_such_item, {wordsize, middle}, {cpu_topology, other}, {no_such, item}, 1, "wordsize", {wordsize}, {}]],
    erlang:display({bifs, [lists:member(B, erlang:system_info(snifs)) || B <- [{erlang, self, 0}, {lists, reverse, 2}, {lists, map, 2}]]}),
    [erlang:display({nodes, A, catch_class(fun() -> nodes(A) end)}) ||
        A <- [this, visible, hidden, connected, [], [this], [visible, this], [this, this], other, [this, other], [this | visible], 1]],
    erlang:display({limits, erlang:system_info(end_time) > erlang:monotonic_time(), erlang:system_info(start_time) =< erlang:monotonic_time()}),
    erlang:display({offset, same_offset(1000), erlang:system_time() - erlang:monotonic_time() - erlang:time_offset() < 1000000}),
    erlang:display({memory, [is_integer(erlang:memory(T)) || T <- [atom, atom_used, binary, code, ets]],
                    [T || {T, _} <- lists:sort(erlang:memory([ets, code]))], lists:sort([T || {T, _} <- erlang:memory()])}),
    scheduler_times(),
    allocators(),
    [erlang:display({scheduler, S, catch_class(fun() -> process_flag(scheduler, S) end)}) || S <- [0, -1, 100000, a]].

%% How busy schedulers are, from when somebody asks for it on.
scheduler_times() ->
    Items = [scheduler_wall_time, scheduler_wall_time_all],
    erlang:display([erlang:statistics(Item) || Item <- Items]),
    erlang:display(erlang:system_flag(scheduler_wall_time, true)),
    _ = lists:sum(lists:seq(1, 10000)),
    [begin
         Times = lists:sort(erlang:statistics(Item)),
         erlang:display({Item, element(1, hd(Times)), lists:all(fun({_, Busy, Total}) -> Busy >= 0 andalso Total > 0 andalso Busy =< Total end, Times)})
     end || Item <- Items],
    erlang:display([erlang:system_flag(scheduler_wall_time, On) || On <- [false, false]]),
    erlang:display([erlang:statistics(Item) || Item <- Items]),
    erlang:display(catch_class(fun() -> erlang:system_flag(scheduler_wall_time, maybe) end)).

same_offset(N) -> length(lists:usort([erlang:time_offset() || _ <- lists:seq(1, N)])).

kind(Term) when is_integer(Term) -> integer;
kind(Term) when is_binary(Term) -> binary;
kind(Term) when is_list(Term) -> list;
kind(Term) when is_tuple(Term) -> tuple;
kind(_) -> other.

refused(Fun) -> try Fun() catch Class:Reason -> {Class, Reason} end.

catch_class(Fun) -> try {value, Fun()} catch Class:Reason -> {Class, Reason} end.

allocators() ->
    erlang:display([is_list(erlang:system_info({allocator_sizes, erlang:system_info(alloc_util_allocators)})),
                    length(erlang:system_info({allocator, [ets_alloc, eheap_alloc]})), tuple_size(erlang:system_info(os_version))]),
    erlang:display(lists:member(element(1, element(2, catch erlang:system_info({allocator, [none]}))), [badarg, noalloc])).
