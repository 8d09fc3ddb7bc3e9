%% SPDX-License-Identifier: Apache-2.0
%% register, unregister, whereis and sending by name: taken names, dead processes, names that go
%% when their process does, bad arguments, and a server known by name only.
-module(registered_names).
-export([main/0]).

main() ->
    Me = self(),
    erlang:display([register(test_main, Me), whereis(test_main) =:= Me, whereis(nobody_here)]),
    test_main ! hello,
    erlang:display(receive M -> M end),
    erlang:display(lists:member(test_main, registered())),
    erlang:display([outcome:'of'(F) || F <- [fun() -> register(test_main, self()) end, fun() -> register(other_name, Me) end,
                                             fun() -> register(undefined, Me) end, fun() -> register(outcome:id("s"), Me) end,
                                             fun() -> register(third_name, outcome:id(a)) end, fun() -> whereis(outcome:id(1)) end,
                                             fun() -> nobody_here ! x end, fun() -> unregister(nobody_here) end]]),
    Dead = spawn(fun() -> ok end),
    wait_dead(Dead),
    erlang:display(outcome:'of'(fun() -> register(test_dead, Dead) end)),
    Server = spawn(fun() -> server(0) end),
    register(test_server, Server),
    erlang:display([call({add, N}) || N <- [1, 2, 3]]),
    erlang:display([unregister(test_server), whereis(test_server), outcome:'of'(fun() -> test_server ! x end)]),
    erlang:display(register(test_renamed, Server)),
    test_renamed ! {Me, get},
    erlang:display(receive {sum, S} -> S end),
    Server ! stop,
    wait_dead(Server),
    erlang:display(whereis(test_renamed)),
    Next = spawn(fun() -> server(100) end),
    erlang:display([register(test_renamed, Next), whereis(test_renamed) =:= Next]),
    exit(Next, kill),
    wait_dead(Next),
    erlang:display(whereis(test_renamed)),
    Names = [list_to_atom("test_worker_" ++ integer_to_list(I)) || I <- lists:seq(1, 50)],
    [register(Name, spawn(fun() -> worker(Name) end)) || Name <- Names],
    [Name ! {Me, who} || Name <- lists:reverse(Names)],
    erlang:display([receive {Name, W} -> W end || Name <- Names] =:= Names),
    erlang:display(lists:all(fun(Name) -> is_pid(whereis(Name)) end, Names)),
    [exit(whereis(Name), kill) || Name <- Names],
    erlang:display([unregister(test_main), lists:member(test_main, registered())]).

wait_dead(Pid) ->
    case is_process_alive(Pid) of
        true -> receive after 1 -> wait_dead(Pid) end;
        false -> ok
    end.

server(Sum) ->
    receive
        {From, {add, N}} -> From ! {sum, Sum + N}, server(Sum + N);
        {From, get} -> From ! {sum, Sum}, server(Sum);
        stop -> ok
    end.

call(Query) ->
    test_server ! {self(), Query},
    receive {sum, S} -> S end.

worker(Name) ->
    receive
        {From, who} -> From ! {Name, Name}, worker(Name)
    end.
