%% SPDX-License-Identifier: Apache-2.0
%%
%% Named processes as services: lookups in a registry of one's own, restarts under the same name, names as addresses in messages.
-module(register_servers).
-export([main/0]).

main() ->
    erlang:display({restarted, restarted(5)}),
    erlang:display({registry, registry()}),
    erlang:display({ping_pong, ping_pong(10)}),
    erlang:display({singleton, singleton(12)}),
    erlang:display({swap, swap()}),
    erlang:display({exported_names, names_in_messages()}).

%% Each end frees the name for the next.
restarted(0) -> [];
restarted(N) ->
    {Pid, Ref} = spawn_monitor(fun() -> register(restarted_server, self()), receive {ask, P} -> P ! {answer, N} end end),
    wait_name(restarted_server, Pid),
    restarted_server ! {ask, self()},
    A = receive {answer, X} -> X end,
    receive {'DOWN', Ref, _, Pid, normal} -> ok end,
    [A | restarted(N - 1)].

wait_name(Name, Pid) -> case whereis(Name) of Pid -> ok; _ -> erlang:yield(), wait_name(Name, Pid) end.

%% Any term as a name, with monitors that take dead ones out.
registry() ->
    register(my_registry, spawn(fun() -> registry(#{}, #{}) end)),
    Pids = [spawn(fun() -> receive stop -> ok end end) || _ <- [1, 2, 3]],
    A = [ask({register, {name, I}, P}) || {I, P} <- lists:zip([1, 2, 1], Pids)],
    B = [is_pid(ask({whereis, {name, I}})) || I <- [1, 2, 3]],
    Ref = monitor(process, hd(Pids)),
    hd(Pids) ! stop,
    receive {'DOWN', Ref, _, _, _} -> ok end,
    C = gone({name, 1}),
    D = ask({register, {name, 1}, lists:last(Pids)}),
    exit(whereis(my_registry), kill),
    {A, B, C, D}.

gone(Name) -> case ask({whereis, Name}) of undefined -> gone; _ -> erlang:yield(), gone(Name) end.

ask(M) -> my_registry ! {self(), M}, receive {my_registry, A} -> A end.

registry(Names, Refs) ->
    receive
        {From, {register, Name, _}} when is_map_key(Name, Names) -> From ! {my_registry, taken}, registry(Names, Refs);
        {From, {register, Name, Pid}} -> From ! {my_registry, ok}, registry(Names#{Name => Pid}, Refs#{monitor(process, Pid) => Name});
        {From, {whereis, Name}} -> From ! {my_registry, maps:get(Name, Names, undefined)}, registry(Names, Refs);
        {'DOWN', Ref, _, _, _} -> registry(maps:remove(map_get(Ref, Refs), Names), maps:remove(Ref, Refs))
    end.

ping_pong(N) ->
    Self = self(),
    register(ping, spawn(fun() -> receive go -> ok end, ping(N, Self) end)),
    register(pong, spawn(fun() -> pong() end)),
    ping ! go,
    R = receive {played, X} -> X end,
    exit(whereis(pong), kill),
    R.

ping(0, Main) -> Main ! {played, over};
ping(N, Main) -> pong ! {ball, N}, receive {ball_back, N} -> ping(N - 1, Main) end.
pong() -> receive {ball, N} -> ping ! {ball_back, N}, pong() end.

%% Whoever comes first starts it; all get the same one.
singleton(N) ->
    Self = self(),
    [spawn(fun() -> Self ! {found, the_one()} end) || _ <- lists:seq(1, N)],
    Found = lists:usort([receive {found, P} -> P end || _ <- lists:seq(1, N)]),
    exit(hd(Found), kill),
    length(Found).

the_one() ->
    Pid = spawn(fun() -> receive stop -> ok end end),
    try register(the_only_one, Pid) of true -> Pid
    catch error:badarg -> exit(Pid, kill), whereis(the_only_one)
    end.

swap() ->
    [A, B] = [spawn(fun() -> receive {who, P} -> P ! I end end) || I <- [a, b]],
    register(one, A), register(two, B),
    unregister(one), unregister(two),
    register(one, B), register(two, A),
    one ! {who, self()}, First = receive X -> X end,
    two ! {who, self()}, Second = receive Y -> Y end,
    {First, Second}.

names_in_messages() ->
    register(main_program, self()),
    spawn(fun() -> main_program ! {reply_to, {main_program, node()}} end),
    Address = receive {reply_to, A} -> A end,
    spawn(fun() -> Address ! arrived end),
    R = receive arrived -> arrived end,
    unregister(main_program),
    R.
