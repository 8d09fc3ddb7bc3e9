%% SPDX-License-Identifier: Apache-2.0
%% Meta tracing, call counts and call times, what trace_info says of functions, and the control word.
-module(trace_meta).
-export([main/0, f/1, g/1, h/1]).

main() ->
    meta(), counts(), times(), info(), control_word(), actions(), errors(), ok.

meta() ->
    erlang:display(meta),
    1 = erlang:trace_pattern({?MODULE, f, 1}, true, [meta]),
    f(0),
    in_process(fun() -> f(1), ?MODULE:f(2) end),
    1 = erlang:trace_pattern({?MODULE, g, 1}, [{['$1'], [{'>', '$1', 1}], [{return_trace}, {message, {{'$1', {caller}}}}]}], [meta]),
    in_process(fun() -> g(1), g(3), ok end),
    traces:show(shown()),
    show_info({?MODULE, g, 1}),
    show_info({?MODULE, f, 1}),
    %% Together with tracing of the process.
    1 = erlang:trace_pattern({?MODULE, f, 1}, true, [local]),
    traces:show([setelement(1, M, kind(M)) || M <- traces:run([call], fun() -> f(5) end)]),
    [erlang:trace_pattern({?MODULE, F, 1}, false, Flags) || F <- [f, g], Flags <- [[meta], [local]]],
    f(1),
    traces:show(shown()).

kind(M) -> element(1, M).

shown() -> traces:flush([{self(), main}]).

counts() ->
    erlang:display(counts),
    2 = erlang:trace_pattern({?MODULE, h, '_'}, true, [call_count]) + erlang:trace_pattern({?MODULE, f, 1}, true, [call_count]),
    [f(X) || X <- "abc"],
    h(4),
    erlang:display([erlang:trace_info({?MODULE, F, 1}, call_count) || F <- [f, g, h]]),
    erlang:trace_pattern({?MODULE, f, 1}, pause, [call_count]),
    f(1),
    erlang:display(erlang:trace_info({?MODULE, f, 1}, call_count)),
    erlang:trace_pattern({?MODULE, f, 1}, restart, [call_count]),
    f(1), f(2),
    erlang:display(erlang:trace_info({?MODULE, f, 1}, call_count)),
    erlang:trace_pattern({?MODULE, f, 1}, true, [call_count]),
    erlang:display(erlang:trace_info({?MODULE, f, 1}, call_count)),
    erlang:trace_pattern({?MODULE, '_', '_'}, false, [call_count]),
    erlang:display(erlang:trace_info({?MODULE, f, 1}, call_count)).

times() ->
    erlang:display(times),
    [erlang:trace_pattern({?MODULE, F, 1}, true, [call_time]) || F <- [f, h]],
    Self = self(),
    Pid = spawn_link(fun() -> receive go -> f(1), h(3), Self ! done end, receive stop -> ok end end),
    1 = erlang:trace(Pid, true, [call]),
    Pid ! go,
    receive done -> ok end,
    f(9),
    [begin
         {call_time, Times} = erlang:trace_info({?MODULE, F, 1}, call_time),
         erlang:display([{P =:= Pid, N, S < 5, U >= 0} || {P, N, S, U} <- Times])
     end || F <- [f, h]],
    erlang:display(erlang:trace_info({?MODULE, g, 1}, call_time)),
    [erlang:trace_pattern({?MODULE, F, 1}, false, [call_time]) || F <- [f, h]],
    erlang:trace(Pid, false, [call]),
    Pid ! stop,
    erlang:display(erlang:trace_info({?MODULE, f, 1}, call_time)).

info() ->
    erlang:display(info),
    erlang:trace_pattern({?MODULE, f, 1}, [{['$1'], [], [{return_trace}]}], [local, call_count]),
    erlang:trace_pattern({?MODULE, g, 1}, true, [global]),
    [show_info({?MODULE, F, A}) || {F, A} <- [{f, 1}, {g, 1}, {h, 1}, {private, 0}, {none, 3}]],
    erlang:display([erlang:trace_info({?MODULE, F, 1}, K) || F <- [f, g], K <- [traced, match_spec, meta, meta_match_spec, call_count, call_time]]),
    erlang:trace_pattern({?MODULE, '_', '_'}, false, [local, call_count]),
    erlang:trace_pattern({?MODULE, '_', '_'}, false, []),
    [show_info({?MODULE, F, 1}) || F <- [f, g]],
    private().

private() -> ok.

show_info(MFA) ->
    {all, Info} = erlang:trace_info(MFA, all),
    erlang:display({element(2, MFA), case Info of
                                         [_ | _] -> [{K, case is_pid(V) of true -> pid; false -> V end} || {K, V} <- Info];
                                         _ -> Info
                                     end}).

control_word() ->
    erlang:display(control_word),
    erlang:trace_pattern({?MODULE, f, 1}, [{[1], [], [{message, {set_tcw, 17}}]},
                                           {[2], [{'=:=', {get_tcw}, 17}], [{message, {get_tcw}}]},
                                           {[3], [], [{message, {set_tcw, a}}]}], [local]),
    traces:show(traces:run([call], fun() -> [f(X) || X <- [2, 1, 2, 3]] end)),
    erlang:display(erlang:system_info(trace_control_word)),
    erlang:system_flag(trace_control_word, 0),
    erlang:trace_pattern({?MODULE, f, 1}, false, [local]).

%% Flags changed by match specifications.
actions() ->
    erlang:display(actions),
    Main = self(),
    erlang:trace_pattern({?MODULE, f, 1}, [{[on], [], [{enable_trace, procs}]}, {[off], [], [{disable_trace, procs}]},
                                           {[more], [], [{message, {trace, [], [send, arity]}}]},
                                           {[less], [], [{message, {trace, [send], []}}]},
                                           {[all_off], [], [{message, {trace, [all], []}}]},
                                           {[wrong], [], [{message, {enable_trace, x}}]},
                                           {[self], [], [{message, {self}}]}], [local]),
    traces:show(traces:run([call], fun() ->
                                           f(on), register(x, self()), unregister(x),
                                           f(off), register(x, self()), unregister(x),
                                           f(more), Main ! a, f(self), f(less), Main ! b, f(wrong), f(all_off), f(on)
                                   end)),
    receive a -> ok end, receive b -> ok end,
    erlang:trace_pattern({?MODULE, f, 1}, false, [local]).

errors() ->
    [erlang:display(try erlang:trace_info(What, Key) catch error:R:S -> {R, lists:keyfind(error_info, 1, element(4, hd(S)))} end)
     || {What, Key} <- [{{?MODULE, f, 1}, x}, {{?MODULE, f, x}, all}, {{?MODULE, f}, all}, {send, x}, {on_load, traced}, {new, x}]].

in_process(Fun) ->
    {Pid, Ref} = spawn_monitor(Fun),
    receive {'DOWN', Ref, process, Pid, _} -> ok end.

f(X) -> X.

g(X) -> X * 2.

h(0) -> 0;
h(N) -> h(N - 1).
