%% SPDX-License-Identifier: Apache-2.0
%%
%% proc_lib: synchronous starts, init_ack, failures before it, what spawned processes know of their ancestors, and their ends.
-module(proc_lib_starts).
-export([main/0, init/2, hibernated/1]).

main() ->
    process_flag(trap_exit, true),
    [erlang:display({How, start(How), start_link(How)}) || How <- [value, ignore, exit, normal, error, throw, nothing]],
    erlang:display({ok, start(ok)}),
    erlang:display({timeout, start_timeout()}),
    erlang:display({monitor, start_monitor(ok), start_monitor(exit)}),
    erlang:display({crashes, [crash(F) || F <- [fun() -> ok end, fun() -> exit(normal) end, fun() -> exit(shutdown) end, fun() -> exit({shutdown, x}) end,
                                                 fun() -> exit(other) end, fun() -> throw(ball) end, fun() -> error(wrong) end]]}),
    erlang:display({ancestors, ancestors(3)}),
    erlang:display({initial_call, initial_call()}),
    erlang:display({hibernated, hibernate()}),
    erlang:display({stop, [stop(R) || R <- [normal, shutdown, crash]]}),
    erlang:display({stop_dead, stop_dead()}),
    erlang:display({options, options()}).

start(How) -> result(proc_lib:start(?MODULE, init, [self(), How])).

start_link(How) ->
    Result = result(proc_lib:start_link(?MODULE, init, [self(), How])),
    {Result, receive {'EXIT', P, R} when is_pid(P) -> plain(R) after 100 -> no_signal end}.

start_monitor(How) ->
    {Result, Ref} = proc_lib:start_monitor(?MODULE, init, [self(), How]),
    {result(Result), receive {'DOWN', Ref, _, _, R} -> plain(R) after 1000 -> alive end}.

init(_, ok) -> proc_lib:init_ack({ok, self()});
init(Parent, value) -> proc_lib:init_ack(Parent, some_value);
init(_, ignore) -> proc_lib:init_ack(ignore), exit(normal);
init(_, exit) -> exit(failed);
init(_, normal) -> exit(normal);
init(_, error) -> error(wrong);
init(_, throw) -> throw(ball);
init(_, nothing) -> done;
init(_, sleep) -> receive after infinity -> ok end.

result({ok, Pid}) when is_pid(Pid) -> ok_pid;
result({error, R}) -> {error, plain(R)};
result(Other) -> Other.

plain({R, [{_, _, _, _} | _]}) -> {R, stack};
plain(R) -> R.

start_timeout() ->
    A = proc_lib:start(?MODULE, init, [self(), sleep], 10),
    B = proc_lib:start_link(?MODULE, init, [self(), sleep], 10),
    {A, B, receive {'EXIT', _, R} -> R after 0 -> none end}.

crash(F) ->
    Pid = proc_lib:spawn_link(F),
    receive {'EXIT', Pid, R} -> plain(R) end.

ancestors(Depth) ->
    Self = self(),
    Grow = fun Grow(0) -> Self ! {ancestors, [case A of Self -> main; P when is_pid(P) -> pid; N -> N end || A <- get('$ancestors')]};
               Grow(2) -> register(an_ancestor, self()), proc_lib:spawn(fun() -> Grow(1) end), receive never -> ok after 300 -> ok end;
               Grow(N) -> proc_lib:spawn(fun() -> Grow(N - 1) end)
           end,
    proc_lib:spawn(fun() -> Grow(Depth) end),
    receive {ancestors, A} -> lists:sublist(A, Depth) end.

initial_call() ->
    Pid = proc_lib:spawn(?MODULE, init, [self(), sleep]),
    wait_for(Pid),
    R = {proc_lib:initial_call(Pid), proc_lib:translate_initial_call(Pid)},
    exit(Pid, kill),
    R.

wait_for(Pid) ->
    case process_info(Pid, status) of
        {status, waiting} -> ok;
        _ -> erlang:yield(), wait_for(Pid)
    end.

hibernate() ->
    Self = self(),
    Pid = proc_lib:spawn_link(fun() -> proc_lib:hibernate(?MODULE, hibernated, [Self]) end),
    Pid ! wake,
    A = receive {woken, M} -> M end,
    {A, receive {'EXIT', Pid, R} -> R end}.

hibernated(To) -> receive M -> To ! {woken, M}, exit({shutdown, done}) end.

stop(Reason) ->
    {ok, Pid} = gen_event:start_link(),
    A = try proc_lib:stop(Pid, Reason, 5000) catch exit:Why -> plain(Why) end,
    {A, receive {'EXIT', Pid, R} -> plain(R) end}.

stop_dead() ->
    {Pid, Ref} = spawn_monitor(fun() -> ok end),
    receive {'DOWN', Ref, _, _, _} -> ok end,
    try proc_lib:stop(Pid) catch C:R -> {C, R} end.

options() ->
    Pid = proc_lib:spawn_opt(fun() -> receive {go, P} -> P ! {self(), process_info(self(), priority)} end end, [link, {priority, low}]),
    Pid ! {go, self()},
    A = receive {Pid, I} -> I end,
    {A, receive {'EXIT', Pid, R} -> R end, case proc_lib:spawn_opt(fun() -> ok end, [monitor]) of {_, Ref} -> receive {'DOWN', Ref, _, _, E} -> E end end}.
