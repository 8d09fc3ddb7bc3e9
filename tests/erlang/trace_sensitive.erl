%% SPDX-License-Identifier: Apache-2.0
%%
%% A process that is sensitive is not traced while it is: calls, meta, messages, links.
-module(trace_sensitive).
-export([main/0, work/1]).

main() ->
    [erlang:display({Flags, messages(Flags)}) || Flags <- [[call], [send], ['receive'], [procs], [call, arity]]],
    erlang:display({meta, meta()}).

messages(Flags) ->
    Self = self(),
    Pid = spawn(fun() -> loop(Self) end),
    erlang:trace_pattern({?MODULE, work, 1}, true, [local]),
    erlang:trace(Pid, true, Flags),
    Seen = [begin
                ask(Pid, {sensitive, On}),
                collect(Pid),
                ask(Pid, work),
                {On, [Tag || {trace, P, Tag, _} <- collect(Pid), P =:= Pid, Tag =/= exit]}
            end || On <- [true, false]],
    erlang:trace_pattern({?MODULE, work, 1}, false, [local]),
    exit(Pid, kill),
    Seen.

meta() ->
    erlang:trace_pattern({?MODULE, work, 1}, true, [meta]),
    Self = self(),
    Pid = spawn(fun() -> loop(Self) end),
    Seen = [begin
                ask(Pid, {sensitive, On}),
                ask(Pid, work),
                {On, length([call || {trace_ts, _, call, _, _} <- collect(Pid)])}
            end || On <- [true, false]],
    erlang:trace_pattern({?MODULE, work, 1}, false, [meta]),
    Seen.

ask(Pid, What) ->
    Pid ! What,
    receive {done, Pid} -> ok end.

collect(Pid) ->
    Ref = erlang:trace_delivered(Pid),
    receive {trace_delivered, Pid, Ref} -> ok end,
    flush().

flush() ->
    receive M -> [M | flush()] after 0 -> [] end.

loop(Parent) ->
    receive
        {sensitive, On} -> process_flag(sensitive, On);
        work -> work(Parent)
    end,
    Parent ! {done, self()},
    loop(Parent).

work(_) ->
    register(worker, self()),
    unregister(worker).
