%% SPDX-License-Identifier: Apache-2.0
%% OTP's module dbg: a tracer with a handler, patterns, processes by pid, match specifications made from funs, patterns saved
%% and listed.
-module(trace_dbg).
-include_lib("stdlib/include/ms_transform.hrl").
-export([main/0, fact/1, twice/1]).

main() ->
    Main = self(),
    {ok, Tracer} = dbg:tracer(process, {fun(Message, N) -> Main ! {traced, N, Message}, N + 1 end, 0}),
    erlang:display(is_pid(Tracer)),
    {Worker, Ref} = spawn_monitor(fun work/0),
    erlang:display(dbg:p(Worker, [c])),
    erlang:display(dbg:tp(?MODULE, fact, 1, [])),
    call(Worker, fun() -> ?MODULE:fact(2) end),
    erlang:display(dbg:tpl(?MODULE, fact, 1, cx)),
    call(Worker, fun() -> fact(2), catch fact(a) end),
    erlang:display(dbg:ctpl(?MODULE, fact, 1)),
    erlang:display(dbg:tpl(?MODULE, twice, 1, dbg:fun2ms(fun([X]) when X > 2 -> message({found, X}), return_trace() end))),
    call(Worker, fun() -> [twice(X) || X <- [1, 3, 2, 4]] end),
    erlang:display(dbg:ctpl(?MODULE, twice)),
    call(Worker, fun() -> twice(5), fact(1) end),
    erlang:display(dbg:p(Worker, [m])),
    call(Worker, fun() -> self() ! hello, receive hello -> ok end end),
    erlang:display(dbg:p(Worker, clear)),
    call(Worker, fun() -> self() ! hello, receive hello -> ok end end),
    {ok, Got} = dbg:get_tracer(),
    erlang:display(is_pid(Got)),
    _ = dbg:stop_clear(),
    exit(Worker, kill),
    receive {'DOWN', Ref, process, Worker, _} -> ok end,
    show([{Worker, worker}, {Main, main}]).

%% The handler runs in a process of its own: all that was traced before `stop_clear` has been handled.
show(Names) ->
    receive
        {traced, N, Message} ->
            erlang:display({N, traces:mask(Message, Names)}),
            show(Names)
    after 50 -> ok
    end.

call(Worker, Fun) ->
    Worker ! {do, self(), Fun},
    receive {done, Worker} -> ok end.

work() ->
    receive
        {do, From, Fun} ->
            Fun(),
            From ! {done, self()},
            work()
    end.

fact(0) -> 1;
fact(N) when is_integer(N) -> N * fact(N - 1).

twice(X) -> 2 * X.
