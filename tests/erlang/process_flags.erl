%% SPDX-License-Identifier: Apache-2.0
%%
%% process_flag/2 and /3: every flag's old value, what is refused, and that process_info tells the same.
-module(process_flags).
-export([main/0]).

main() ->
    [erlang:display({Flag, old_values(Flag, Values)}) || {Flag, Values} <- flags()],
    [erlang:display({Flag, Value, catch_error(fun() -> process_flag(Flag, Value) end)}) || {Flag, Value} <- bad_flags()],
    erlang:display({other, [catch_error(fun() -> process_flag(P, F, V) end)
                            || {P, F, V} <- [{self(), save_calls, 10}, {self(), save_calls, 0}, {self(), trap_exit, true}, {self(), save_calls, x}, {x, save_calls, 1}]]}),
    erlang:display({sensitive, sensitive()}),
    erlang:display({options, options()}).

flags() ->
    [{trap_exit, [true, true, false]}, {priority, [high, normal]}, {message_queue_data, [off_heap, on_heap]}, {sensitive, [true, false]},
     {error_handler, [my_handler, error_handler]}, {min_heap_size, [1000, 233]}, {fullsweep_after, [10, 65535]}].

%% What the flag was before each setting, and what process_info says after.
old_values(Flag, Values) ->
    [begin
         _ = process_flag(Flag, Value),
         Old = process_flag(Flag, Value),
         {Old =:= Value orelse is_integer(Old), Flag =:= sensitive orelse shown(process_info(self(), Flag))}
     end || Value <- Values].

shown({_, Value}) when is_integer(Value) -> number;
shown(Pair) -> Pair.

bad_flags() ->
    [{trap_exit, maybe}, {priority, urgent}, {message_queue_data, x}, {sensitive, 1}, {error_handler, 1}, {nothing, true}, {save_calls, -1}, {save_calls, 10001},
     {async_dist, x}, {1, 2}, {fullsweep_after, -1}].

%% Of a sensitive process others see neither dictionary nor messages.
sensitive() ->
    Self = self(),
    Pid = spawn(fun() ->
                        put(secret, 1),
                        process_flag(sensitive, true),
                        Self ! ready,
                        receive stop -> ok end
                end),
    receive ready -> ok end,
    Pid ! message,
    Seen = process_info(Pid, [dictionary, messages, message_queue_len]),
    exit(Pid, kill),
    Seen.

options() ->
    Self = self(),
    spawn_opt(fun() -> Self ! process_info(self(), [priority, message_queue_data, fullsweep_after]) end,
              [{priority, high}, {message_queue_data, off_heap}, {fullsweep_after, 7}]),
    receive List -> List end.

catch_error(Fun) ->
    try Fun() catch Class:Reason -> {Class, Reason} end.
