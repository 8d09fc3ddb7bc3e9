%% SPDX-License-Identifier: Apache-2.0
%%
%% process_flag and what process_info says of it; flags of new processes; wrong flags.
-module(process_flag_values).
-export([main/0]).

main() ->
    erlang:display({trap_exit, [process_flag(trap_exit, B) || B <- [true, true, false, false]]}),
    erlang:display({priority, [process_flag(priority, P) || P <- [low, high, max, normal, normal]]}),
    erlang:display({error_handler, [process_flag(error_handler, M) || M <- [a_module, error_handler]]}),
    erlang:display({message_queue_data, [process_flag(message_queue_data, M) || M <- [off_heap, on_heap, on_heap]]}),
    erlang:display({fullsweep_after, [process_flag(fullsweep_after, 10) >= 0, process_flag(fullsweep_after, 65535)]}),
    erlang:display({save_calls, [process_flag(save_calls, N) || N <- [10, 0]]}),
    erlang:display({sensitive, [process_flag(sensitive, B) || B <- [true, false]]}),
    [erlang:display({F, V, refused(F, V)}) || {F, V} <- [{trap_exit, 1}, {trap_exit, yes}, {priority, urgent}, {priority, 1}, {unknown, true},
                                                         {"trap_exit", true}, {message_queue_data, heap}, {fullsweep_after, -1}, {min_heap_size, a},
                                                         {error_handler, 1}, {save_calls, -1}, {save_calls, 10001}, {sensitive, maybe}, {max_heap_size, x}]],
    erlang:display({children, children()}),
    erlang:display({info, info()}),
    erlang:display({works_with_priorities, sums()}).

refused(Flag, Value) -> try process_flag(Flag, Value) catch C:R -> {C, R} end.

%% Nothing is inherited.
children() ->
    Self = self(),
    process_flag(trap_exit, true),
    process_flag(priority, high),
    spawn(fun() -> Self ! {child, process_info(self(), [trap_exit, priority, error_handler])} end),
    process_flag(trap_exit, false),
    process_flag(priority, normal),
    receive {child, I} -> I end.

info() ->
    process_flag(trap_exit, true),
    A = process_info(self(), [trap_exit, priority, message_queue_data, suspending]),
    process_flag(trap_exit, false),
    {A, process_info(self(), trap_exit)}.

sums() ->
    Self = self(),
    Pids = [spawn_opt(fun() -> Self ! {self(), lists:sum(lists:seq(1, 500))} end, [{priority, P}]) || P <- [low, normal, high, max], _ <- lists:seq(1, 5)],
    lists:usort([receive {P, S} -> S end || P <- Pids]).
