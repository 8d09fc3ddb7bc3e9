%% SPDX-License-Identifier: Apache-2.0
%% erlang:hibernate/3: the stack goes, with its catches; the dictionary, messages and arguments stay; memory shrinks.
-module(gc_hibernate).
-export([main/0, wake/2, twice/1, count/1, many/20]).

main() ->
    erlang:display(errors()),
    erlang:display(waits()),
    erlang:display(does_not_wait()),
    erlang:display(forgets_catches()),
    erlang:display(server(100)),
    erlang:display(undefined_function()),
    erlang:display(again_and_again()),
    erlang:display(arguments()).

errors() ->
    [try erlang:hibernate(M, F, A) catch Class:Reason -> {Class, Reason} end
     || {M, F, A} <- [{1, f, []}, {m, 2, []}, {m, f, a}, {m, f, [a | b]}]].

info(Pid) ->
    {heap_size, Words} = process_info(Pid, heap_size),
    {Words, process_info(Pid, [status, current_function, current_stacktrace, message_queue_len])}.

start(F) ->
    Me = self(),
    {Pid, Ref} = spawn_monitor(fun() -> F(Me) end),
    {Pid, Ref}.

sleeping(Pid) ->
    case process_info(Pid, current_function) of
        {current_function, {erlang, hibernate, 3}} -> ok;
        _ -> receive after 1 -> sleeping(Pid) end
    end.

waits() ->
    {Pid, Ref} = start(fun(Me) ->
        List = lists:seq(1, 2000),
        put(key, {length(List), [value]}),
        deep(50, fun() -> erlang:hibernate(?MODULE, wake, [Me, {argument, [1, 2, 3]}]) end)
    end),
    sleeping(Pid),
    {Words, Info} = info(Pid),
    true = Words < 40,
    Pid ! message,
    receive {awake, Pid, Result} -> ok end,
    {Info, Result, receive {'DOWN', Ref, process, Pid, Reason} -> Reason end}.

deep(0, F) -> F();
deep(N, F) -> [N | deep(N - 1, F)].

wake(Me, Argument) ->
    Message = receive M -> M after 0 -> nothing end,
    Me ! {awake, self(), {Argument, Message, get()}}.

does_not_wait() ->
    {Pid, _} = start(fun(Me) ->
        receive go -> ok end,
        erlang:hibernate(?MODULE, wake, [Me, no])
    end),
    Pid ! first,
    Pid ! go,
    receive {awake, Pid, Result} -> Result end.

forgets_catches() ->
    {Pid, Ref} = start(fun(_) ->
        try erlang:hibernate(erlang, exit, [from_outside]) catch _:_ -> caught end
    end),
    Pid ! message,
    receive {'DOWN', Ref, process, Pid, Reason} -> Reason end.

%% As gen_server does it.
server(N) ->
    {Pid, Ref} = start(fun(_) -> erlang:hibernate(?MODULE, count, [0]) end),
    [begin Pid ! {add, I, self()}, receive {sum, _} -> ok end end || I <- lists:seq(1, N)],
    Pid ! {stop, self()},
    receive {'DOWN', Ref, process, Pid, Reason} -> Reason end.

count(Sum) ->
    receive
        {add, I, From} -> From ! {sum, Sum + I}, erlang:hibernate(?MODULE, count, [Sum + I]);
        {stop, _} -> exit({sum, Sum})
    end.

undefined_function() ->
    {Pid, Ref} = start(fun(_) -> process_flag(trap_exit, true), erlang:hibernate(?MODULE, twice, [[]]) end),
    Pid ! message,
    receive {'DOWN', Ref, process, Pid, Reason} -> Reason end.

twice(Seen) ->
    receive Message -> exit({Message, Seen}) end.

again_and_again() ->
    {Pid, Ref} = start(fun(_) -> erlang:hibernate(?MODULE, count, [1 bsl 80]) end),
    Me = self(),
    lists:foreach(fun(I) -> Pid ! {add, I bsl 70, Me} end, lists:seq(1, 30)),
    lists:foreach(fun(_) -> receive {sum, _} -> ok end end, lists:seq(1, 30)),
    Pid ! {stop, Me},
    receive {'DOWN', Ref, process, Pid, Reason} -> Reason end.

arguments() ->
    {Pid, Ref} = start(fun(_) -> apply(erlang, hibernate, [?MODULE, many, [{I} || I <- lists:seq(1, 20)]]) end),
    Pid ! message,
    receive {'DOWN', Ref, process, Pid, Reason} -> Reason end.

many(A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T) ->
    exit([T, S, R, Q, P, O, N, M, L, K, J, I, H, G, F, E, D, C, B, A]).
