%% SPDX-License-Identifier: Apache-2.0
%% A generic server with call, cast and timeouts, a supervisor that restarts it, a bank on top with
%% transfers between accounts, an event manager, and a lock handed round between processes.
-module(process_server).
-export([main/0]).

main() ->
    Counter = start(fun(Request, N) -> counter(Request, N) end, 0),
    erlang:display([call(Counter, {add, K}) || K <- [5, 6, 7]]),
    cast(Counter, {add, 100}),
    erlang:display([call(Counter, get), call(Counter, {add, -18}), call(Counter, bad_request)]),
    erlang:display(call(Counter, stop)),
    erlang:display(call(Counter, get)),
    erlang:display(supervised()),
    erlang:display(bank()),
    erlang:display(events()),
    erlang:display(locks(6, 5)),
    erlang:display(parallel_map(fun(X) -> X * X end, lists:seq(1, 30))),
    erlang:display(outcome:'of'(fun() -> parallel_map(fun(X) -> 100 div X end, [5, 0, 1]) end)),
    erlang:display(pipeline([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])),
    erlang:display(buffer(20)),
    erlang:display(prime_processes(30)).

%% The handler gives {reply, R, State}, {noreply, State} or {stop, R}.
start(Handler, State) -> spawn(fun() -> loop(Handler, State) end).

loop(Handler, State) ->
    receive
        {call, From, Ref, Request} ->
            case Handler(Request, State) of
                {reply, Reply, Next} ->
                    From ! {Ref, Reply},
                    loop(Handler, Next);
                {stop, Reply} -> From ! {Ref, Reply}
            end;
        {cast, Request} ->
            {reply, _, Next} = Handler(Request, State),
            loop(Handler, Next)
    end.

call(Server, Request) ->
    Ref = monitor(process, Server),
    Server ! {call, self(), Ref, Request},
    receive
        {Ref, Reply} ->
            demonitor(Ref, [flush]),
            Reply;
        {'DOWN', Ref, process, _, {Reason, Stack}} when is_list(Stack) -> {down, Reason};
        {'DOWN', Ref, process, _, Reason} -> {down, Reason}
    end.

cast(Server, Request) ->
    Server ! {cast, Request},
    ok.

counter({add, K}, N) -> {reply, N + K, N + K};
counter(get, N) -> {reply, N, N};
counter(stop, N) -> {stop, {final, N}};
counter(Other, N) -> {reply, {unknown, Other}, N}.

%% A named server that dies from bad requests and comes back with its first state, twice.
supervised() ->
    Me = self(),
    {Supervisor, Ref} = spawn_monitor(fun() -> process_flag(trap_exit, true), supervise(Me, 3) end),
    Answers = [answers(Requests) || Requests <- [[{divide, 10}, {divide, 7}, {divide, 0}], [{divide, 5}, crash], [{divide, 4}, {divide, a}]]],
    receive {'DOWN', Ref, process, Supervisor, R} -> {Answers, R} end.

answers(Requests) ->
    receive {started, test_divider} -> [call(whereis(test_divider), Request) || Request <- Requests] end.

supervise(_, 0) -> exit(too_many_restarts);
supervise(Parent, Left) ->
    Child = spawn_link(fun() ->
                               register(test_divider, self()),
                               Parent ! {started, test_divider},
                               loop(fun({divide, N}, S) -> {reply, S div N, S + 1} end, 100)
                       end),
    receive
        {'EXIT', Child, _} -> supervise(Parent, Left - 1)
    end.

bank() ->
    Accounts = [{Name, start(fun account/2, Balance)} || {Name, Balance} <- [{ann, 100}, {bob, 50}, {cec, 0}]],
    Transfers = [{ann, bob, 30}, {bob, cec, 80}, {cec, ann, 81}, {cec, ann, 80}, {bob, ann, 1}],
    Results = [transfer(From, To, Amount, Accounts) || {From, To, Amount} <- Transfers],
    Balances = [{Name, call(Pid, balance)} || {Name, Pid} <- Accounts],
    {Results, Balances, lists:sum([B || {_, B} <- Balances])}.

transfer(From, To, Amount, Accounts) ->
    {_, A} = lists:keyfind(From, 1, Accounts),
    {_, B} = lists:keyfind(To, 1, Accounts),
    case call(A, {withdraw, Amount}) of
        ok -> call(B, {deposit, Amount});
        {error, _} = Error -> Error
    end.

account({withdraw, N}, Balance) when N > Balance -> {reply, {error, {short_of, N - Balance}}, Balance};
account({withdraw, N}, Balance) -> {reply, ok, Balance - N};
account({deposit, N}, Balance) -> {reply, ok, Balance + N};
account(balance, Balance) -> {reply, Balance, Balance}.

