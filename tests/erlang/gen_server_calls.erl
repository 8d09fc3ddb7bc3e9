%% SPDX-License-Identifier: Apache-2.0
%%
%% gen_server: calls, casts and infos, late replies, continues, timeouts, all ways to stop, and callers of servers that are gone.
-module(gen_server_calls).
-behaviour(gen_server).
-export([main/0, init/1, handle_call/3, handle_cast/2, handle_info/2, handle_continue/2, terminate/2]).

main() ->
    process_flag(trap_exit, true),
    {ok, Pid} = gen_server:start_link(?MODULE, {self(), 0}, []),
    erlang:display({calls, [gen_server:call(Pid, {add, N}) || N <- [1, 2, 3]]}),
    gen_server:cast(Pid, {add, 10}),
    Pid ! {add, 100},
    erlang:display({sum, gen_server:call(Pid, get)}),
    erlang:display({noreply, gen_server:call(Pid, later)}),
    erlang:display({continued, gen_server:call(Pid, continue), gen_server:call(Pid, get)}),
    erlang:display({timeout, catch_reason(fun() -> gen_server:call(Pid, never, 10) end)}),
    erlang:display({still, gen_server:call(Pid, get)}),
    erlang:display({multi, [gen_server:call(Pid, get) || _ <- lists:seq(1, 100)] =:= lists:duplicate(100, 117)}),
    erlang:display({server_timeout, gen_server:call(Pid, timeout), receive timed_out -> timed_out after 5000 -> nothing end}),
    erlang:display({requests, requests(Pid)}),
    [erlang:display({stop, How, stop(How)}) || How <- [normal_reply, noreply, crash, exit, throw, bad_return, cast, info, stop, kill]],
    erlang:display({init, [init_result(I) || I <- [ignore, {stop, no_way}, {error, x}, crash, throw, exit, bad]]}),
    erlang:display({name, names()}),
    erlang:display({noproc, catch_reason(fun() -> gen_server:call(no_server_of_this_name, x) end)}),
    erlang:display({noproc, noproc()}),
    erlang:display({stopped, gen_server:stop(Pid), receive {'EXIT', Pid, R} -> R end, receive {terminated, T} -> T end}),
    erlang:display({stop_dead, catch_reason(fun() -> gen_server:stop(Pid) end)}).

init({Parent, N}) when is_pid(Parent) -> {ok, #{parent => Parent, sum => N}};
init({init, ignore}) -> ignore;
init({init, {stop, R}}) -> {stop, R};
init({init, {error, R}}) -> {error, R};
init({init, crash}) -> error(crashed);
init({init, throw}) -> throw({ok, #{parent => whereis(init), sum => 0}});
init({init, exit}) -> exit(exited);
init({init, bad}) -> bad_return.

handle_call({add, N}, _, #{sum := S} = State) -> {reply, S + N, State#{sum := S + N}};
handle_call(get, _, #{sum := S} = State) -> {reply, S, State};
handle_call(later, From, State) -> self() ! {reply, From}, {noreply, State};
handle_call(continue, _, State) -> {reply, going_on, State, {continue, {add, 1}}};
handle_call(never, _, State) -> {noreply, State};
handle_call(timeout, _, State) -> {reply, ok, State, 5};
handle_call({stop, normal_reply}, _, State) -> {stop, normal, answered, State};
handle_call({stop, noreply}, _, State) -> {stop, {shutdown, silent}, State};
handle_call({stop, crash}, _, _) -> error(crashed);
handle_call({stop, exit}, _, _) -> exit(exited);
handle_call({stop, throw}, _, State) -> throw({stop, thrown, State});
handle_call({stop, bad_return}, _, _) -> bad.

handle_cast({add, N}, #{sum := S} = State) -> {noreply, State#{sum := S + N}};
handle_cast(stop, State) -> {stop, by_cast, State}.

handle_info({add, N}, #{sum := S} = State) -> {noreply, State#{sum := S + N}};
handle_info({reply, From}, State) -> gen_server:reply(From, replied_later), {noreply, State};
handle_info(timeout, #{parent := P} = State) -> P ! timed_out, {noreply, State};
handle_info(stop, State) -> {stop, normal, State}.

handle_continue({add, N}, #{sum := S} = State) -> {noreply, State#{sum := S + N}}.

terminate(Reason, #{parent := P}) -> P ! {terminated, plain(Reason)}, ok.

requests(Pid) ->
    Ids = [gen_server:send_request(Pid, {add, 0}) || _ <- [1, 2, 3]],
    {[gen_server:wait_response(I, 5000) || I <- Ids], gen_server:receive_response(gen_server:send_request(Pid, never), 5)}.

stop(How) ->
    {ok, Pid} = gen_server:start(?MODULE, {self(), 0}, []),
    Ref = monitor(process, Pid),
    Answer = case How of
                 cast -> gen_server:cast(Pid, stop);
                 info -> Pid ! stop;
                 stop -> catch_reason(fun() -> gen_server:stop(Pid, {shutdown, stopped}, 5000) end);
                 kill -> exit(Pid, kill);
                 _ -> catch_reason(fun() -> gen_server:call(Pid, {stop, How}) end)
             end,
    Reason = receive {'DOWN', Ref, _, _, R} -> plain(R) end,
    {Answer, Reason, receive {terminated, T} -> T after 0 -> not_terminated end}.

catch_reason(F) -> try F() catch C:R -> {C, plain(R)} end.

%% Without pids and stack traces.
plain({Reason, {gen_server, F, _}}) -> {plain(Reason), F};
plain({Reason, [{_, _, _, _} | _]}) -> {Reason, stack};
plain({Reason, []}) -> {Reason, stack};
plain(Reason) -> Reason.

init_result(How) ->
    Result = case gen_server:start_link(?MODULE, {init, How}, []) of
                 {ok, P} -> exit(P, kill), ok;
                 {error, R} -> {error, plain(R)};
                 Other -> Other
             end,
    {Result, receive {'EXIT', _, Why} -> plain(Why) after 100 -> no_signal end}.

names() ->
    {ok, Pid} = gen_server:start({local, a_server_name}, ?MODULE, {self(), 5}, []),
    Second = case gen_server:start({local, a_server_name}, ?MODULE, {self(), 5}, []) of {error, {already_started, Pid}} -> already_started end,
    Value = gen_server:call(a_server_name, get),
    Other = gen_server:call({a_server_name, node()}, get),
    gen_server:stop(a_server_name),
    receive {terminated, _} -> ok end,
    {Second, Value, Other, whereis(a_server_name)}.

noproc() ->
    {Pid, Ref} = spawn_monitor(fun() -> ok end),
    receive {'DOWN', Ref, _, _, _} -> ok end,
    catch_reason(fun() -> gen_server:call(Pid, x) end).
