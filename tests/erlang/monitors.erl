%% SPDX-License-Identifier: Apache-2.0
%% monitor and demonitor: reasons, the already dead, several monitors on one process, flush, no
%% effect on the watcher, spawn_monitor, monitors by name, and watchers that die first.
-module(monitors).
-export([main/0, finish/1]).

main() ->
    erlang:display([watched(fun() -> exit(R) end) || R <- outcome:id([normal, crash, {a, "b"}, 5])]),
    erlang:display([watched(F) || F <- [fun() -> returned end, fun() -> exit(self(), kill), receive x -> x end end]]),
    erlang:display([case watched(F) of {R, S} when is_list(S) -> R; R -> R end
                    || F <- [fun() -> error(oops) end, fun() -> throw(ball) end, fun() -> 1 div outcome:id(0) end]]),
    erlang:display(already_dead()),
    erlang:display(several(5)),
    erlang:display(stopped()),
    erlang:display(flushed()),
    erlang:display(spawned()),
    erlang:display(by_name()),
    erlang:display(watcher_dies()),
    erlang:display(call_with_failure()),
    erlang:display(many(100)),
    erlang:display([outcome:'of'(F) || F <- [fun() -> monitor(process, outcome:id([])) end, fun() -> monitor(outcome:id(nothing), self()) end,
                                             fun() -> demonitor(outcome:id(a)) end]]),
    erlang:display(receive M -> M after 0 -> empty end).

watched(Fun) ->
    Pid = spawn(fun() -> receive go -> Fun() end end),
    Ref = monitor(process, Pid),
    Pid ! go,
    receive {'DOWN', Ref, process, Pid, Reason} -> Reason end.

already_dead() ->
    Pid = spawn(fun() -> ok end),
    Ref = monitor(process, Pid),
    receive {'DOWN', Ref, process, Pid, R} when R =:= normal; R =:= noproc -> ok end,
    Again = monitor(process, Pid),
    receive {'DOWN', Again, process, Pid, Reason} -> Reason end.

several(N) ->
    Pid = spawn(fun() -> receive go -> exit(together) end end),
    Refs = [monitor(process, Pid) || _ <- lists:seq(1, N)],
    Pid ! go,
    {length(lists:usort(Refs)), [receive {'DOWN', Ref, process, Pid, R} -> R end || Ref <- Refs]}.

stopped() ->
    Pid = spawn(fun() -> receive go -> ok end end),
    Ref = monitor(process, Pid),
    Kept = monitor(process, Pid),
    true = demonitor(Ref),
    true = demonitor(Ref),
    Pid ! go,
    receive {'DOWN', Kept, process, Pid, _} -> ok end,
    receive {'DOWN', Ref, _, _, _} -> delivered after 0 -> not_delivered end.

flushed() ->
    Pid = spawn(fun() -> ok end),
    Ref = monitor(process, Pid),
    receive after 5 -> ok end,
    true = demonitor(Ref, [flush]),
    receive {'DOWN', Ref, _, _, _} -> left after 0 -> gone end.

finish(R) -> exit({finished, R}).

spawned() ->
    {Pid, Ref} = spawn_monitor(?MODULE, finish, [1]),
    {Pid2, Ref2} = spawn_monitor(fun() -> exit(two) end),
    {receive {'DOWN', Ref, process, Pid, R} -> R end, receive {'DOWN', Ref2, process, Pid2, R2} -> R2 end}.

by_name() ->
    Pid = spawn(fun() -> receive go -> exit(named) end end),
    register(watched_name, Pid),
    Ref = monitor(process, watched_name),
    watched_name ! go,
    First = receive {'DOWN', Ref, process, {watched_name, Node}, R} when Node =:= node() -> R end,
    Ref2 = monitor(process, watched_name),
    {First, receive {'DOWN', Ref2, process, {watched_name, _}, R2} -> R2 end}.

watcher_dies() ->
    Me = self(),
    Pid = spawn(fun() -> receive {ask, P} -> P ! alive end end),
    Watcher = spawn(fun() -> monitor(process, Pid), Me ! watching, exit(gone) end),
    receive watching -> ok end,
    Ref = monitor(process, Watcher),
    receive {'DOWN', Ref, process, Watcher, _} -> ok end,
    Pid ! {ask, Me},
    receive alive -> alive end.

%% The pattern of a call that survives its server.
call_with_failure() ->
    Server = spawn(fun server/0),
    [call(Server, Q) || Q <- [{div_, 10, 2}, {div_, 9, 4}, {div_, 1, 0}, {div_, 8, 2}]].

server() ->
    receive
        {call, From, Ref, {div_, A, B}} -> From ! {Ref, A div B}, server()
    end.

call(Server, Query) ->
    Ref = monitor(process, Server),
    Server ! {call, self(), Ref, Query},
    receive
        {Ref, Reply} -> demonitor(Ref, [flush]), {ok, Reply};
        {'DOWN', Ref, process, Server, {Reason, _Stack}} -> {failed, Reason};
        {'DOWN', Ref, process, Server, Reason} -> {down, Reason}
    end.

many(N) ->
    Refs = [element(2, spawn_monitor(fun() -> exit(I) end)) || I <- lists:seq(1, N)],
    lists:sum([receive {'DOWN', Ref, process, _, I} -> I end || Ref <- Refs]).