events() ->
    Manager = start(fun manager/2, []),
    Logger = start(fun({event, E}, Log) -> {reply, ok, [E | Log]}; (log, Log) -> {reply, lists:reverse(Log), Log} end, []),
    Summer = start(fun({event, N}, S) when is_integer(N) -> {reply, ok, S + N}; ({event, _}, S) -> {reply, ok, S}; (sum, S) -> {reply, S, S} end, 0),
    call(Manager, {subscribe, Logger}),
    call(Manager, {subscribe, Summer}),
    [call(Manager, {notify, E}) || E <- [1, a, 2, "b", 39]],
    {call(Logger, log), call(Summer, sum)}.

manager({subscribe, Pid}, Pids) -> {reply, ok, [Pid | Pids]};
manager({notify, E}, Pids) -> {reply, [call(Pid, {event, E}) || Pid <- Pids], Pids}.

%% Each worker takes the lock, reads the shared value, writes it back increased, and releases.
locks(Workers, Rounds) ->
    Me = self(),
    Cell = start(fun(get, N) -> {reply, N, N}; ({set, N}, _) -> {reply, ok, N} end, 0),
    Lock = spawn(fun() -> free() end),
    Pids = [spawn(fun() -> [locked(Lock, fun() -> N = call(Cell, get), call(Cell, {set, N + 1}) end) || _ <- lists:seq(1, Rounds)], Me ! {self(), done} end)
            || _ <- lists:seq(1, Workers)],
    [receive {Pid, done} -> ok end || Pid <- Pids],
    call(Cell, get).

free() -> receive {take, Pid} -> Pid ! {self(), taken}, taken(Pid) end.

taken(Owner) -> receive {release, Owner} -> free() end.

locked(Lock, Fun) ->
    Lock ! {take, self()},
    receive {Lock, taken} -> ok end,
    Result = Fun(),
    Lock ! {release, self()},
    Result.

parallel_map(F, List) ->
    Refs = [element(2, spawn_monitor(fun() -> exit({value, F(X)}) end)) || X <- List],
    Results = [receive {'DOWN', Ref, process, _, R} -> R end || Ref <- Refs],
    [case R of {value, V} -> V; {Reason, _} -> error({worker, Reason}) end || R <- Results].

pipeline(Items) ->
    Me = self(),
    Stages = [fun(X) -> X + 1 end, fun(X) -> X * 2 end, fun(X) -> X - 3 end, fun integer_to_list/1],
    First = lists:foldr(fun(F, Next) -> spawn(fun() -> stage(F, Next) end) end, Me, Stages),
    [First ! {item, I} || I <- Items],
    First ! finished,
    gather().

stage(F, Next) ->
    receive
        {item, I} ->
            Next ! {item, F(I)},
            stage(F, Next);
        finished -> Next ! finished
    end.

gather() ->
    receive
        {item, I} -> [I | gather()];
        finished -> []
    end.

%% A bounded buffer between a fast producer and a consumer.
buffer(N) ->
    Me = self(),
    Buffer = spawn(fun() -> buffer_loop([], 0) end),
    spawn(fun() -> [begin Buffer ! {put_item, self(), I}, receive {Buffer, ok} -> ok end end || I <- lists:seq(1, N)] end),
    spawn(fun() -> Me ! {consumed, [begin Buffer ! {get_item, self()}, receive {Buffer, Item} -> Item end end || _ <- lists:seq(1, N)]} end),
    receive {consumed, Items} -> {Items =:= lists:seq(1, N), lists:sum(Items)} end.

buffer_loop(Items, Size) ->
    receive
        {put_item, From, I} when Size < 3 ->
            From ! {self(), ok},
            buffer_loop(Items ++ [I], Size + 1);
        {get_item, From} when Size > 0 ->
            From ! {self(), hd(Items)},
            buffer_loop(tl(Items), Size - 1)
    end.

%% A chain of processes, each of which lets pass what its prime does not divide.
prime_processes(Max) ->
    Me = self(),
    First = spawn(fun() -> prime(Me) end),
    [First ! {candidate, N} || N <- lists:seq(2, Max)],
    First ! finished,
    primes().

prime(Collector) ->
    receive
        {candidate, P} ->
            Collector ! {prime, P},
            Next = spawn(fun() -> prime(Collector) end),
            sift(P, Next);
        finished -> Collector ! finished
    end.

sift(P, Next) ->
    receive
        {candidate, N} when N rem P =:= 0 -> sift(P, Next);
        {candidate, N} ->
            Next ! {candidate, N},
            sift(P, Next);
        finished -> Next ! finished
    end.

primes() ->
    receive
        {prime, P} -> [P | primes()];
        finished -> []
    end.
