%% SPDX-License-Identifier: Apache-2.0
%% For programs that trace: runs something in a process of its own and shows what a tracer was told, with names in place
%% of pids, references and times.
-module(traces).
-export([run/2, run/3, flush/1, show/1, mask/2, seen/1]).

%% Traces a new process with Flags while it runs Fun; the list of trace messages.
run(Flags, Fun) -> run(Flags, Fun, []).

run(Flags, Fun, Names) ->
    Main = self(),
    {Pid, Ref} = spawn_monitor(fun() -> receive {go, Main} -> catch Fun() end, finished() end),
    erlang:trace(Pid, true, Flags),
    Pid ! {go, Main},
    wait(Pid),
    Delivered = erlang:trace_delivered(Pid),
    receive {trace_delivered, Pid, Delivered} -> ok end,
    try erlang:trace(Pid, false, [all]) catch error:badarg -> ok end,
    Pid ! done,
    receive {'DOWN', Ref, process, Pid, _} -> ok end,
    flush([{Pid, tracee}, {Main, main} | Names]).

finished() -> receive done -> ok end.

%% Until the process has done all, or has ended.
wait(Pid) ->
    case process_info(Pid, [status, current_function]) of
        [{status, waiting}, {current_function, {?MODULE, finished, 0}}] -> ok;
        undefined -> ok;
        _ -> receive after 1 -> wait(Pid) end
    end.

flush(Names) ->
    receive
        Message when element(1, Message) =:= trace; element(1, Message) =:= trace_ts -> [mask(Message, Names) | flush(Names)]
    after 0 -> []
    end.

show(Messages) -> lists:foreach(fun erlang:display/1, Messages).

%% Those of a tag, for programs that do not care about the others.
seen(Tags) -> fun(Message) -> lists:member(element(3, Message), Tags) end.

mask(Message, Names) when element(1, Message) =:= trace_ts ->
    N = tuple_size(Message),
    setelement(N, mask_term(setelement(N, Message, []), Names), time(element(N, Message)));
mask(Message, Names) -> mask_term(Message, Names).

time({A, B, C}) when is_integer(A), is_integer(B), is_integer(C) -> timestamp;
time({A, B}) when is_integer(A), is_integer(B) -> strict_monotonic;
time(A) when is_integer(A) -> monotonic.

mask_term(Pid, Names) when is_pid(Pid) -> proplists:get_value(Pid, Names, pid);
mask_term(Ref, _) when is_reference(Ref) -> reference;
mask_term(Fun, _) when is_function(Fun) -> {'fun', element(2, erlang:fun_info(Fun, arity))};
mask_term([H | T], Names) -> [mask_term(H, Names) | mask_term(T, Names)];
mask_term(Tuple, Names) when is_tuple(Tuple) -> list_to_tuple([mask_term(E, Names) || E <- tuple_to_list(Tuple)]);
mask_term(Other, _) -> Other.
