%% SPDX-License-Identifier: Apache-2.0
%%
%% Exit signals along chains of links: who dies, who traps, and with which reason.
-module(link_chain).
-export([main/0]).

main() ->
    [erlang:display({Length, chain(Length, Reason)}) || Length <- [1, 2, 30], Reason <- [crash, normal, {shutdown, x}, kill]],
    erlang:display({trapping_in_the_middle, trapping_in_the_middle()}),
    erlang:display({ring, ring(25)}),
    erlang:display({star, star(40)}),
    erlang:display({unlinked, unlinked(10)}).

%% A chain whose last link ends; the observer monitors all.
chain(Length, Reason) ->
    Last = spawn(fun() -> receive Why -> exit(Why) end end),
    Pids = grow(Length, [Last]),
    Refs = [monitor(process, P) || P <- Pids],
    Last ! Reason,
    receive {'DOWN', Ref, process, Last, _} -> Ref end,
    case Reason of
        normal ->
            Alive = [is_process_alive(P) || P <- Pids],
            [exit(P, kill) || P <- Pids],
            length([true || true <- Alive]);
        _ ->
            lists:usort([receive {'DOWN', R, process, _, Why} -> Why end || R <- Refs, R =/= Ref])
    end.

grow(0, Pids) -> Pids;
grow(N, [Next | _] = Pids) ->
    Self = self(),
    Pid = spawn(fun() -> link(Next), Self ! {linked, self()}, receive never -> ok end end),
    receive {linked, Pid} -> ok end,
    grow(N - 1, [Pid | Pids]).

trapping_in_the_middle() ->
    Self = self(),
    Last = spawn(fun() -> receive Why -> exit(Why) end end),
    Middle = spawn(fun() ->
                           process_flag(trap_exit, true),
                           link(Last),
                           Self ! ready,
                           receive {'EXIT', Last, Why} -> Self ! {middle, Why} end,
                           receive stop -> exit(stopped) end
                   end),
    receive ready -> ok end,
    [First | _] = grow(3, [Middle]),
    Ref = monitor(process, First),
    Last ! boom,
    Seen = receive {middle, Why} -> Why end,
    Before = receive {'DOWN', Ref, _, _, _} -> dead after 0 -> alive end,
    Middle ! stop,
    After = receive {'DOWN', Ref, _, _, Reason} -> Reason end,
    {Seen, Before, After}.

%% Each linked to the next and the last to the first.
ring(N) ->
    Pids = [spawn(fun() -> receive {link_to, P, Who} -> link(P), Who ! linked end, receive die -> exit(died) end end) || _ <- lists:seq(1, N)],
    Nexts = tl(Pids) ++ [hd(Pids)],
    [P ! {link_to, Next, self()} || {P, Next} <- lists:zip(Pids, Nexts)],
    [receive linked -> ok end || _ <- Pids],
    Refs = [monitor(process, P) || P <- Pids],
    lists:nth(N div 2, Pids) ! die,
    lists:usort([receive {'DOWN', R, process, _, Why} -> Why end || R <- Refs]).

star(N) ->
    Self = self(),
    Hub = spawn(fun() ->
                        Leaves = [spawn_link(fun() -> receive never -> ok end end) || _ <- lists:seq(1, N)],
                        Self ! {leaves, Leaves},
                        receive end_with -> exit(hub) end
                end),
    Leaves = receive {leaves, L} -> L end,
    Refs = [monitor(process, P) || P <- Leaves],
    exit(lists:last(Leaves), gone),
    Reasons = [receive {'DOWN', R, process, _, Why} -> Why end || R <- Refs],
    {is_process_alive(Hub), lists:usort(Reasons), length(Reasons)}.

unlinked(N) ->
    Self = self(),
    Parent = spawn(fun() ->
                           Pids = [spawn_link(fun() -> receive never -> ok end end) || _ <- lists:seq(1, N)],
                           [unlink(P) || {P, I} <- lists:zip(Pids, lists:seq(1, N)), I rem 2 =:= 0],
                           Self ! {pids, Pids},
                           receive die -> exit(parent) end
                   end),
    Pids = receive {pids, P} -> P end,
    Ref = monitor(process, Parent),
    Parent ! die,
    receive {'DOWN', Ref, _, _, parent} -> ok end,
    [receive {'DOWN', R, _, _, parent} -> ok end || {P, I} <- lists:zip(Pids, lists:seq(1, N)), I rem 2 =:= 1, R <- [monitor(process, P)], is_process_alive(P)],
    Alive = [P || P <- Pids, is_process_alive(P)],
    [exit(P, kill) || P <- Alive],
    length(Alive).
