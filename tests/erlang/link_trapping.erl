%% SPDX-License-Identifier: Apache-2.0
%%
%% Links and trap_exit: which message, which end, with links made, doubled, broken and made to dead processes.
-module(link_trapping).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    erlang:display({flag, process_flag(trap_exit, true), process_flag(trap_exit, true)}),
    erlang:display({reasons, [ended(R) || R <- [normal, shutdown, {shutdown, 1}, kill, killed, [], "text", #{a => 1}]]}),
    erlang:display({thrown, ended_by(fun() -> throw(ball) end)}),
    erlang:display({returned, ended_by(fun() -> value end)}),
    erlang:display({failed, ended_by(fun() -> error(why, [a, b]) end)}),
    erlang:display({badmatch, ended_by(fun() -> {a, _} = id({b, 1}) end)}),
    erlang:display({linked_twice, linked_twice()}),
    erlang:display({dead, dead()}),
    erlang:display({self, link(self()), unlink(self())}),
    erlang:display({unlinked, unlinked()}),
    erlang:display({too_late, too_late()}),
    erlang:display({other_side, other_side()}),
    erlang:display({no_trap, no_trap()}),
    erlang:display({flag, process_flag(trap_exit, false)}),
    erlang:display({errors, [refused(F) || F <- [fun() -> link(atom) end, fun() -> unlink("pid") end,
                                                 fun() -> link(make_ref()) end, fun() -> process_flag(trap_exit, maybe) end,
                                                 fun() -> process_flag(no_flag, true) end]]}),
    to_ended(),
    erlang:display(receive Any -> Any after 0 -> empty end).

id(X) -> X.

ended(Reason) -> ended_by(fun() -> exit(Reason) end).

ended_by(Fun) ->
    Pid = spawn_link(Fun),
    receive
        {'EXIT', Pid, {Reason, [{_, _, _, _} | _]}} -> {with_stack, Reason};
        {'EXIT', Pid, Reason} -> Reason
    end.

%% One link, one signal.
linked_twice() ->
    Pid = spawn_link(fun() -> receive go -> ok end end),
    link(Pid),
    link(Pid),
    {links, [Pid]} = process_info(self(), links),
    Pid ! go,
    First = receive {'EXIT', Pid, R} -> R end,
    {First, receive {'EXIT', Pid, _} -> again after 20 -> once end}.

dead() ->
    {Pid, Ref} = spawn_monitor(fun() -> ok end),
    receive {'DOWN', Ref, _, _, _} -> ok end,
    true = link(Pid),
    receive {'EXIT', Pid, Reason} -> Reason after 1000 -> nothing end.

unlinked() ->
    Pid = spawn_link(fun() -> receive go -> exit(went) end end),
    Ref = monitor(process, Pid),
    unlink(Pid),
    unlink(Pid),
    Pid ! go,
    receive {'DOWN', Ref, _, _, went} -> ok end,
    receive {'EXIT', Pid, _} -> signal after 0 -> none end.

%% The message is there already when the link goes.
too_late() ->
    Pid = spawn_link(fun() -> exit(early) end),
    Ref = monitor(process, Pid),
    receive {'DOWN', Ref, _, _, _} -> ok end,
    wait_for_message(),
    unlink(Pid),
    receive {'EXIT', Pid, R} -> R after 0 -> none end.

wait_for_message() ->
    case process_info(self(), message_queue_len) of
        {_, 0} -> erlang:yield(), wait_for_message();
        _ -> ok
    end.

other_side() ->
    Self = self(),
    Pid = spawn_link(fun() -> unlink(Self), Self ! unlinked, receive go -> exit(went) end end),
    receive unlinked -> ok end,
    Links = process_info(self(), links),
    Pid ! go,
    Ref = monitor(process, Pid),
    receive {'DOWN', Ref, _, _, _} -> ok end,
    {Links, receive {'EXIT', Pid, R} -> R after 0 -> none end}.

no_trap() ->
    Self = self(),
    [begin
         {Pid, Ref} = spawn_monitor(fun() ->
                                            Child = spawn_link(fun() -> receive go -> exit(Reason) end end),
                                            Self ! {child, Child},
                                            receive after infinity -> ok end
                                    end),
         Child = receive {child, C} -> C end,
         ChildRef = monitor(process, Child),
         Child ! go,
         receive {'DOWN', ChildRef, _, _, _} -> ok end,
         case Reason of
             normal -> Alive = is_process_alive(Pid), exit(Pid, kill), receive {'DOWN', Ref, _, _, W} -> {Alive, W} end;
             _ -> receive {'DOWN', Ref, _, _, Why} -> Why end
         end
     end || Reason <- [normal, shutdown, kill, oops]].

refused(F) -> try F() catch C:R -> {C, R} end.

%% A link to a process that has ended: an error, or a signal for those that trap exits.
to_ended() ->
    {Ended, Monitor} = spawn_monitor(fun() -> ok end),
    receive {'DOWN', Monitor, _, _, _} -> ok end,
    [begin
         {_, Other} = spawn_monitor(fun() ->
                                            process_flag(trap_exit, Traps),
                                            Value = try link(Ended) catch Class:Reason -> {Class, Reason} end,
                                            exit({Value, receive {'EXIT', Ended, Why} -> Why after 0 -> none end})
                                    end),
         receive {'DOWN', Other, _, _, Outcome} -> erlang:display(Outcome) end
     end || Traps <- [false, true]].
