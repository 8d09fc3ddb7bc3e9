%% SPDX-License-Identifier: Apache-2.0
%%
%% Classical problems: smokers, the sleeping barber, producers and consumers, building water, a bathroom for two kinds, an elevator.
-module(process_smokers).
-export([main/0]).

main() ->
    erlang:display({smokers, smokers(30)}),
    erlang:display({barber, barber(12, 3)}),
    erlang:display({producers, producers(4, 3, 24)}),
    erlang:display({water, water(9)}),
    erlang:display({bathroom, bathroom(10)}),
    erlang:display({elevator, elevator([{3, 7}, {1, 5}, {8, 2}, {4, 1}])}),
    erlang:display({bridge, bridge(12)}).

smokers(Rounds) ->
    Self = self(),
    Pids = maps:from_list([{S, spawn(fun() -> smoker(Self, 0) end)} || S <- [paper, tobacco, matches]]),
    [begin map_get(lists:nth(I * 7 rem 3 + 1, [paper, tobacco, matches]), Pids) ! smoke, receive smoked -> ok end end || I <- lists:seq(1, Rounds)],
    [begin P ! {count, Self}, receive {count, N} -> {S, N} end end || {S, P} <- lists:sort(maps:to_list(Pids))].

smoker(Agent, N) -> receive smoke -> Agent ! smoked, smoker(Agent, N + 1); {count, P} -> P ! {count, N} end.

%% Everybody is either cut or turned away.
barber(Customers, Chairs) ->
    Self = self(),
    Shop = spawn(fun() -> shop(Chairs, queue:new(), idle) end),
    [spawn(fun() -> Shop ! {enter, self()}, receive R -> Self ! {customer, R} end end) || _ <- lists:seq(1, Customers)],
    All = [receive {customer, R} -> R end || _ <- lists:seq(1, Customers)],
    {length(All), lists:usort(All) -- [cut, full], lists:member(cut, All)}.

shop(Chairs, Queue, State) ->
    receive
        {enter, P} when State =:= idle -> cut(P), shop(Chairs, Queue, busy);
        {enter, P} -> case queue:len(Queue) < Chairs of true -> shop(Chairs, queue:in(P, Queue), busy); false -> P ! full, shop(Chairs, Queue, busy) end;
        done -> case queue:out(Queue) of {{value, P}, Rest} -> cut(P), shop(Chairs, Rest, busy); _ -> shop(Chairs, Queue, idle) end
    end.
cut(P) -> Shop = self(), spawn(fun() -> P ! cut, Shop ! done end).

producers(Ps, Cs, N) ->
    Self = self(),
    Buffer = spawn(fun() -> buffer([], 4) end),
    [spawn(fun() -> [call(Buffer, {put, {P, I}}) || I <- lists:seq(1, N div Ps)] end) || P <- lists:seq(1, Ps)],
    [spawn(fun() -> [Self ! {ate, call(Buffer, get)} || _ <- lists:seq(1, N div Cs)] end) || _ <- lists:seq(1, Cs)],
    Items = lists:sort([receive {ate, X} -> X end || _ <- lists:seq(1, N)]),
    Items =:= [{P, I} || P <- lists:seq(1, Ps), I <- lists:seq(1, N div Ps)].

buffer(Items, Room) ->
    receive
        {P, R, {put, X}} when length(Items) < Room -> P ! {R, ok}, buffer(Items ++ [X], Room);
        {P, R, get} when Items =/= [] -> P ! {R, hd(Items)}, buffer(tl(Items), Room)
    end.

call(Pid, M) -> R = make_ref(), Pid ! {self(), R, M}, receive {R, A} -> A end.

%% Two of one kind and one of the other go together.
water(N) ->
    Self = self(),
    Former = spawn(fun() -> form(0) end),
    [spawn(fun() -> Self ! {in, call(Former, Kind)} end) || K <- lists:seq(1, 3 * N), Kind <- [case K rem 3 of 0 -> oxygen; _ -> hydrogen end]],
    In = [receive {in, M} -> M end || _ <- lists:seq(1, 3 * N)],
    lists:usort([length([X || X <- In, X =:= M]) || M <- lists:seq(1, N)]).

form(M) ->
    All = [receive {P, R, Kind} -> {P, R} end || Kind <- [hydrogen, hydrogen, oxygen]],
    [P ! {R, M + 1} || {P, R} <- All],
    form(M + 1).

%% Never both kinds at once.
bathroom(N) ->
    Self = self(),
    Door = spawn(fun() -> door(none, 0, 0) end),
    [spawn(fun() -> call(Door, {in, Kind}), erlang:yield(), call(Door, {out, Kind}), Self ! {was, Kind} end) || I <- lists:seq(1, N), Kind <- [case I rem 3 of 0 -> a; _ -> b end]],
    Kinds = lists:sort([receive {was, K} -> K end || _ <- lists:seq(1, N)]),
    {Kinds, call(Door, mixed)}.

door(Kind, Inside, Mixed) ->
    receive
        {P, R, {in, K}} when Inside =:= 0; K =:= Kind -> P ! {R, ok}, door(K, Inside + 1, Mixed);
        {P, R, {out, K}} -> P ! {R, ok}, door(K, Inside - 1, Mixed + case K of Kind -> 0; _ -> 1 end);
        {P, R, mixed} -> P ! {R, Mixed}, door(Kind, Inside, Mixed)
    end.

elevator(Trips) ->
    Lift = spawn(fun() -> lift(1, 0) end),
    Travelled = [call(Lift, {carry, From, To}) || {From, To} <- Trips],
    {Travelled, lists:sum(Travelled)}.
lift(Floor, Sum) -> receive {P, R, {carry, From, To}} -> D = abs(Floor - From) + abs(From - To), P ! {R, D}, lift(To, Sum + D) end.

%% One direction at a time; all get over.
bridge(N) ->
    Self = self(),
    Bridge = spawn(fun() -> door(none, 0, 0) end),
    [spawn(fun() -> call(Bridge, {in, D}), call(Bridge, {out, D}), Self ! {over, I} end) || I <- lists:seq(1, N), D <- [case I rem 2 of 0 -> north; _ -> south end]],
    {lists:sort([receive {over, I} -> I end || _ <- lists:seq(1, N)]) =:= lists:seq(1, N), call(Bridge, mixed)}.
