%% SPDX-License-Identifier: Apache-2.0
%% Links, exit signals and trap_exit: reasons of every kind, normal exits, kill, exit/2 to trapping
%% and other processes, unlink, chains of links, links to the dead, and errors in linked processes.
-module(links_exits).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    Reasons = outcome:id([normal, crash, {tuple, "reason"}, kill, killed, 42, shutdown]),
    erlang:display([linked_exit(R) || R <- Reasons]),
    erlang:display([signal(R, false) || R <- Reasons]),
    erlang:display([signal(R, true) || R <- Reasons]),
    erlang:display(errors()),
    erlang:display(normal_return()),
    erlang:display(unlinked()),
    erlang:display(chain(20)),
    erlang:display(link_to_dead()),
    erlang:display(both_ways()),
    erlang:display(exit_self()),
    erlang:display(process_flag(trap_exit, true)),
    erlang:display(killed_while_waiting()),
    erlang:display(killed_in_loop()),
    erlang:display(supervise(3)),
    erlang:display(trap_in_child()),
    erlang:display(group(15)),
    erlang:display([outcome:'of'(F) || F <- [fun() -> link(outcome:id(a)) end, fun() -> exit(outcome:id(a), r) end,
                                             fun() -> process_flag(trap_exit, outcome:id(1)) end, fun() -> unlink(outcome:id(5)) end]]),
    erlang:display(receive M -> M after 0 -> empty end).

linked_exit(R) ->
    Pid = spawn_link(fun() -> exit(R) end),
    receive {'EXIT', Pid, Reason} -> Reason end.

%% What exit/2 does to a process that waits, trapping or not; 'lives' when it answers afterwards.
signal(R, Trap) ->
    Me = self(),
    Pid = spawn_link(fun() ->
                             process_flag(trap_exit, Trap),
                             Me ! {self(), ready},
                             wait(Me)
                     end),
    receive {Pid, ready} -> ok end,
    exit(Pid, R),
    Pid ! {ask, Me},
    receive
        {'EXIT', Pid, Reason} -> {died, Reason};
        {Pid, lives, Seen} -> unlink(Pid), exit(Pid, kill), {lives, Seen}
    end.

wait(Me) ->
    receive
        {'EXIT', Me, Reason} -> receive {ask, Me} -> Me ! {self(), lives, Reason} end;
        {ask, Me} -> Me ! {self(), lives, nothing}
    end,
    receive never -> ok end.

errors() ->
    [begin
         Pid = spawn_link(Fun),
         receive
             {'EXIT', Pid, {R, [{M, F, A, _} | _]}} when is_integer(A) -> {R, M, F, A};
             {'EXIT', Pid, {R, [{M, F, A, _} | _]}} -> {R, M, F, {args, A}};
             {'EXIT', Pid, R} -> {plain, R}
         end
     end || Fun <- [fun() -> error(oops) end, fun() -> throw(ball) end, fun() -> hd(outcome:id([])) end,
                    fun() -> outcome:missing(1, 2) end, fun() -> narrow(outcome:id(1)) end,
                    fun() -> exit({a, [b]}) end, fun() -> erlang:raise(error, raised, [{m, f, 1, []}]) end]].

narrow(none) -> ok.

normal_return() ->
    Pid = spawn_link(fun() -> returned end),
    receive {'EXIT', Pid, R} -> R end.

unlinked() ->
    Me = self(),
    Pid = spawn_link(fun() -> receive go -> exit(unseen) end end),
    unlink(Pid),
    Other = spawn(fun() -> link(Pid), process_flag(trap_exit, true), Me ! linked, receive {'EXIT', Pid, R} -> Me ! {other, R} end end),
    receive linked -> ok end,
    Pid ! go,
    R = receive {other, X} -> X end,
    {is_pid(Other), R, receive {'EXIT', Pid, Y} -> Y after 5 -> not_seen end}.

%% The reason travels along a chain of linked processes that do not trap.
chain(N) ->
    Me = self(),
    First = spawn_link(fun() -> link_on(N, Me) end),
    Last = receive {last, P} -> P end,
    exit(Last, {broken, N}),
    receive {'EXIT', First, R} -> R end.

link_on(0, Me) ->
    Me ! {last, self()},
    receive never -> ok end;
link_on(N, Me) ->
    spawn_link(fun() -> link_on(N - 1, Me) end),
    receive never -> ok end.

link_to_dead() ->
    Pid = spawn(fun() -> ok end),
    wait_dead(Pid),
    true = link(Pid),
    receive {'EXIT', Pid, R} -> R after 1000 -> nothing end.

wait_dead(Pid) ->
    case is_process_alive(Pid) of
        true -> receive after 1 -> wait_dead(Pid) end;
        false -> ok
    end.

%% Linking twice is linking once.
both_ways() ->
    Pid = spawn(fun() -> receive go -> ok end end),
    link(Pid),
    link(Pid),
    Pid ! go,
    receive {'EXIT', Pid, normal} -> ok end,
    receive {'EXIT', Pid, _} -> twice after 5 -> once end.

exit_self() ->
    exit(self(), {to_myself, 1}),
    receive {'EXIT', P, R} -> {P =:= self(), R} end.

killed_while_waiting() ->
    Pid = spawn_link(fun() -> process_flag(trap_exit, true), receive never -> ok end end),
    exit(Pid, kill),
    receive {'EXIT', Pid, R} -> R end.

killed_in_loop() ->
    Pid = spawn_link(fun() -> loop(0) end),
    receive after 5 -> ok end,
    exit(Pid, enough),
    receive {'EXIT', Pid, R} -> R end.

loop(N) -> loop(N + 1).

%% Restarts a worker until it has failed N times.
supervise(N) -> supervise(N, []).

supervise(0, Log) -> lists:reverse(Log);
supervise(N, Log) ->
    Pid = spawn_link(fun() -> exit({done, N, 10 div (N - 2)}) end),
    receive
        {'EXIT', Pid, {badarith, _}} -> supervise(N - 1, [crashed | Log]);
        {'EXIT', Pid, R} -> supervise(N - 1, [R | Log])
    end.

trap_in_child() ->
    Me = self(),
    spawn(fun() ->
                  false = process_flag(trap_exit, true),
                  true = process_flag(trap_exit, true),
                  Child = spawn_link(fun() -> exit(inner) end),
                  receive {'EXIT', Child, R} -> Me ! {trapped, R} end
          end),
    receive {trapped, R} -> R end.

%% One of a group dies and takes all with it.
group(N) ->
    Me = self(),
    Leader = spawn_link(fun() ->
                                [spawn_link(fun() -> Me ! {member, self()}, receive never -> ok end end) || _ <- lists:seq(1, N)],
                                receive never -> ok end
                        end),
    Members = [receive {member, P} -> P end || _ <- lists:seq(1, N)],
    exit(lists:nth(N div 2, Members), group_down),
    receive {'EXIT', Leader, R} -> ok end,
    [wait_dead(P) || P <- Members],
    {R, length(Members), lists:any(fun is_process_alive/1, Members)}.
