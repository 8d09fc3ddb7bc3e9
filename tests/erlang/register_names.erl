%% SPDX-License-Identifier: Apache-2.0
%%
%% Registered names: one name a process, one process a name, names that go with their process, and sending to names.
-module(register_names).
-export([main/0]).

main() ->
    erlang:display({basic, basic()}),
    erlang:display({ends, [ends(R) || R <- [normal, crash, kill]]}),
    erlang:display({handed_over, handed_over(30)}),
    erlang:display({raced, raced(20)}),
    erlang:display({registered, registered_names(40)}),
    erlang:display({sent, sent()}),
    [erlang:display({F, A, refused(F, A)}) || {F, A} <- bad_calls()],
    erlang:display({info, info()}).

basic() ->
    true = register(my_name, self()),
    Answers = [whereis(my_name) =:= self(), catch_error(fun() -> register(my_name, self()) end),
               catch_error(fun() -> register(my_other_name, self()) end), unregister(my_name), whereis(my_name),
               catch_error(fun() -> unregister(my_name) end), register(my_other_name, self()), unregister(my_other_name)],
    Answers.

ends(Reason) ->
    {Pid, Ref} = spawn_monitor(fun() -> receive go -> exit(Reason) end end),
    register(short_lived, Pid),
    Pid ! go,
    receive {'DOWN', Ref, _, _, _} -> ok end,
    {whereis(short_lived), catch_error(fun() -> register(short_lived, Pid) end)}.

%% Each process takes the name from the one before.
handed_over(N) ->
    Self = self(),
    Chain = fun Chain(0) -> Self ! {last, whereis(baton) =/= undefined};
                Chain(I) ->
                    unregister(baton),
                    Next = spawn(fun() -> receive go -> Chain(I - 1) end end),
                    register(baton, Next),
                    baton ! go
            end,
    First = spawn(fun() -> receive go -> Chain(N) end end),
    register(baton, First),
    baton ! go,
    receive {last, X} -> X end.

%% Only one wins.
raced(N) ->
    Self = self(),
    Pids = [spawn(fun() ->
                          receive go -> ok end,
                          Won = try register(the_winner, self()) catch error:badarg -> false end,
                          Self ! {result, Won},
                          receive stop -> ok end
                  end) || _ <- lists:seq(1, N)],
    [P ! go || P <- Pids],
    Results = [receive {result, R} -> R end || _ <- Pids],
    IsOne = lists:member(whereis(the_winner), Pids),
    [exit(P, kill) || P <- Pids],
    {length([true || true <- Results]), IsOne}.

registered_names(N) ->
    Names = [list_to_atom("registered_" ++ integer_to_list(I)) || I <- lists:seq(1, N)],
    Pids = [begin P = spawn(fun() -> receive stop -> ok end end), register(Name, P), P end || Name <- Names],
    All = length(Names -- registered()),
    Refs = [monitor(process, P) || P <- Pids],
    [Name ! stop || Name <- Names],
    [receive {'DOWN', R, _, _, _} -> ok end || R <- Refs],
    Left = length([Name || Name <- registered(), lists:member(Name, Names)]),
    {All, Left}.

sent() ->
    register(the_receiver, self()),
    Node = node(),
    A = (the_receiver ! one),
    B = ({the_receiver, Node} ! two),
    C = erlang:send(the_receiver, three),
    D = erlang:send({the_receiver, Node}, four, [noconnect, nosuspend]),
    E = ({nobody_there, Node} ! lost),
    unregister(the_receiver),
    {A, B, C, D, E, [receive M -> M after 0 -> nothing end || _ <- [1, 2, 3, 4, 5]], catch_error(fun() -> the_receiver ! five end)}.

bad_calls() ->
    {Dead, Ref} = spawn_monitor(fun() -> ok end),
    receive {'DOWN', Ref, _, _, _} -> put(dead, Dead) end,
    register(a_taken_name, spawn(fun() -> receive stop -> ok end end)),
    [{register, [undefined, self]}, {register, ["name", self]}, {register, [name, 1]}, {register, [name, dead]},
     {register, [a_taken_name, self]}, {register, [a_second_name, named]},
     {whereis, ["name"]}, {whereis, [1]}, {unregister, [self]}, {unregister, ["name"]}, {unregister, [undefined]},
     {send, [1, x]}, {send, ["name", x]}, {send, [nobody_there, x]}, {send, [{a, b, c}, x]}, {send, [self, x, [option]]},
     {is_process_alive, [name]}].

refused(F, A) ->
    Actual = [case X of self when F =/= unregister -> self(); dead -> get(dead); named -> spawn_named(); _ -> X end || X <- A],
    try apply(erlang, F, Actual) of
        Result -> Result
    catch
        Class:Reason:Stack ->
            [{M, G, _, Info} | _] = Stack,
            {Class, Reason, M, G, proplists:get_value(error_info, Info)}
    end.

spawn_named() ->
    Pid = spawn(fun() -> receive stop -> ok end end),
    register(a_first_name, Pid),
    Pid.

info() ->
    Before = process_info(self(), registered_name),
    register(named_now, self()),
    During = {process_info(self(), registered_name), process_info(self(), [registered_name])},
    unregister(named_now),
    {Before, During, process_info(self(), [registered_name])}.

catch_error(F) -> try F() catch error:R -> {error, R} end.
