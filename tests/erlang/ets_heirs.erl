%% SPDX-License-Identifier: Apache-2.0
%%
%% Tables that go to heirs, are given away, and go with their owners.
-module(ets_heirs).
-export([main/0]).

main() ->
    Me = self(),
    Owner = spawn(fun() ->
        ets:new(inherited, [named_table, {heir, Me, {some, "data", <<1, 2, 3>>}}]),
        ets:new(lost, [named_table]),
        ets:insert(inherited, {a, 1}),
        ets:insert(lost, {a, 1}),
        Unnamed = ets:new(x, [{heir, Me, 2}]),
        Me ! {ready, Unnamed},
        receive stop -> ok end
    end),
    receive {ready, U} -> ok end,
    Ref = monitor(process, Owner),
    erlang:display({ets:info(inherited, owner) =:= Owner, ets:info(inherited, heir) =:= Me, ets:lookup(lost, a)}),
    Owner ! stop,
    receive {'DOWN', Ref, _, _, R} -> erlang:display({down, R}) end,
    receive {'ETS-TRANSFER', inherited, From, Data} -> erlang:display({From =:= Owner, Data}) after 0 -> erlang:display(late) end,
    receive {'ETS-TRANSFER', U, From2, Data2} -> erlang:display({From2 =:= Owner, Data2}) after 0 -> erlang:display(late) end,
    erlang:display({ets:info(inherited, owner) =:= Me, ets:info(inherited, heir) =:= Me, ets:lookup(inherited, a), ets:info(lost), ets:insert(inherited, {b, 2})}),
    give(inherited),
    killed(),
    dead_heir(),
    many().

give(T) ->
    Me = self(),
    P = spawn(fun() ->
        receive {'ETS-TRANSFER', T, Me, Gift} -> Me ! {got, Gift, ets:info(T, owner) =:= self(), ets:insert(T, {c, 3})} end,
        receive back -> ets:give_away(T, Me, back) end
    end),
    erlang:display(ets:give_away(T, P, {gift, self(), [1.5, 1 bsl 70]}) ),
    receive {got, {gift, Me, L}, Owns, Ins} -> erlang:display({L, Owns, Ins}) end,
    erlang:display(try ets:insert(T, {d, 4}) catch error:E -> E end),
    P ! back,
    receive {'ETS-TRANSFER', T, P, back} -> erlang:display(ets:lookup(T, c)) end,
    ets:delete(T).

%% A process that is killed while it waits, or works.
killed() ->
    Me = self(),
    [begin
        {P, Ref} = spawn_monitor(fun() -> T = ets:new(t, [{heir, Me, K}]), ets:insert(T, {x, K}), Me ! {T, K}, work() end),
        T = receive {Table, K} -> Table end,
        exit(P, kill),
        receive {'DOWN', Ref, _, _, killed} -> ok end,
        receive {'ETS-TRANSFER', T, P, K} -> erlang:display({K, ets:lookup(T, x)}) end,
        ets:delete(T)
     end || K <- [1, 2, 3]].

work() -> erlang:yield(), work().

dead_heir() ->
    {P, Ref} = spawn_monitor(fun() -> ok end),
    receive {'DOWN', Ref, _, _, _} -> ok end,
    T = ets:new(t, [{heir, P, x}]),
    erlang:display({ets:info(T, heir), ets:setopts(T, {heir, P, y}), ets:info(T, heir), ets:setopts(T, {heir, self(), y}), ets:info(T, heir) =:= self()}),
    {Q, QRef} = spawn_monitor(fun() -> receive stop -> ok end end),
    ets:setopts(T, [{heir, Q, z}, {protection, public}]),
    erlang:display({ets:info(T, heir) =:= Q, ets:info(T, protection)}),
    Q ! stop,
    receive {'DOWN', QRef, _, _, _} -> ok end.

many() ->
    Before = length(ets:all()),
    {_, Ref} = spawn_monitor(fun() -> [ets:insert(ets:new(t, [Type]), [{N} || N <- lists:seq(1, 50)]) || Type <- [set, ordered_set, bag], _ <- lists:seq(1, 20)] end),
    receive {'DOWN', Ref, _, _, normal} -> ok end,
    erlang:display(length(ets:all()) - Before).
