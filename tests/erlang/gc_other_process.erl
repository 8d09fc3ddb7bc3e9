%% SPDX-License-Identifier: Apache-2.0
%% garbage_collect of this process and of others, with every option; the other waits, is runnable, hibernates, is dead.
-module(gc_other_process).
-export([main/0, asleep/1]).

main() ->
    Waiting = spawn(fun() -> waiting({[1.5, 1 bsl 70, #{a => "text"}], make_ref()}) end),
    Dead = dead(),
    erlang:display({plain, [erlang:garbage_collect(), erlang:garbage_collect(self()),
                            erlang:garbage_collect(Waiting), erlang:garbage_collect(Dead)]}),
    erlang:display({options, [erlang:garbage_collect(Pid, Options)
                              || Pid <- [self(), Waiting, Dead],
                                 Options <- [[], [{type, minor}], [{type, major}], [{type, major}, {type, minor}]]]}),
    erlang:display({async, [async(Pid, [{async, {request, Pid =:= self()}}, {type, Type}])
                            || Pid <- [self(), Waiting, Dead], Type <- [minor, major]]}),
    erlang:display({last_counts, async(self(), [{async, 1}, {async, 2}])}),
    erlang:display({errors, [try apply(erlang, garbage_collect, Arguments) catch Class:Reason -> {Class, Reason} end
                             || Arguments <- [[a], [1], [a, []], [self(), a], [self(), [a]], [self(), [{type, a}]],
                                              [self(), [{type}]], [self(), [{type, major} | a]], [[], []],
                                              [Dead, [{type, full}]]]]}),
    erlang:display({alive, still(Waiting)}),
    erlang:display({busy, busy()}),
    erlang:display({asleep, asleep()}),
    erlang:display({crowd, crowd(50)}),
    erlang:display({in_a_fun, lists:map(fun erlang:garbage_collect/1, [self(), Waiting])}),
    erlang:display({count, counted()}).

dead() ->
    {Pid, Ref} = spawn_monitor(fun() -> ok end),
    receive {'DOWN', Ref, process, Pid, normal} -> Pid end.

waiting(Data) ->
    receive
        {show, From} -> From ! {shown, element(1, Data)}, waiting(Data);
        stop -> ok
    end.

async(Pid, Options) ->
    Result = erlang:garbage_collect(Pid, Options),
    {Result, receive {garbage_collect, Id, Done} -> {Id, Done} end}.

still(Pid) ->
    Pid ! {show, self()},
    receive {shown, Data} -> Data end.

busy() ->
    Me = self(),
    Pid = spawn(fun() -> Me ! {self(), work(2000, {[], []})} end),
    [erlang:garbage_collect(Pid, [{type, Type}]) || Type <- [minor, major, minor, minor]],
    receive {Pid, Result} -> Result end.

work(0, {A, B}) -> {length(A), lists:sum(B)};
work(N, {A, B}) -> work(N - 1, {lists:sublist([{N} | A], 20), [N rem 7 | lists:sublist(B, 30)]}).

asleep() ->
    Me = self(),
    Pid = spawn(fun() -> erlang:hibernate(?MODULE, asleep, [{Me, [a, {b}]}]) end),
    [true = erlang:garbage_collect(Pid) || _ <- [1, 2, 3]],
    Pid ! wake,
    receive {Pid, Result} -> Result end.

asleep({From, Data}) -> From ! {self(), Data}.

crowd(N) ->
    Pids = [spawn(fun() -> put(me, {I, [I]}), receive {get, From} -> From ! get(me) end end) || I <- lists:seq(1, N)],
    receive after 0 -> ok end,
    [erlang:garbage_collect(P, [{type, minor}]) || P <- Pids, _ <- [1, 2, 3]],
    [begin P ! {get, self()}, receive {I, [I]} -> I end end || P <- Pids].

counted() ->
    {Before, _, 0} = statistics(garbage_collection),
    erlang:garbage_collect(),
    {After, Reclaimed, 0} = statistics(garbage_collection),
    {After > Before, Reclaimed > 0}.
