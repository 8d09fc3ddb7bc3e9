%% SPDX-License-Identifier: Apache-2.0
%%
%% Servers written by hand: a key-value store with transactions, a cache that forgets, a queue with leases, a counter of sessions.
-module(process_servers).
-export([main/0]).

main() ->
    erlang:display({store, store()}),
    erlang:display({optimistic, optimistic(8, 10)}),
    erlang:display({cache, cache()}),
    erlang:display({leases, leases()}),
    erlang:display({sessions, sessions()}),
    erlang:display({upgrade, upgrade()}),
    erlang:display({router, router()}),
    erlang:display({events, events()}).

start(F, State) -> spawn(fun() -> loop(F, State) end).

loop(F, State) ->
    receive
        {call, From, Ref, M} -> {Answer, Next} = F(M, From, State), From ! {Ref, Answer}, loop(F, Next);
        {swap, G} -> loop(G, State);
        stop -> ok;
        Info -> {_, Next} = F({info, Info}, none, State), loop(F, Next)
    end.

call(Pid, M) ->
    Ref = make_ref(),
    Pid ! {call, self(), Ref, M},
    receive {Ref, A} -> A after 5000 -> exit(no_answer) end.

kv({put, K, V}, _, S) -> {ok, S#{K => {V, version(K, S) + 1}}};
kv({get, K}, _, S) -> {maps:get(K, S, none), S};
kv({put_if, K, Version, V}, _, S) ->
    case version(K, S) of
        Version -> {ok, S#{K => {V, Version + 1}}};
        Other -> {{conflict, Other}, S}
    end;
kv({all_or_nothing, Steps}, From, S) ->
    try {ok, lists:foldl(fun(Step, Acc) -> case kv(Step, From, Acc) of {ok, Next} -> Next; {Why, _} -> throw(Why) end end, S, Steps)}
    catch Why -> {{rolled_back, Why}, S}
    end.

version(K, S) -> case S of #{K := {_, N}} -> N; _ -> 0 end.

store() ->
    P = start(fun kv/3, #{}),
    [call(P, M) || M <- [{put, a, 1}, {put, a, 2}, {get, a}, {get, b}, {put_if, a, 2, 3}, {put_if, a, 2, 4}, {get, a},
                         {all_or_nothing, [{put, b, 1}, {put_if, a, 3, 9}]}, {all_or_nothing, [{put, c, 1}, {put_if, a, 3, 9}]}, {get, a}, {get, c}]].

%% Everybody adds to one number, and tries again after a conflict.
optimistic(N, Times) ->
    P = start(fun kv/3, #{sum => {0, 0}}),
    Refs = [element(2, spawn_monitor(fun() -> [add(P, 1) || _ <- lists:seq(1, Times)] end)) || _ <- lists:seq(1, N)],
    [receive {'DOWN', R, _, _, normal} -> ok end || R <- Refs],
    call(P, {get, sum}).

add(P, K) ->
    {V, Version} = call(P, {get, sum}),
    erlang:yield(),
    case call(P, {put_if, sum, Version, V + K}) of ok -> ok; {conflict, _} -> add(P, K) end.

%% The one not used for longest goes.
cache() ->
    P = start(fun lru/3, {3, []}),
    [call(P, M) || M <- [{put, a, 1}, {put, b, 2}, {put, c, 3}, {get, a}, {put, d, 4}, {get, b}, {get, a}, {get, c}, {put, e, 5}, all]].

lru({put, K, V}, _, {Size, L}) -> {ok, {Size, lists:sublist([{K, V} | lists:keydelete(K, 1, L)], Size)}};
lru({get, K}, _, {Size, L}) ->
    case lists:keytake(K, 1, L) of
        {value, Pair, Rest} -> {element(2, Pair), {Size, [Pair | Rest]}};
        false -> {missing, {Size, L}}
    end;
lru(all, _, {_, L} = S) -> {L, S}.

%% A job whose worker dies is given to the next.
leases() ->
    Q = start(fun lease/3, {[1, 2, 3], #{}, []}),
    {_, R1} = spawn_monitor(fun() -> exit({had, call(Q, take)}) end),
    Had = receive {'DOWN', R1, _, _, {had, J}} -> J end,
    Self = self(),
    spawn(fun() -> work(Q), Self ! worked end),
    receive worked -> ok end,
    {Had, lists:sort(call(Q, finished))}.

work(Q) -> case call(Q, take) of none -> ok; J -> call(Q, {finish, J}), work(Q) end.

lease(take, _, {[], _, _} = S) -> {none, S};
lease(take, From, {[J | Jobs], Leases, Done}) -> {J, {Jobs, Leases#{monitor(process, From) => J}, Done}};
lease({finish, J}, _, {Jobs, Leases, Done}) ->
    [demonitor(R, [flush]) || {R, K} <- maps:to_list(Leases), K =:= J],
    {ok, {Jobs, maps:filter(fun(_, K) -> K =/= J end, Leases), [J | Done]}};
lease({info, {'DOWN', R, _, _, _}}, _, {Jobs, Leases, Done}) -> {ok, {[map_get(R, Leases) | Jobs], maps:remove(R, Leases), Done}};
lease(finished, _, {_, _, Done} = S) -> {Done, S}.

sessions() ->
    P = start(fun session/3, #{}),
    [call(P, {login, U}) || U <- [ann, bob, ann]],
    A = call(P, who),
    P ! {expire, ann},
    B = call(P, who),
    P ! {expire, nobody},
    {A, B, call(P, {logout, bob}), call(P, {logout, bob}), call(P, who)}.

session({login, U}, _, S) -> {ok, maps:update_with(U, fun(N) -> N + 1 end, 1, S)};
session({logout, U}, _, S) -> {maps:is_key(U, S), maps:remove(U, S)};
session({info, {expire, U}}, _, S) -> {ok, maps:remove(U, S)};
session(who, _, S) -> {lists:sort(maps:to_list(S)), S}.

%% New behaviour, same state.
upgrade() ->
    P = start(fun(add, _, N) -> {N, N + 1} end, 0),
    A = [call(P, add) || _ <- [1, 2, 3]],
    P ! {swap, fun(add, _, N) -> {{new, N}, N + 10} end},
    {A, [call(P, add) || _ <- [1, 2, 3]]}.

router() ->
    Shards = list_to_tuple([start(fun kv/3, #{}) || _ <- lists:seq(1, 4)]),
    Of = fun(K) -> element(erlang:phash2(K, 4) + 1, Shards) end,
    [call(Of(K), {put, K, K * K}) || K <- lists:seq(1, 40)],
    lists:sum([element(1, call(Of(K), {get, K})) || K <- lists:seq(1, 40)]).

%% State from events: replayed, it is the same.
events() ->
    Apply = fun({deposit, N}, B) -> B + N; ({withdraw, N}, B) -> B - N; (close, _) -> closed end,
    P = start(fun({do, E}, _, Log) -> {ok, [E | Log]}; (balance, _, Log) -> {lists:foldr(Apply, 0, Log), Log}; ({at, N}, _, Log) -> {lists:foldl(Apply, 0, lists:sublist(lists:reverse(Log), N)), Log} end, []),
    [call(P, {do, E}) || E <- [{deposit, 10}, {withdraw, 3}, {deposit, 5}, close]],
    {call(P, balance), [call(P, {at, N}) || N <- [0, 1, 2, 3, 4]]}.
