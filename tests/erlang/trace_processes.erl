%% SPDX-License-Identifier: Apache-2.0
%% The life of processes traced: beginning, end, links, names; who inherits what.
-module(trace_processes).
-export([main/0, child/1, work/1]).

main() ->
    step(spawn, [procs], fun() -> sync(spawn(?MODULE, child, [1])), sync(spawn(fun() -> child(2) end)) end),
    step(spawn_link, [procs], fun() -> process_flag(trap_exit, true), P = spawn_link(?MODULE, child, [x]), receive {'EXIT', P, _} -> ok end end),
    step(links, [procs], fun() -> P = spawn(fun() -> receive stop -> ok end end), link(P), link(P), unlink(P), unlink(P), P ! stop, sync(P) end),
    step(names, [procs], fun() -> register(some_name, self()), unregister(some_name), register(other_name, self()), catch register(other_name, self()) end),
    step(exit, [procs], fun() -> exit(normal) end),
    step(exit_named, [procs], fun() -> register(a_name, self()), exit({some, "reason"}) end),
    step(killed, [procs], fun() -> exit(self(), kill), receive after infinity -> ok end end),
    step(exiting, [exiting], fun() -> exit(self(), kill), receive after infinity -> ok end end),
    step(exiting_procs, [exiting, procs], fun() -> register(a_name, self()), exit(self(), kill), receive after infinity -> ok end end),
    all(),
    step(set_on_spawn, [procs, set_on_spawn], fun() -> sync(spawn(fun() -> sync(spawn(?MODULE, child, [deep])) end)) end),
    step(set_on_first_spawn, [procs, set_on_first_spawn], fun() -> sync(spawn(?MODULE, child, [1])), sync(spawn(?MODULE, child, [2])) end),
    step(set_on_link, [procs, set_on_link], fun() -> P = spawn(fun() -> receive stop -> ok end end), link(P), unlink(P), P ! stop, sync(P) end),
    step(set_on_first_link, [procs, set_on_first_link],
         fun() ->
                 [begin P = spawn(fun() -> receive stop -> ok end end), link(P), unlink(P), P ! stop, sync(P) end || _ <- [1, 2]]
         end),
    erlang:trace_pattern({?MODULE, work, 1}, true, [local]),
    step(calls_of_children, [call, set_on_spawn], fun() -> work(1), sync(spawn(fun() -> work(2) end)) end),
    step(calls_of_others, [call], fun() -> work(1), sync(spawn(fun() -> work(2) end)) end),
    new(),
    erlang:trace_pattern({?MODULE, work, 1}, false, [local]),
    tracers(),
    ok.

step(Name, Flags, Fun) ->
    erlang:display(Name),
    traces:show(lists:sort(fun by_process/2, traces:run(Flags, Fun))).

%% All flags are all but that of the processor's time.
all() ->
    Pid = spawn(fun() -> receive stop -> ok end end),
    [begin
         1 = erlang:trace(Pid, How, Flags),
         erlang:display(erlang:trace_info(Pid, flags))
     end || {How, Flags} <- [{true, [all]}, {false, [timestamp]}, {true, [strict_monotonic_timestamp, call]}, {false, [all]}]],
    Pid ! stop,
    _ = traces:flush([]),
    ok.

%% What two processes tell at the same time may come in any order.
by_process(A, B) -> element(2, A) >= element(2, B).

sync(Pid) ->
    Ref = monitor(process, Pid),
    receive {'DOWN', Ref, process, Pid, _} -> ok end.

child(X) -> X.

work(X) -> {X}.

new() ->
    erlang:display(new),
    0 = erlang:trace(new, true, [call]),
    erlang:display(erlang:trace_info(new, flags)),
    erlang:display(element(2, erlang:trace_info(new, tracer)) =:= self()),
    sync(spawn(fun() -> work(new) end)),
    0 = erlang:trace(new, false, [call]),
    erlang:display(erlang:trace_info(new, flags)),
    sync(spawn(fun() -> work(newer) end)),
    traces:show(traces:flush([])).

%% Other processes as tracers, and their end.
tracers() ->
    erlang:display(tracers),
    Main = self(),
    Tracer = spawn(fun() -> collect(Main) end),
    Tracee = spawn(fun() -> obey() end),
    1 = erlang:trace(Tracee, true, [send, procs, {tracer, Tracer}]),
    erlang:display({erlang:trace_info(Tracee, flags), element(2, erlang:trace_info(Tracee, tracer)) =:= Tracer}),
    erlang:display(try erlang:trace(Tracee, true, [call]) catch error:badarg -> badarg end),
    call(Tracee, fun() -> self() ! note, register(tracee_name, self()) end),
    Ref = erlang:trace_delivered(Tracee),
    receive {trace_delivered, Tracee, Ref} -> ok end,
    Tracer ! {show, [{Tracee, tracee}, {Main, main}, {Tracer, tracer}]},
    receive shown -> ok end,
    sync_exit(Tracer),
    call(Tracee, fun() -> self() ! again end),
    erlang:display({erlang:trace_info(Tracee, flags), erlang:trace_info(Tracee, tracer)}),
    1 = erlang:trace(Tracee, true, [call, arity, silent]),
    erlang:display(erlang:trace_info(Tracee, flags)),
    1 = erlang:trace(Tracee, false, [silent, arity]),
    erlang:display(erlang:trace_info(Tracee, flags)),
    1 = erlang:trace(Tracee, false, [all]),
    erlang:display(erlang:trace_info(Tracee, tracer)),
    sync_exit(Tracee),
    erlang:display({erlang:trace_info(Tracee, flags), try erlang:trace(Tracee, true, [call]) catch error:R -> R end}),
    [erlang:display(try erlang:trace(P, H, L) catch error:E:S -> {E, lists:keyfind(error_info, 1, element(4, hd(S)))} end)
     || {P, H, L} <- [{x, true, []}, {self(), x, []}, {self(), true, [x]}, {self(), true, x}, {self(), true, [{tracer, x}]},
                      {self(), true, [cpu_timestamp]}, {self(), true, [call | x]}]],
    [erlang:display(try erlang:trace_info(P, K) catch error:E -> E end) || {P, K} <- [{self(), x}, {x, flags}, {1, flags}, {{a, b}, all}, {self(), flags}]].

call(Pid, Fun) ->
    Pid ! {do, self(), Fun},
    receive {done, Pid} -> ok end.

obey() ->
    receive
        {do, From, Fun} -> Fun(), From ! {done, self()}, obey();
        _ -> obey()
    end.

collect(Main) ->
    receive
        {show, Names} ->
            traces:show(traces:flush(Names)),
            Main ! shown,
            receive after infinity -> ok end
    end.

sync_exit(Pid) ->
    Ref = monitor(process, Pid),
    exit(Pid, kill),
    receive {'DOWN', Ref, process, Pid, _} -> ok end.
