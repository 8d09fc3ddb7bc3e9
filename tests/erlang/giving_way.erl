%% SPDX-License-Identifier: Apache-2.0
%%
%% erlang:yield/0 lets others run and returns to its caller; reductions are counted, and never fewer.
-module(giving_way).
-export([main/0, yield_last/0]).

main() ->
    turns(),
    traced(),
    reductions(),
    scheduling().

%% Two that yield take turns.
turns() ->
    Parent = self(),
    Log = fun(Name) ->
                  spawn_link(fun() ->
                                     receive go -> ok end,
                                     [begin Parent ! {Name, I}, true = erlang:yield() end || I <- [1, 2, 3]],
                                     Parent ! {Name, done}
                             end)
          end,
    [P ! go || P <- [Log(a), Log(b)]],
    Events = [receive {Name, _} = Event when Name =:= a; Name =:= b -> Event end || _ <- lists:seq(1, 8)],
    erlang:display({turns, [I || {a, I} <- Events], [I || {b, I} <- Events]}),
    erlang:display({values, yield_last(), apply(erlang, yield, []), {middle, erlang:yield()}}).

yield_last() -> erlang:yield().

%% Each of them is one turn.
traced() ->
    Tracee = spawn_link(fun() ->
                                receive go -> ok end,
                                erlang:yield(),
                                {x, true} = {x, erlang:yield()},
                                receive stop -> ok end
                        end),
    1 = erlang:trace(Tracee, true, [running]),
    Tracee ! go,
    receive after 20 -> ok end,
    1 = erlang:trace(Tracee, false, [running]),
    Tracee ! stop,
    Reference = erlang:trace_delivered(Tracee),
    receive {trace_delivered, Tracee, Reference} -> ok end,
    Turns = turns_of(Tracee),
    erlang:display({traced, length(Turns) >= 6, [F || {_, {_, F, _}} <- Turns, F =:= yield]}).

turns_of(Pid) ->
    receive {trace, Pid, What, Where} -> [{What, Where} | turns_of(Pid)]
    after 0 -> []
    end.

reductions() ->
    erlang:yield(),
    {reductions, R1} = process_info(self(), reductions),
    true = erlang:bump_reductions(100),
    {reductions, R2} = process_info(self(), reductions),
    erlang:display({bumped, R2 - R1 >= 100}),
    Counts = [begin erlang:yield(), {reductions, R} = process_info(self(), reductions), R end || _ <- lists:seq(1, 50)],
    erlang:display({monotonic, Counts =:= lists:usort(Counts)}),
    Large = binary:copy(<<0>>, 3000 * 1024),
    receive after 1 -> ok end,
    {reductions, R3} = process_info(self(), reductions),
    Twice = byte_size(<<0:8, Large/binary, Large/binary>>),
    {reductions, R4} = process_info(self(), reductions),
    erlang:display({copied, Twice, R4 - R3 >= 2000}),
    erlang:display({total, element(1, erlang:statistics(reductions)) > lists:last(Counts)}).

scheduling() ->
    [erlang:display({Wish, try erlang:system_flag(multi_scheduling, Wish) catch error:E -> E end,
                     erlang:system_info(multi_scheduling)}) || Wish <- [block, unblock, other]],
    erlang:display([{Item, is_integer(Value) orelse lists:all(fun is_integer/1, Value)} ||
                       Item <- [run_queue, total_run_queue_lengths, total_run_queue_lengths_all, run_queue_lengths, run_queue_lengths_all,
                                total_active_tasks, total_active_tasks_all, active_tasks, active_tasks_all],
                       Value <- [erlang:statistics(Item)]]),
    Limit = erlang:system_info(outstanding_system_requests_limit),
    Limit = erlang:system_flag(outstanding_system_requests_limit, 5),
    erlang:display({limit, erlang:system_info(outstanding_system_requests_limit),
                    catch element(1, element(2, catch erlang:system_flag(outstanding_system_requests_limit, 0)))}),
    5 = erlang:system_flag(outstanding_system_requests_limit, Limit).
