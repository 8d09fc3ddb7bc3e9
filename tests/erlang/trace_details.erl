%% SPDX-License-Identifier: Apache-2.0
%%
%% Of traces: which scheduler, the name that goes with a process, throws that nobody catches, what patterns for messages
%% may not say, stack traces below traced calls, specifications that are too deep.
-module(trace_details).
-export([main/0, deep/1, thrower/1]).

main() ->
    schedulers(),
    names(),
    throws(),
    patterns(),
    stacks(),
    nesting(),
    loaded().

schedulers() ->
    {Pid, _} = stopped(fun() -> register(a_name, self()) end),
    1 = erlang:trace(Pid, true, [procs, scheduler_id]),
    1 = erlang:trace(Pid, true, [procs, scheduler_id, timestamp]),
    Pid ! go,
    ended(Pid),
    [erlang:display({element(1, M), element(3, M), element(4, M), is_integer(element(5, M)), tuple_size(M)}) || M <- messages(Pid)].

%% What ends with a name tells of both.
names() ->
    {Pid, _} = stopped(fun() -> register(another_name, self()), exit({some, reason}) end),
    1 = erlang:trace(Pid, true, [procs]),
    Pid ! go,
    ended(Pid),
    [erlang:display(list_to_tuple(tl(tl(tuple_to_list(M))))) || M <- messages(Pid)].

throws() ->
    1 = erlang:trace_pattern({?MODULE, thrower, 1}, [{'_', [], [{exception_trace}]}], [local]),
    [begin
         {Pid, _} = stopped(Fun),
         1 = erlang:trace(Pid, true, [call]),
         Pid ! go,
         ended(Pid),
         [erlang:display({element(3, M), element(tuple_size(M), M)}) || M <- messages(Pid)]
     end || Fun <- [fun() -> thrower({a, ball}) end, fun() -> catch thrower({a, ball}) end]],
    1 = erlang:trace_pattern({?MODULE, thrower, 1}, false, [local]).

thrower(X) -> throw(X).

patterns() ->
    [erlang:display({Event, Flags, try erlang:trace_pattern(Event, true, Flags) catch error:E -> E end}) ||
        Event <- [send, 'receive'], Flags <- [[], [global], [local], [meta], [call_count]]].

%% Frames that are alike stand once, with traced calls between them too.
stacks() ->
    Plain = frames(),
    1 = erlang:trace_pattern({?MODULE, deep, 1}, [{'_', [], [{exception_trace}]}], [local]),
    Tracer = spawn_link(fun() -> receive after infinity -> ok end end),
    1 = erlang:trace(self(), true, [call, return_to, {tracer, Tracer}]),
    Traced = frames(),
    1 = erlang:trace(self(), false, [call, return_to, {tracer, Tracer}]),
    1 = erlang:trace_pattern({?MODULE, deep, 1}, false, [local]),
    erlang:display({stacks, Plain =:= Traced, Plain}).

frames() -> try deep([1, 2, 3, 4]) catch error:oops:Stack -> [{F, A} || {?MODULE, F, A, _} <- Stack] end.

deep([_ | T]) -> [deep(T)];
deep([]) -> erlang:apply(outcome:id(erlang), outcome:id(apply), [outcome:id(erlang), outcome:id(error), outcome:id([oops])]).

nesting() ->
    Spec = fun(Depth) -> [{['$1'], [lists:foldl(fun(N, Acc) -> {'or', {'=:=', N, '$1'}, Acc} end, true, lists:seq(1, Depth))], []}] end,
    erlang:display({shallow, erlang:trace_pattern({?MODULE, thrower, 1}, Spec(100), [])}),
    erlang:display({deep, try erlang:trace_pattern({?MODULE, thrower, 1}, Spec(5000), []) catch error:E -> E end}),
    erlang:trace_pattern({?MODULE, thrower, 1}, false, []).

stopped(Fun) -> spawn_monitor(fun() -> receive go -> ok end, Fun() end).

ended(Pid) ->
    receive {'DOWN', _, process, Pid, _} -> ok end,
    Reference = erlang:trace_delivered(Pid),
    receive {trace_delivered, Pid, Reference} -> ok end.

messages(Pid) ->
    receive M when element(2, M) =:= Pid -> [M | messages(Pid)] after 0 -> [] end.

%% What functions get whose modules are loaded later.
loaded() ->
    Forms = [{attribute, 1, module, loaded_later}, {attribute, 1, export, [{a, 1}, {b, 1}]},
             {function, 2, a, 1, [{clause, 2, [{var, 2, 'X'}], [], [{call, 2, {atom, 2, b}, [{var, 2, 'X'}]}]}]},
             {function, 3, b, 1, [{clause, 3, [{var, 3, 'X'}], [], [{tuple, 3, [{call, 3, {atom, 3, c}, [{var, 3, 'X'}]}]}]}]},
             {function, 4, c, 1, [{clause, 4, [{var, 4, 'X'}], [], [{var, 4, 'X'}]}]}],
    {ok, _, Code} = compile:forms(Forms, [no_inline]),
    [begin
         Result = try erlang:trace_pattern(on_load, Spec, Flags) catch error:Why -> Why end,
         erlang:display({Spec, [meta || {meta, _} <- Flags] ++ [F || F <- Flags, is_atom(F)], Result, [on_load(Key) || Key <- [traced, match_spec, meta, meta_match_spec, call_count, call_time, all, other]]}),
         load(Code)
     end || {Spec, Flags} <- [{true, []}, {[{'_', [], [{message, hi}]}], []}, {true, [local]}, {true, [call_count]}, {pause, [call_count]}, {restart, [call_count]}, {false, [local]},
                              {false, [call_count]}, {[], [{meta, self()}]}, {true, [local]}, {false, [meta]}, {false, []}, {true, []}, {true, [call_count, local]}, {false, [local]}, {false, [call_count]},
                              {nonsense, []}]],
    ok.

on_load(Key) ->
    try erlang:trace_info(on_load, Key) of
        {meta, Pid} when is_pid(Pid) -> {meta, pid};
        {all, List} when is_list(List) -> {all, lists:keyreplace(meta, 1, List, {meta, masked})};
        Info -> Info
    catch error:Why -> {Key, Why}
    end.

load(Code) ->
    code:purge(loaded_later),
    code:delete(loaded_later),
    code:purge(loaded_later),
    {module, _} = code:load_binary(loaded_later, "loaded_later", Code),
    Called = traces:run([call], fun() -> loaded_later:a(1) end),
    erlang:display({Called, [erlang:trace_info({loaded_later, F, 1}, Key) || F <- [a, b, c], Key <- [traced, match_spec, call_count]]}).
