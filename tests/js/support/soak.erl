%% SPDX-License-Identifier: Apache-2.0
%%
%% Everything at once, again and again: workers under OTP's supervisor crash and come back, hand large binaries round, start and
%% cancel timers, fill and empty tables, and call a module that is replaced all the time. After a fifth of the time, and at
%% the end, when all is quiet: {quiet, Memory, Processes, Atoms, Rounds}.
-module(soak).
-behaviour(supervisor).
-export([main/1, init/1, start_worker/1]).

-define(WORKERS, 20).

main([Seconds]) ->
    process_flag(trap_exit, true),
    rand:seed(exsss, {1, 2, 3}),
    put(versions, versions()),
    Start = erlang:monotonic_time(millisecond),
    Length = list_to_integer(Seconds) * 1000,
    {ok, Supervisor} = supervisor:start_link(?MODULE, []),
    First = rounds(Supervisor, Start + Length div 5, 0),
    quiet(Supervisor, First),
    Last = rounds(Supervisor, Start + Length, First),
    quiet(Supervisor, Last),
    unlink(Supervisor),
    exit(Supervisor, shutdown).

init([]) ->
    Children = [#{id => I, start => {?MODULE, start_worker, [I]}, shutdown => brutal_kill} || I <- lists:seq(1, ?WORKERS)],
    {ok, {#{strategy => one_for_one, intensity => 1000000, period => 1}, Children}}.

rounds(Supervisor, End, Count) ->
    round(Supervisor, Count),
    case erlang:monotonic_time(millisecond) < End of
        true -> rounds(Supervisor, End, Count + 1);
        false -> Count + 1
    end.

round(Supervisor, Count) ->
    Workers = [P || {_, P, _, _} <- supervisor:which_children(Supervisor), is_pid(P)],
    Victims = [lists:nth(rand:uniform(length(Workers)), Workers) || _ <- [1, 2, 3]],
    [V ! {crash, lists:nth(rand:uniform(4), [exit, error, link, badmatch])} || V <- Victims],
    Binary = binary:copy(<<Count:64>>, 10000),
    [W ! {pass, Binary, 3, Workers} || W <- Workers],
    timers(),
    tables(),
    reload(Count),
    Refs = [element(2, spawn_monitor(fun() -> lists:sum(lists:seq(1, 1000)) end)) || _ <- lists:seq(1, 50)],
    [receive {'DOWN', R, _, _, normal} -> ok end || R <- Refs],
    [answers(W) || W <- Workers].

%% Nothing is on its way when every worker has answered, or has been replaced.
answers(Worker) ->
    Ref = monitor(process, Worker, [{alias, reply_demonitor}]),
    Worker ! {ask, Ref},
    receive
        {answer, Ref} -> ok;
        {'DOWN', Ref, _, _, _} -> ok
    end.

start_worker(I) -> {ok, spawn_link(fun() -> worker(I, []) end)}.

worker(I, Kept) ->
    receive
        {crash, exit} -> exit(crashed);
        {crash, error} -> exit({error, lists:seq(1, 100)});
        {crash, link} -> spawn_link(fun() -> exit(linked) end), worker(I, Kept);
        {crash, badmatch} -> process_flag(trap_exit, true), exit(self(), trapped), receive {'EXIT', _, R} -> exit(R) end;
        {pass, _, 0, _} -> worker(I, []);
        {pass, Binary, Left, Workers} ->
            Size = byte_size(Binary) div 2,
            <<Part:Size/binary, _/binary>> = Binary,
            lists:nth((I + Left) rem length(Workers) + 1, Workers) ! {pass, <<Part/binary, Part/binary>>, Left - 1, Workers},
            worker(I, lists:sublist([Part | Kept], 5));
        {ask, Ref} -> Ref ! {answer, Ref}, worker(I, Kept);
        quiet -> erlang:garbage_collect(), worker(I, [])
    end.

timers() ->
    Timers = [erlang:send_after(case N rem 2 of 0 -> 0; 1 -> 100000 end, self(), {tick, N}) || N <- lists:seq(1, 200)],
    [erlang:cancel_timer(T) || T <- Timers],
    ticks().

ticks() -> receive {tick, _} -> ticks() after 0 -> ok end.

tables() ->
    try ets:new(soak, [ordered_set, public]) of
        Table ->
            [ets:insert(Table, {N, lists:seq(1, N rem 20), binary:copy(<<N>>, N)}) || N <- lists:seq(1, 500)],
            [ets:delete(Table, N) || N <- lists:seq(1, 500, 2)],
            250 = ets:info(Table, size),
            ets:delete(Table)
    catch error:_ -> no_tables
    end.

%% Two versions of one module, made at the start.
versions() ->
    [begin
         Forms = [{attribute, 1, module, soaked}, {attribute, 2, export, [{version, 0}]},
                  {function, 3, version, 0, [{clause, 3, [], [], [{tuple, 3, [{integer, 3, V}, erl_parse:abstract(lists:seq(1, 50))]}]}]}],
         {ok, soaked, Binary} = compile:forms(Forms),
         Binary
     end || V <- [0, 1]].

reload(Count) ->
    Version = Count rem 2,
    {module, soaked} = erlang:load_module(soaked, lists:nth(Version + 1, get(versions))),
    {Version, _} = soaked:version(),
    _ = Count > 0 andalso erlang:purge_module(soaked).

quiet(Supervisor, Rounds) ->
    receive after 50 -> ok end,
    flush(),
    [P ! quiet || {_, P, _, _} <- supervisor:which_children(Supervisor)],
    [answers(P) || {_, P, _, _} <- supervisor:which_children(Supervisor)],
    [erlang:garbage_collect(P) || P <- processes()],
    erlang:garbage_collect(),
    flush(),
    erlang:display({quiet, erlang:memory(total), erlang:system_info(process_count), erlang:system_info(atom_count), Rounds}).

flush() -> receive _ -> flush() after 0 -> ok end.
