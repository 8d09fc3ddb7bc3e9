%% SPDX-License-Identifier: Apache-2.0
%%
%% suspend_process and resume_process: a suspended process stands still, counts add up, and end with the one that suspended.
-module(process_suspend).
-export([main/0]).

main() ->
    erlang:display({counting, counting()}),
    erlang:display({nested, nested()}),
    erlang:display({by_another, by_another()}),
    erlang:display({waiting, waiting()}),
    erlang:display({killed, killed()}),
    erlang:display({options, options()}),
    [erlang:display(refused(F, A)) || {F, A} <- bad_calls()].

counter(N) ->
    receive
        {get, Pid} -> Pid ! {count, N}, counter(N)
    after 0 -> counter(N + 1)
    end.

%% While it is suspended a counter does not count, nor answer.
counting() ->
    Pid = spawn(fun() -> counter(0) end),
    true = erlang:suspend_process(Pid),
    {status, Status} = process_info(Pid, status),
    {reductions, Before} = process_info(Pid, reductions),
    Pid ! {get, self()},
    Nothing = receive {count, _} -> answered after 20 -> nothing end,
    {reductions, After} = process_info(Pid, reductions),
    true = erlang:resume_process(Pid),
    Something = receive {count, _} -> answered after 5000 -> nothing end,
    exit(Pid, kill),
    {Status, Before =:= After, Nothing, Something}.

nested() ->
    Pid = spawn(fun() -> receive {From, Message} -> From ! {echo, Message} end end),
    [true = erlang:suspend_process(Pid) || _ <- [1, 2, 3]],
    Pid ! {self(), hello},
    {suspending, [{Pid, 3, 0}]} = process_info(self(), suspending),
    true = erlang:resume_process(Pid),
    true = erlang:resume_process(Pid),
    Nothing = receive {echo, _} -> echo after 10 -> nothing end,
    {suspending, [{Pid, Left, 0}]} = process_info(self(), suspending),
    true = erlang:resume_process(Pid),
    Echo = receive {echo, hello} -> echo after 5000 -> nothing end,
    {Nothing, Left, Echo, process_info(self(), suspending), catch_error(fun() -> erlang:resume_process(Pid) end)}.

%% Suspensions end with the process that made them.
by_another() ->
    Self = self(),
    Pid = spawn(fun() -> receive {From, Message} -> From ! {echo, Message} end end),
    Suspender = spawn(fun() -> erlang:suspend_process(Pid), erlang:suspend_process(Pid), Self ! done, receive stop -> ok end end),
    receive done -> ok end,
    Pid ! {self(), hello},
    Nothing = receive {echo, _} -> echo after 10 -> nothing end,
    NotMine = catch_error(fun() -> erlang:resume_process(Pid) end),
    Suspender ! stop,
    {Nothing, NotMine, receive {echo, hello} -> echo after 5000 -> nothing end}.

%% Messages and timeouts come while it stands still, and are seen later.
waiting() ->
    Self = self(),
    Pid = spawn(fun() -> receive never -> ok after 10 -> Self ! timeout end end),
    erlang:yield(),
    true = erlang:suspend_process(Pid),
    Nothing = receive timeout -> timeout after 50 -> nothing end,
    true = erlang:resume_process(Pid),
    {Nothing, receive timeout -> timeout after 5000 -> nothing end}.

killed() ->
    {Pid, Monitor} = spawn_monitor(fun() -> receive never -> ok end end),
    true = erlang:suspend_process(Pid),
    exit(Pid, kill),
    {receive {'DOWN', Monitor, process, Pid, Reason} -> Reason end, process_info(self(), suspending)}.

options() ->
    Pid = spawn(fun() -> receive stop -> ok end end),
    Results = [erlang:suspend_process(Pid, Options)
               || Options <- [[unless_suspending], [unless_suspending], [], [{asynchronous, {tag, 1}}], [asynchronous, unless_suspending], [{asynchronous, 2}, unless_suspending]]],
    Answers = [receive {{tag, 1}, State} -> {1, State}; {2, State} -> {2, State} after 1000 -> nothing end || _ <- [1, 2]],
    {suspending, [{Pid, Count, _}]} = process_info(self(), suspending),
    {Dead, Monitor} = spawn_monitor(fun() -> ok end),
    receive {'DOWN', Monitor, process, Dead, normal} -> ok end,
    exit(Pid, kill),
    {Results, Answers, Count}.

bad_calls() ->
    {Dead, Monitor} = spawn_monitor(fun() -> ok end),
    receive {'DOWN', Monitor, process, Dead, normal} -> ok end,
    [{suspend_process, [self()]}, {suspend_process, [Dead]}, {suspend_process, [x]}, {suspend_process, [self(), []]}, {suspend_process, [Dead, [unless_suspending]]},
     {suspend_process, [Dead, [foo]]}, {suspend_process, [Dead, [asynchronous | x]]}, {resume_process, [Dead]}, {resume_process, [self()]}, {resume_process, [7]}].

refused(Function, Arguments) ->
    try apply(erlang, Function, Arguments) of
        Result -> {Function, Result}
    catch
        Class:Reason:Stack ->
            [{erlang, Name, Shown, Where} | _] = Stack,
            {Function, Class, Reason, Name, length(Shown), Where}
    end.

catch_error(Fun) ->
    try Fun() catch error:Reason -> Reason end.
