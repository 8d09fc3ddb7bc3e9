%% SPDX-License-Identifier: Apache-2.0
%%
%% A small application under supervisors: a listener with sessions, workers that depend on each other, restarts that keep a store.
-module(supervisor_programs).
-export([main/0, init/1, store/1, worker/2, session/2]).

main() ->
    process_flag(trap_exit, true),
    erlang:display({dependent, dependent()}),
    erlang:display({sessions, sessions(8)}),
    erlang:display({tree_ends, tree_ends()}),
    erlang:display({exhausted, exhausted()}).

init({Flags, Specs}) -> {ok, {Flags, Specs}}.

store(Main) ->
    {ok, spawn_link(fun() -> register(prog_store, self()), Main ! store_up, store_loop(#{}) end)}.

store_loop(M) ->
    receive
        {put, K, V} -> store_loop(M#{K => V});
        {get, K, From} -> From ! {value, K, maps:get(K, M, none)}, store_loop(M);
        crash -> exit(store_crash)
    end.

worker(Main, Name) ->
    {ok, spawn_link(fun() -> register(Name, self()), Main ! {worker_up, Name}, worker_loop() end)}.

worker_loop() ->
    receive
        {note, K} -> prog_store ! {put, K, noted}, worker_loop();
        crash -> exit(worker_crash)
    end.

session(Main, I) ->
    {ok, spawn_link(fun() -> Main ! {session, I, self()}, receive {echo, P, X} -> P ! {echoed, I, X}; crash -> exit(session_crash) end end)}.

start(Flags, Specs) -> {ok, P} = supervisor:start_link(?MODULE, {Flags, Specs}), P.

stop(Sup) -> unlink(Sup), Ref = monitor(process, Sup), exit(Sup, shutdown), receive {'DOWN', Ref, _, _, R} -> R end.

%% rest_for_one: workers go with the store, not the other way round.
dependent() ->
    Main = self(),
    Sup = start(#{strategy => rest_for_one, intensity => 10}, [#{id => s, start => {?MODULE, store, [Main]}},
        #{id => a, start => {?MODULE, worker, [Main, prog_a]}}, #{id => b, start => {?MODULE, worker, [Main, prog_b]}}]),
    [receive M -> ok end || M <- [store_up, {worker_up, prog_a}, {worker_up, prog_b}]],
    Ref = monitor(process, prog_a),
    prog_a ! {note, first},
    prog_a ! crash,
    receive {'DOWN', Ref, _, _, worker_crash} -> ok end,
    [receive {worker_up, W} -> ok end || W <- [prog_a, prog_b]],
    prog_store ! {get, first, self()},
    A = receive {value, first, V} -> V end,
    prog_store ! crash,
    B = [receive M -> M end || M <- [store_up, {worker_up, prog_a}, {worker_up, prog_b}]],
    prog_store ! {get, first, self()},
    C = receive {value, first, W2} -> W2 end,
    {A, B, C, stop(Sup), whereis(prog_store)}.

sessions(N) ->
    Main = self(),
    Sup = start(#{strategy => simple_one_for_one}, [#{id => session, start => {?MODULE, session, [Main]}, restart => temporary}]),
    [{ok, _} = supervisor:start_child(Sup, [I]) || I <- lists:seq(1, N)],
    Pids = [receive {session, I, P} -> P end || I <- lists:seq(1, N)],
    hd(Pids) ! crash,
    [P ! {echo, Main, hello} || P <- tl(Pids)],
    E = [receive {echoed, I, hello} -> I end || I <- lists:seq(2, N)],
    {E, counts(Sup), stop(Sup)}.

counts(Sup) ->
    case proplists:get_value(active, supervisor:count_children(Sup)) of 0 -> 0; _ -> erlang:yield(), counts(Sup) end.

tree_ends() ->
    Main = self(),
    Inner = #{id => inner, type => supervisor, start => {supervisor, start_link, [?MODULE, {#{}, [#{id => s, start => {?MODULE, store, [Main]}}]}]}},
    Outer = start(#{}, [Inner, #{id => w, start => {?MODULE, worker, [Main, prog_w]}}]),
    [receive M -> ok end || M <- [store_up, {worker_up, prog_w}]],
    Refs = [monitor(process, P) || P <- [prog_store, prog_w]],
    R = stop(Outer),
    {R, [receive {'DOWN', Ref, _, _, Why} -> Why end || Ref <- Refs]}.

%% The inner supervisor gives up, the outer one starts it again, until that gives up, too.
exhausted() ->
    Main = self(),
    Inner = #{id => inner, type => supervisor, start => {supervisor, start_link, [?MODULE, {#{intensity => 0}, [#{id => s, start => {?MODULE, store, [Main]}}]}]}},
    Outer = start(#{intensity => 2, period => 100}, [Inner]),
    Ups = crash_store(Outer, 0),
    receive {'EXIT', Outer, R} -> {Ups, R} end.

crash_store(Outer, N) ->
    receive
        store_up -> prog_store ! crash, crash_store(Outer, N + 1);
        {'EXIT', Outer, _} = E -> self() ! E, N
    end.
