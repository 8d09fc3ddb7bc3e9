%% SPDX-License-Identifier: Apache-2.0
%%
%% exit/2 with every kind of reason, to processes that trap exits and to those that do not.
-module(exit_signals).
-export([main/0]).

main() ->
    Reasons = [normal, kill, killed, shutdown, {shutdown, why}, crash, [], 0, "text", {kill, 1}],
    [erlang:display({Reason, outcome(false, Reason), outcome(true, Reason)}) || Reason <- Reasons],
    [erlang:display({self, Reason, itself(false, Reason), itself(true, Reason)}) || Reason <- Reasons],
    erlang:display({as_last_words, [last_words(R) || R <- [kill, normal, killed]]}),
    erlang:display({twice, twice()}),
    erlang:display({in_try, in_try()}),
    erlang:display({dead, dead()}),
    erlang:display({running, running()}),
    erlang:display({errors, [refused(A) || A <- [[atom, x], [make_ref(), x], [1, x], ["pid", x], [self, kill]]]}).

%% How the process ends, or what message it gets.
outcome(Trap, Reason) ->
    Self = self(),
    {Pid, Ref} = spawn_monitor(fun() ->
                                       process_flag(trap_exit, Trap),
                                       Self ! ready,
                                       receive
                                           {'EXIT', Self, Why} -> exit({message, Why});
                                           last -> exit(untouched)
                                       end
                               end),
    receive ready -> ok end,
    true = exit(Pid, Reason),
    Pid ! last,
    receive {'DOWN', Ref, _, _, End} -> End end.

itself(Trap, Reason) ->
    {Pid, Ref} = spawn_monitor(fun() ->
                                       process_flag(trap_exit, Trap),
                                       Me = self(),
                                       Answer = exit(Me, Reason),
                                       receive {'EXIT', Me, Why} -> exit({message, Why, Answer})
                                       after 0 -> exit({went_on, Answer})
                                       end
                               end),
    receive {'DOWN', Ref, _, Pid, End} -> End end.

%% A process's own reason `kill` is an ordinary reason for those linked to it.
last_words(Reason) ->
    Self = self(),
    {Pid, Ref} = spawn_monitor(fun() ->
                                       process_flag(trap_exit, true),
                                       Child = spawn_link(fun() -> exit(Reason) end),
                                       receive {'EXIT', Child, Why} -> Self ! {self(), trapped, Why} end,
                                       process_flag(trap_exit, false),
                                       _ = spawn_link(fun() -> exit(Reason) end),
                                       receive after 50 -> exit(survived) end
                               end),
    Trapped = receive {Pid, trapped, Why} -> Why end,
    {Trapped, receive {'DOWN', Ref, _, _, End} -> End end}.

%% The first signal counts.
twice() ->
    {Pid, Ref} = spawn_monitor(fun() -> receive after infinity -> ok end end),
    exit(Pid, first),
    exit(Pid, second),
    exit(Pid, kill),
    receive {'DOWN', Ref, _, _, End} -> End end.

%% No try catches a signal.
in_try() ->
    Self = self(),
    {Pid, Ref} = spawn_monitor(fun() ->
                                       try Self ! ready, receive after infinity -> ok end
                                       catch C:R -> exit({caught, C, R})
                                       after Self ! after_clause
                                       end
                               end),
    receive ready -> ok end,
    exit(Pid, signal),
    End = receive {'DOWN', Ref, _, _, E} -> E end,
    {End, receive after_clause -> ran after 0 -> did_not_run end}.

dead() ->
    {Pid, Ref} = spawn_monitor(fun() -> ok end),
    receive {'DOWN', Ref, _, _, normal} -> ok end,
    {exit(Pid, kill), exit(Pid, normal), is_process_alive(Pid)}.

%% Busy processes are ended, too.
running() ->
    {Pid, Ref} = spawn_monitor(fun busy/0),
    erlang:yield(),
    exit(Pid, enough),
    receive {'DOWN', Ref, _, _, End} -> End end.

busy() -> busy().

refused(Arguments) -> try apply(erlang, exit, Arguments) catch C:R -> {C, R} end.
