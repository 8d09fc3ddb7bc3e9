%% SPDX-License-Identifier: Apache-2.0
%%
%% erts_debug: internal state, work for dirty schedulers, sizes and identity of terms.
-module(debug_functions).
-export([main/0]).

main() ->
    [erlang:display({hidden, F, A, class(erts_debug, F, A)}) || {F, A} <- [{get_internal_state, [reds_left]}, {set_internal_state, [reds_left, 1]}]],
    erlang:display({available, erts_debug:set_internal_state(available_internal_state, true), erts_debug:get_internal_state(available_internal_state)}),
    erlang:display({reds_left, erts_debug:set_internal_state(reds_left, 10), erts_debug:get_internal_state(reds_left) =< 10}),
    [erlang:display({wait, W, class(erts_debug, set_internal_state, [wait, W])}) || W <- [deallocations, thread_progress, aux_work, other]],
    erlang:display({dead, erts_debug:get_internal_state({process_status, ended()})}),
    erlang:display({processes, lists:member(self(), erts_debug:get_internal_state(processes))}),
    erlang:display({mbuf, erts_debug:set_internal_state(mbuf, {a, "term"})}),
    erlang:display({no_such, class(erts_debug, get_internal_state, [no_such_item])}),
    relations(),
    erlang:display({names, erts_debug:get_internal_state(process_info_args)}),
    [{Name, _} = process_info(self(), Name) || Name <- erts_debug:get_internal_state(process_info_args), Name =/= registered_name],
    erlang:display({memory, lists:usort([K || {K, V} <- erts_debug:get_internal_state(memory), is_integer(V)])}),
    #{table := Places} = erts_debug:get_internal_state(persistent_term),
    erlang:display({places, Places >= 8, erts_debug:get_internal_state(stack_check) > 1000}),
    erlang:display({available, erts_debug:set_internal_state(available_internal_state, false)}),
    [erlang:display({dirty, F, A, class(erts_debug, F, A)}) ||
        {F, A} <- [{dirty_cpu, [scheduler, type]}, {dirty_io, [scheduler, type]}, {dirty, [normal, scheduler, type]}, {dirty, [dirty_io, scheduler, type]},
                   {dirty_cpu, [error, badarith]}, {dirty_io, [error, system_limit]}, {dirty, [normal, error, "x"]}, {dirty_cpu, [reschedule, 1000]},
                   {dirty_cpu, [reschedule, 10000]}, {dirty_io, [wait, 1]}]],
    Whole = outcome:id(<<1, 2, 3>>),
    erlang:display({same, erts_debug:same(Whole, append(Whole, <<>>)), append(Whole, <<4>>)}),
    [erlang:display({map_info, N, erts_debug:map_info(maps:from_list([{I, I} || I <- lists:seq(1, N)]))}) || N <- [33, 100, 500]],
    erlang:display({no_large_map, [class(erts_debug, map_info, [T]) || T <- [#{}, [], 1]]}),
    erlang:display({literal, erts_debug:size_shared("a literal"), erts_debug:size_shared([outcome:id(1)]) > 0}).

%% Links and monitors as the emulator has them.
relations() ->
    Pid = spawn_link(fun() -> receive after infinity -> ok end end),
    register(watched, Pid),
    One = monitor(process, Pid),
    Other = monitor(process, watched),
    {monitored_by, [_ | _]} = process_info(Pid, monitored_by),
    erlang:display({links, [{Tag, Type, State} || {Tag, Type, P, State, _} <- erts_debug:get_internal_state({link_list, self()}), P =:= Pid]}),
    Show = fun(Who) -> lists:sort([{Tag, Type, Direction, P =:= Pid, P =:= self(), Name} ||
                                      {Tag, Type, Direction, Ref, P, Name} <- erts_debug:get_internal_state({monitor_list, Who}), Ref =:= One orelse Ref =:= Other]) end,
    erlang:display({monitors, Show(self()), Show(Pid)}),
    unlink(Pid),
    exit(Pid, kill),
    [receive {'DOWN', M, process, _, killed} -> ok end || M <- [One, Other]],
    erlang:display({nobody, erts_debug:get_internal_state({link_list, Pid}), erts_debug:get_internal_state({monitor_list, Pid})}).

ended() ->
    {Pid, Monitor} = spawn_monitor(fun() -> ok end),
    receive {'DOWN', Monitor, process, Pid, _} -> Pid end.

append(A, B) -> <<A/binary, B/binary>>.

class(Module, Function, Arguments) ->
    try {value, apply(Module, Function, Arguments)} catch Class:Reason -> {Class, Reason} end.
