%% SPDX-License-Identifier: Apache-2.0
%%
%% Processes suspended and resumed: counted, by several, with messages waiting, and freed when the suspender ends.
-module(process_suspend).
-export([main/0]).

main() ->
    erlang:display({once, once()}),
    erlang:display({counted, counted()}),
    erlang:display({messages, messages()}),
    erlang:display({suspender_ends, suspender_ends()}),
    erlang:display({killed, killed()}),
    erlang:display({timer, timer()}),
    erlang:display({errors, [refused(F) || F <- [fun() -> erlang:suspend_process(self()) end, fun() -> erlang:resume_process(self()) end,
                                                 fun() -> erlang:suspend_process(dead()) end, fun() -> erlang:resume_process(dead()) end,
                                                 fun() -> erlang:suspend_process(atom) end]]}).

counter(N) -> receive {get, P} -> P ! {count, N}, counter(N) after 0 -> erlang:yield(), counter(N + 1) end.

echo() -> receive {From, M} -> From ! {self(), M}, echo() end.

answers(Pid, M) -> Pid ! {self(), M}, receive {Pid, M} -> yes after 40 -> no end.

once() ->
    Pid = spawn(fun echo/0),
    A = erlang:suspend_process(Pid),
    B = process_info(Pid, status),
    C = answers(Pid, x),
    D = erlang:resume_process(Pid),
    E = receive {Pid, x} -> late after 5000 -> nothing end,
    exit(Pid, kill),
    {A, B, C, D, E}.

counted() ->
    Pid = spawn(fun echo/0),
    [erlang:suspend_process(Pid) || _ <- [1, 2, 3]],
    A = process_info(self(), suspending) =:= {suspending, [{Pid, 3, 0}]},
    B = erlang:suspend_process(Pid, [unless_suspending]),
    R = [begin erlang:resume_process(Pid), answers(Pid, I) end || I <- [1, 2]],
    erlang:resume_process(Pid),
    L = [receive {Pid, I} -> I end || I <- [1, 2]],
    F = refused(fun() -> erlang:resume_process(Pid) end),
    exit(Pid, kill),
    {A, B, R, L, F}.

messages() ->
    Pid = spawn(fun() -> receive start -> ok end, Get = fun G(L) -> receive {stop, P} -> P ! lists:reverse(L); M -> G([M | L]) end end, Get([]) end),
    erlang:suspend_process(Pid),
    [Pid ! M || M <- [start, 1, 2, 3, {stop, self()}]],
    Length = process_info(Pid, message_queue_len),
    erlang:resume_process(Pid),
    {Length, receive L when is_list(L) -> L end}.

suspender_ends() ->
    Pid = spawn(fun echo/0),
    {_, Ref} = spawn_monitor(fun() -> erlang:suspend_process(Pid), exit(gone) end),
    receive {'DOWN', Ref, _, _, gone} -> ok end,
    Pid ! {self(), m},
    R = receive {Pid, m} -> answered after 5000 -> silent end,
    exit(Pid, kill),
    R.

killed() ->
    {Pid, Ref} = spawn_monitor(fun() -> counter(0) end),
    erlang:suspend_process(Pid),
    exit(Pid, kill),
    receive {'DOWN', Ref, _, _, R} -> R after 5000 -> nothing end.

timer() ->
    Self = self(),
    Pid = spawn(fun() -> Self ! ready, receive never -> ok after 5 -> Self ! {self(), timed_out} end end),
    receive ready -> ok end,
    erlang:suspend_process(Pid),
    Early = receive {Pid, timed_out} -> early after 40 -> not_yet end,
    erlang:resume_process(Pid),
    {Early, receive {Pid, timed_out} -> timed_out after 5000 -> nothing end}.

dead() ->
    {Pid, Ref} = spawn_monitor(fun() -> ok end),
    receive {'DOWN', Ref, _, _, _} -> Pid end.

refused(F) -> try F() catch C:R -> {C, R} end.
