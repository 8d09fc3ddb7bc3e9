%% SPDX-License-Identifier: Apache-2.0
%%
%% gen_server with sys: states read and replaced, suspended and resumed, status, hibernation, proc_lib's dictionary.
-module(gen_server_systems).
-behaviour(gen_server).
-export([main/0, init/1, handle_call/3, handle_cast/2, handle_info/2, code_change/3, format_status/2]).

main() ->
    {ok, Pid} = gen_server:start(?MODULE, 1, []),
    erlang:display({state, sys:get_state(Pid)}),
    erlang:display({replaced, sys:replace_state(Pid, fun({state, N}) -> {state, N + 41} end), gen_server:call(Pid, get)}),
    erlang:display({suspended, suspended(Pid)}),
    erlang:display({code_change, code_change(Pid)}),
    erlang:display({status, status(Pid)}),
    erlang:display({hibernating, [gen_server:call(Pid, hibernate), gen_server:call(Pid, get)]}),
    erlang:display({dictionary, dictionary(Pid)}),
    erlang:display({statistics, counted(Pid)}),
    erlang:display({terminated, terminated(Pid)}),
    erlang:display({many, many(50)}).

init(N) -> put(my_key, my_value), {ok, {state, N}}.
handle_call(get, _, {state, N} = S) -> {reply, N, S};
handle_call(hibernate, _, S) -> {reply, sleeping, S, hibernate};
handle_call({add, M}, _, {state, N}) -> {reply, ok, {state, N + M}}.
handle_cast(_, S) -> {noreply, S}.
handle_info(_, S) -> {noreply, S}.
code_change(Old, {state, N}, Extra) -> {ok, {state, {Old, N, Extra}}}.
format_status(_, [_, {state, N}]) -> [{data, [{"State", {hidden, N}}]}].

suspended(Pid) ->
    ok = sys:suspend(Pid),
    Id = gen_server:send_request(Pid, get),
    Early = gen_server:wait_response(Id, 10),
    State = sys:get_state(Pid),
    ok = sys:resume(Pid),
    {Early, State, gen_server:wait_response(Id, 5000)}.

code_change(Pid) ->
    sys:suspend(Pid),
    ok = sys:change_code(Pid, ?MODULE, version_1, extra),
    sys:resume(Pid),
    State = sys:get_state(Pid),
    sys:replace_state(Pid, fun(_) -> {state, 7} end),
    State.

status(Pid) ->
    {status, Pid, {module, gen_server}, [Dictionary, Mode, Parent, Debug, Misc]} = sys:get_status(Pid),
    {lists:keyfind(my_key, 1, Dictionary), Mode, Parent =:= Pid, Debug, [D || {data, D} <- Misc, element(1, hd(D)) =:= "State"]}.

dictionary(Pid) ->
    {_, D} = process_info(Pid, dictionary),
    {lists:keyfind('$initial_call', 1, D), proc_lib:initial_call(Pid), proc_lib:translate_initial_call(Pid)}.

counted(Pid) ->
    ok = sys:statistics(Pid, true),
    [gen_server:call(Pid, {add, 1}) || _ <- [1, 2, 3]],
    {ok, S} = sys:statistics(Pid, get),
    ok = sys:statistics(Pid, false),
    {[{K, V} || {K, V} <- S, lists:member(K, [messages_in, messages_out])], sys:statistics(Pid, get)}.

terminated(Pid) ->
    Ref = monitor(process, Pid),
    Answer = sys:terminate(Pid, normal),
    {Answer, receive {'DOWN', Ref, _, _, R} -> R end}.

many(N) ->
    Pids = [element(2, gen_server:start_link(?MODULE, I, [])) || I <- lists:seq(1, N)],
    Sum = lists:sum([gen_server:call(P, get) || P <- Pids]),
    [gen_server:stop(P) || P <- Pids],
    {Sum, length([P || P <- Pids, is_process_alive(P)])}.
