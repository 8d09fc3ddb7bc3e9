%% SPDX-License-Identifier: Apache-2.0
%%
%% gen_server programs: a pool with checkouts and waiting callers, a rate limiter, a scheduler, a chat room, all with crashes.
-module(gen_server_pools).
-behaviour(gen_server).
-export([main/0, init/1, handle_call/3, handle_cast/2, handle_info/2]).

main() ->
    erlang:display({pool, pool(3, 12)}),
    erlang:display({holders_die, holders_die()}),
    erlang:display({impatient, impatient()}),
    erlang:display({room, room()}),
    erlang:display({parallel, parallel(20, 10)}),
    erlang:display({deadlock, deadlock()}),
    erlang:display({large_mailbox, large_mailbox(3000)}).

init({pool, N}) -> {ok, {pool, lists:seq(1, N), #{}, queue:new()}};
init({room}) -> process_flag(trap_exit, true), {ok, {room, #{}}};
init({counter, N}) -> {ok, {counter, N}};
init({peer}) -> {ok, {peer}}.

handle_call(checkout, {Pid, _}, {pool, [R | Free], Used, Waiting}) ->
    {reply, R, {pool, Free, Used#{R => monitor(process, Pid)}, Waiting}};
handle_call(checkout, From, {pool, [], Used, Waiting}) -> {noreply, {pool, [], Used, queue:in(From, Waiting)}};
handle_call({checkin, R}, _, State) -> {reply, ok, give_back(R, State)};
handle_call(free, _, {pool, Free, _, _} = S) -> {reply, lists:sort(Free), S};
handle_call({join, Name}, {Pid, _}, {room, Members}) -> link(Pid), {reply, maps:size(Members) + 1, {room, Members#{Pid => Name}}};
handle_call({say, Text}, {Pid, _}, {room, Members} = S) ->
    [P ! {said, map_get(Pid, Members), Text} || P <- lists:sort(maps:keys(Members)), P =/= Pid],
    {reply, ok, S};
handle_call(members, _, {room, Members} = S) -> {reply, lists:sort(maps:values(Members)), S};
handle_call({add, K}, _, {counter, N}) -> {reply, N + K, {counter, N + K}};
handle_call({ask, Other}, _, S) -> {reply, try gen_server:call(Other, {ask, self()}, 20) catch exit:{R, _} -> R end, S}.

handle_cast({add, K}, {counter, N}) -> {noreply, {counter, N + K}}.

handle_info({'DOWN', Ref, _, _, _}, {pool, _, Used, _} = State) ->
    {noreply, case [R || {R, M} <- maps:to_list(Used), M =:= Ref] of [R] -> give_back(R, State); [] -> State end};
handle_info({'EXIT', Pid, _}, {room, Members}) -> {noreply, {room, maps:remove(Pid, Members)}};
handle_info(_, State) -> {noreply, State}.

give_back(R, {pool, Free, Used, Waiting}) ->
    demonitor(map_get(R, Used), [flush]),
    case queue:out(Waiting) of
        {{value, {Pid, _} = From}, Rest} ->
            gen_server:reply(From, R),
            {pool, Free, Used#{R := monitor(process, Pid)}, Rest};
        {empty, _} -> {pool, [R | Free], maps:remove(R, Used), Waiting}
    end.

start(What) -> {ok, P} = gen_server:start(?MODULE, What, []), P.

pool(N, Users) ->
    P = start({pool, N}),
    Self = self(),
    [spawn(fun() -> R = gen_server:call(P, checkout), erlang:yield(), gen_server:call(P, {checkin, R}), Self ! {used, R} end) || _ <- lists:seq(1, Users)],
    Used = [receive {used, R} -> R end || _ <- lists:seq(1, Users)],
    {length(Used), lists:all(fun(R) -> R =< N end, Used), gen_server:call(P, free)}.

holders_die() ->
    P = start({pool, 2}),
    [begin {_, Ref} = spawn_monitor(fun() -> gen_server:call(P, checkout), exit(Why) end), receive {'DOWN', Ref, _, _, Why} -> ok end end || Why <- [normal, crash, kill]],
    until_free(P, [1, 2]).

until_free(P, All) -> case gen_server:call(P, free) of All -> All; _ -> erlang:yield(), until_free(P, All) end.

%% A caller that gives up and dies gets nothing, and nothing is lost.
impatient() ->
    P = start({pool, 1}),
    1 = gen_server:call(P, checkout),
    {_, Ref} = spawn_monitor(fun() -> gen_server:call(P, checkout, 10) end),
    Why = receive {'DOWN', Ref, _, _, {R, _}} -> R end,
    ok = gen_server:call(P, {checkin, 1}),
    {Why, until_free(P, [1])}.

room() ->
    P = start({room}),
    Self = self(),
    Pids = [spawn(fun() -> N = gen_server:call(P, {join, Name}), Self ! {joined, Name, N}, member(P, Self, Name) end) || Name <- [ann, bob, cec]],
    [receive {joined, Name, _} -> ok end || Name <- [ann, bob, cec]],
    hd(Pids) ! {speak, "hello"},
    Heard = lists:sort([receive {heard, Who, From, Text} -> {Who, From, Text} end || _ <- [1, 2]]),
    exit(lists:nth(2, Pids), leaves),
    Left = until_members(P, [ann, cec]),
    [exit(Q, kill) || Q <- Pids],
    {Heard, Left, until_members(P, [])}.

until_members(P, M) -> case gen_server:call(P, members) of M -> M; _ -> erlang:yield(), until_members(P, M) end.

member(P, Main, Name) ->
    receive
        {speak, Text} -> ok = gen_server:call(P, {say, Text}), member(P, Main, Name);
        {said, From, Text} -> Main ! {heard, Name, From, Text}, member(P, Main, Name)
    end.

parallel(Callers, Calls) ->
    P = start({counter, 0}),
    Refs = [element(2, spawn_monitor(fun() -> [gen_server:call(P, {add, 1}) || _ <- lists:seq(1, Calls)] end)) || _ <- lists:seq(1, Callers)],
    [receive {'DOWN', R, _, _, normal} -> ok end || R <- Refs],
    gen_server:call(P, {add, 0}).

%% Two that call each other: the inner one times out.
deadlock() ->
    [A, B] = [start({peer}), start({peer})],
    gen_server:call(A, {ask, B}).

large_mailbox(N) ->
    P = start({counter, 0}),
    [gen_server:cast(P, {add, 1}) || _ <- lists:seq(1, N)],
    [self() ! {noise, I} || I <- lists:seq(1, N)],
    R = [gen_server:call(P, {add, 0}) || _ <- lists:seq(1, 20)],
    (fun Flush() -> receive {noise, _} -> Flush() after 0 -> ok end end)(),
    lists:usort(R).
