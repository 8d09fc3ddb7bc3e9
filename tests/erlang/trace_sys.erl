%% SPDX-License-Identifier: Apache-2.0
%% OTP's module sys on a gen_server: states looked at and replaced, suspended servers, debug functions, logs, statistics.
-module(trace_sys).
-behaviour(gen_server).
-export([main/0, init/1, handle_call/3, handle_cast/2, handle_info/2, code_change/3]).

main() ->
    {ok, Server} = gen_server:start_link(?MODULE, 0, []),
    1 = gen_server:call(Server, next),
    erlang:display(sys:get_state(Server)),
    erlang:display(sys:replace_state(Server, fun(N) -> N + 10 end)),
    erlang:display(gen_server:call(Server, next)),
    erlang:display(sys:suspend(Server)),
    Main = self(),
    Caller = spawn(fun() -> Main ! {answer, gen_server:call(Server, next)} end),
    erlang:display(receive {answer, _} = Early -> Early after 20 -> still_suspended end),
    erlang:display(sys:change_code(Server, ?MODULE, old, extra)),
    erlang:display(sys:resume(Server)),
    receive {answer, Answer} -> erlang:display({answer, Answer, is_process_alive(Caller)}) end,
    erlang:display(sys:log(Server, true)),
    erlang:display(sys:statistics(Server, true)),
    gen_server:call(Server, next),
    gen_server:cast(Server, {add, 5}),
    Server ! note,
    {ok, Log} = sys:log(Server, get),
    erlang:display([event(E) || E <- Log]),
    {ok, Statistics} = sys:statistics(Server, get),
    erlang:display([P || {K, _} = P <- Statistics, K =:= messages_in orelse K =:= messages_out]),
    erlang:display(sys:log(Server, false)),
    erlang:display(sys:statistics(Server, false)),
    Debug = fun(S, Event, _) -> Main ! {debug, S, event(Event)}, S + 1 end,
    erlang:display(sys:install(Server, {my_debug, Debug, 0})),
    gen_server:call(Server, next),
    gen_server:cast(Server, {add, 1}),
    gen_server:call(Server, next),
    erlang:display(sys:remove(Server, my_debug)),
    gen_server:call(Server, next),
    erlang:display(debug_messages()),
    {status, _, {module, Module}, [_, running, Parent, [], _]} = sys:get_status(Server),
    erlang:display({Module, Parent =:= self()}),
    erlang:display(sys:no_debug(Server)),
    Monitor = monitor(process, Server),
    erlang:display(sys:terminate(Server, normal)),
    receive {'DOWN', Monitor, process, Server, Reason} -> erlang:display({ended, Reason}) end.

debug_messages() ->
    receive {debug, S, E} -> [{S, E} | debug_messages()] after 0 -> [] end.

event({in, {'$gen_call', _, Request}}) -> {call, Request};
event({in, {'$gen_cast', Request}}) -> {cast, Request};
event({in, Message}) -> {in, Message};
event({out, Answer, _, State}) -> {out, Answer, State};
event({noreply, State}) -> {noreply, State};
event(Other) -> Other.

init(N) -> {ok, N}.
handle_call(next, _, N) -> {reply, N + 1, N + 1}.
handle_cast({add, M}, N) -> {noreply, N + M}.
handle_info(note, N) -> {noreply, N}.
code_change(old, N, extra) -> {ok, N + 100}.
