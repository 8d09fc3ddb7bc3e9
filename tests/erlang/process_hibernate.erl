%% SPDX-License-Identifier: Apache-2.0
%%
%% Processes that hibernate: stack and handlers are gone, messages wake them, what they hold stays.
-module(process_hibernate).
-export([main/0, loop/2, once/1, crash/1]).

main() ->
    Self = self(),
    erlang:display({counter, counter(20)}),
    erlang:display({waiting_message, waiting_message()}),
    erlang:display({handler_gone, handler_gone()}),
    erlang:display({large, large()}),
    erlang:display({dictionary, dictionary()}),
    erlang:display({linked, linked()}),
    erlang:display({killed, killed()}),
    erlang:display({timer, timer(Self)}),
    erlang:display({many, many(100)}),
    erlang:display({errors, [refused(A) || A <- [[m, f, x], ["m", f, []], [m, 1, []]]]}).

counter(N) ->
    Pid = spawn(fun() -> loop(0, hibernating) end),
    [Pid ! {add, I} || I <- lists:seq(1, N)],
    Pid ! {get, self()},
    Sum = receive {Pid, X} -> X end,
    Pid ! {add, 1000},
    Pid ! {get, self()},
    {Sum, receive {Pid, Y} -> Y end}.

loop(Sum, Mode) ->
    receive
        {add, N} -> erlang:hibernate(?MODULE, loop, [Sum + N, Mode]);
        {get, From} -> From ! {self(), Sum}, erlang:hibernate(?MODULE, loop, [Sum, Mode]);
        stop -> ok
    end.

%% With a message there it goes on at once.
waiting_message() ->
    Self = self(),
    spawn(fun() -> self() ! present, erlang:hibernate(?MODULE, once, [Self]) end),
    receive {once, M} -> M after 5000 -> nothing end.

once(To) -> receive M -> To ! {once, M} end.

handler_gone() ->
    {Pid, Ref} = spawn_monitor(fun() -> try erlang:hibernate(?MODULE, crash, [reason]) catch _:_ -> exit(caught) after self() ! x end end),
    Pid ! wake,
    receive {'DOWN', Ref, _, _, {R, _}} -> R; {'DOWN', Ref, _, _, R} -> {plain, R} end.

crash(Why) -> error(Why).

large() ->
    Self = self(),
    Pid = spawn(fun() ->
                        L = lists:seq(1, 3000),
                        B = binary:copy(<<"abc">>, 1000),
                        erlang:hibernate(erlang, apply, [fun() -> receive go -> Self ! {sum, lists:sum(L) + byte_size(B)} end end, []])
                end),
    Pid ! go,
    receive {sum, S} -> S end.

dictionary() ->
    Self = self(),
    Pid = spawn(fun() ->
                        put(key, {a, "value"}),
                        erlang:hibernate(erlang, apply, [fun() -> receive go -> Self ! {got, get(key)} end end, []])
                end),
    Pid ! go,
    receive {got, V} -> V end.

linked() ->
    process_flag(trap_exit, true),
    Pid = spawn_link(fun() -> erlang:hibernate(?MODULE, once, [self()]) end),
    exit(Pid, out),
    R = receive {'EXIT', Pid, Why} -> Why end,
    process_flag(trap_exit, false),
    R.

killed() ->
    {Pid, Ref} = spawn_monitor(fun() -> erlang:hibernate(?MODULE, loop, [0, x]) end),
    erlang:yield(),
    exit(Pid, kill),
    receive {'DOWN', Ref, _, _, R} -> R end.

timer(Self) ->
    spawn(fun() -> erlang:send_after(5, self(), tick), erlang:hibernate(?MODULE, once, [Self]) end),
    receive {once, M} -> M after 5000 -> nothing end.

many(N) ->
    Self = self(),
    Pids = [spawn(fun() -> erlang:hibernate(erlang, apply, [fun() -> receive X -> Self ! {self(), X + I} end end, []]) end) || I <- lists:seq(1, N)],
    [P ! 1 || P <- Pids],
    lists:sum([receive {P, X} -> X end || P <- Pids]).

refused(Arguments) -> try apply(erlang, hibernate, Arguments) catch C:R -> {C, R} end.
