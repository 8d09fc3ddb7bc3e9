%% SPDX-License-Identifier: Apache-2.0
%%
%% Receives that wait for a reference made just before, which compilers mark: what was in the mailbox stays, in its order.
-module(receive_markers).
-export([main/0]).

-ifdef(SMALL).
-define(WAITING, 200).
-define(CALLS, 50).
-else.
-define(WAITING, 100000).
-define(CALLS, 3000).
-endif.

main() ->
    Server = spawn(fun serve/0),
    [self() ! {waiting, N} || N <- lists:seq(1, ?WAITING)],
    erlang:display({monitored, sum(fun(N) -> call(Server, N) end)}),
    erlang:display({aliased, sum(fun(N) -> alias_call(Server, N) end)}),
    erlang:display({plain, sum(fun(N) -> plain_call(Server, N) end)}),
    erlang:display({spawned, sum(fun spawn_call/1)}),
    erlang:display({timed_out, timed_out(Server)}),
    erlang:display({nested, nested(Server, 12)}),
    erlang:display({reordered, reordered(Server)}),
    erlang:display({before, before()}),
    erlang:display({raised, raised(Server, 20)}),
    erlang:display({old, in_order(1)}),
    Server ! stop,
    erlang:display(process_info(self(), message_queue_len)).

sum(F) -> sum(F, ?CALLS, 0).
sum(_, 0, Sum) -> Sum;
sum(F, N, Sum) -> sum(F, N - 1, Sum + F(N)).

serve() ->
    receive
        {call, To, Ref, N} ->
            To ! {Ref, N + 1},
            serve();
        {late, To, Ref, N} ->
            receive after 5 -> ok end,
            To ! {Ref, N + 1},
            serve();
        {alias, Alias, N} ->
            Alias ! {Alias, N + 2},
            serve();
        stop -> ok
    end.

call(Server, N) ->
    Ref = monitor(process, Server),
    Server ! {call, self(), Ref, N},
    receive
        {Ref, Reply} ->
            demonitor(Ref, [flush]),
            Reply;
        {'DOWN', Ref, process, _, Reason} -> exit(Reason)
    end.

alias_call(Server, N) ->
    Ref = monitor(process, Server, [{alias, reply_demonitor}]),
    Server ! {alias, Ref, N},
    receive
        {Ref, Reply} -> Reply;
        {'DOWN', Ref, process, _, Reason} -> exit(Reason)
    end.

plain_call(Server, N) ->
    Ref = make_ref(),
    Server ! {call, self(), Ref, N},
    receive {Ref, Reply} -> Reply end.

spawn_call(N) ->
    {Pid, Ref} = spawn_monitor(fun() -> exit(N) end),
    receive {'DOWN', Ref, process, Pid, Reason} -> Reason end.

%% A receive that gives up, and one that comes after it and has to see the late answer.
timed_out(Server) ->
    Ref = make_ref(),
    Server ! {late, self(), Ref, 1},
    First = receive {Ref, Reply} -> Reply after 0 -> nothing end,
    Second = receive {Ref, Again} -> Again after 5000 -> nothing end,
    {First, Second}.

%% More references at once than there are markers.
nested(_, 0) -> [];
nested(Server, N) ->
    Ref = make_ref(),
    Server ! {call, self(), Ref, N},
    Rest = nested(Server, N - 1),
    receive {Ref, Reply} -> [Reply | Rest] end.

%% What comes behind the marker is taken in another order, up to the message the marker stands before.
reordered(Server) ->
    Ref = make_ref(),
    Self = self(),
    Self ! {a, 1},
    Self ! {b, 2},
    Server ! {call, Self, Ref, 3},
    B = receive {b, X} -> X end,
    A = receive {a, Y} -> Y end,
    C = receive {Ref, Z} -> Z end,
    {A, B, C}.

%% A message that holds no reference but arrives before the marker's receive.
before() ->
    Self = self(),
    Self ! {early, no_reference},
    Ref = make_ref(),
    Self ! {Ref, one},
    Self ! {Ref, two},
    One = receive {Ref, First} -> First end,
    Two = receive {Ref, Second} -> Second end,
    Early = receive {early, Third} -> Third end,
    {One, Two, Early}.

%% Reservations that nothing is bound to.
raised(_, 0) -> none;
raised(Server, N) ->
    try monitor(process, {not_a, "process"}) of
        Ref -> receive {'DOWN', Ref, _, _, Why} -> Why end
    catch error:Reason ->
            Answer = call(Server, N),
            case raised(Server, N - 1) of
                none -> {Reason, Answer};
                More -> More
            end
    end.

in_order(N) when N > ?WAITING -> all;
in_order(N) -> receive {waiting, N} -> in_order(N + 1); {waiting, Other} -> {at, N, Other} end.
