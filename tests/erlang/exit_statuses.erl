%% SPDX-License-Identifier: Apache-2.0
%% Reasons with which processes end, seen by a monitor: return values are no reasons, normal exits,
%% errors with their first stack frame, throws, and exit/1 in deep recursion and in after.
-module(exit_statuses).
-export([main/0, returns/0, fails/1]).

main() ->
    erlang:display([ended(F) || F <- [fun() -> a_value end, fun() -> exit(normal) end, fun() -> exit({a, "list"}) end, fun() -> throw(ball) end,
                                      fun() -> error(oops) end, fun() -> error(oops, [1, 2]) end, fun() -> deep(1000) end,
                                      fun() -> try exit(first) after exit(second) end end, fun() -> catch exit(unseen), exit(seen) end,
                                      fun() -> erlang:raise(exit, raised, []) end, fun() -> exit(self(), via_signal), receive x -> x end end,
                                      fun() -> process_flag(trap_exit, true), exit(self(), trapped), receive {'EXIT', _, R} -> exit({got, R}) end end]]),
    erlang:display([ended(M, F, A) || {M, F, A} <- [{?MODULE, returns, []}, {?MODULE, fails, [1]}, {?MODULE, missing, [x]}, {no_such_module, f, []}, {lists, reverse, [[1]]},
                                                    {erlang, hd, [[]]}, {?MODULE, fails, []}]]),
    erlang:display([outcome:'of'(fun() -> spawn(M, F, A) end) || {M, F, A} <- outcome:id([{1, f, []}, {m, 1, []}, {m, f, a}, {m, f, [1 | 2]}])]).

returns() -> value.

fails(1) -> [outcome:id(a) * 2].

deep(0) -> exit(bottom);
deep(N) -> [deep(N - 1)].

ended(Fun) ->
    {Pid, Ref} = spawn_monitor(Fun),
    reason(Pid, Ref).

ended(M, F, A) ->
    {Pid, Ref} = spawn_monitor(M, F, A),
    reason(Pid, Ref).

reason(Pid, Ref) ->
    receive
        {'DOWN', Ref, process, Pid, {R, [{M, F, A, _} | _]}} when is_atom(M) -> {R, M, F, A};
        {'DOWN', Ref, process, Pid, R} -> R
    end.
