%% SPDX-License-Identifier: Apache-2.0
%% Messages traced: sent, received, to names and to the dead, with match specifications.
-module(trace_messages).
-export([main/0]).

main() ->
    Echo = spawn(fun echo/0),
    register(echo, Echo),
    Dead = spawn(fun() -> ok end),
    wait_dead(Dead),
    Names = [{Echo, echo}, {Dead, dead}],
    step(send, [send], Names, fun() -> Echo ! {self(), one}, receive _ -> ok end, echo ! two, erlang:send(Echo, three) end),
    step('receive', ['receive'], Names, fun() -> Echo ! {self(), one}, receive _ -> ok end, self() ! two, receive _ -> ok end end),
    step(both, [send, 'receive'], Names, fun() -> Echo ! {self(), [a, "b", <<"c">>, 1.5]}, receive _ -> ok end end),
    step(dead, [send], Names, fun() -> Dead ! hello, catch nobody ! hello, {echo, node()} ! node end),
    step(timers, ['receive'], Names, fun() -> erlang:send_after(1, self(), {timer, fired}), receive _ -> ok end end),
    step(exits, ['receive'], Names,
         fun() -> process_flag(trap_exit, true), spawn_link(fun() -> exit(bye) end), receive _ -> ok end end),
    step(downs, ['receive'], Names, fun() -> spawn_monitor(fun() -> exit(bye) end), receive _ -> ok end end),
    step(timestamps, [send, timestamp], Names, fun() -> Echo ! one end),
    erlang:display(erlang:trace_pattern(send, [{[Echo, {'_', '$1'}], [{is_atom, '$1'}], [{message, {{sent, '$1'}}}]}], [])),
    step(some_sent, [send], Names, fun() -> [Echo ! {none, X} || X <- [a, 1, b]] end),
    erlang:display(erlang:trace_info(send, match_spec) =/= {match_spec, true}),
    erlang:display(erlang:trace_pattern(send, false, [])),
    erlang:display(erlang:trace_info(send, match_spec)),
    step(none_sent, [send], Names, fun() -> Echo ! {none, a} end),
    erlang:display(erlang:trace_pattern(send, true, [])),
    erlang:display(erlang:trace_info(send, match_spec)),
    erlang:display(erlang:trace_pattern('receive', [{['_', '$1', '$2'], [{'=/=', '$2', b}], []}, {'_', [], [{message, x}]}], [])),
    step(some_received, ['receive'], Names, fun() -> [self() ! X || X <- [a, b, c]], [receive _ -> ok end || _ <- "abc"] end),
    erlang:trace_pattern('receive', true, []),
    step(silent, [send, 'receive', silent], Names, fun() -> self() ! a, receive _ -> ok end end),
    [erlang:display(try erlang:trace_pattern(E, S, []) catch error:R:St -> {R, lists:keyfind(error_info, 1, element(4, hd(St)))} end)
     || {E, S} <- [{'receive', [{'_', [], [{silent, true}]}]}, {send, [{'_', [], [{caller}]}]}, {send, [{'_', [], [{enable_trace, send}]}]}, {send, x}]],
    erlang:trace_pattern(send, true, []),
    %% The tracer's own messages are not traced.
    step(none, [call], Names, fun() -> self() ! a, receive _ -> ok end end).

step(Name, Flags, Names, Fun) ->
    erlang:display(Name),
    traces:show(traces:run(Flags, Fun, Names)).

echo() ->
    receive
        {From, Message} when is_pid(From) -> From ! {echo, Message}, echo();
        _ -> echo()
    end.

wait_dead(Pid) ->
    case is_process_alive(Pid) of
        true -> receive after 1 -> wait_dead(Pid) end;
        false -> ok
    end.
