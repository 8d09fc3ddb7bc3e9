%% SPDX-License-Identifier: Apache-2.0
%%
%% supervisor: strategies, who is restarted with whom, intensity, kinds of children, and the calls that change them.
-module(supervisor_strategies).
-behaviour(supervisor).
-export([main/0, init/1, start_child/2]).

main() ->
    process_flag(trap_exit, true),
    put(main, self()),
    [erlang:display({Strategy, strategy(Strategy)}) || Strategy <- [one_for_one, one_for_all, rest_for_one]],
    [erlang:display({Restart, [restart(Restart, How) || How <- [normal, shutdown, {shutdown, x}, crash]]}) || Restart <- [permanent, transient, temporary]],
    erlang:display({intensity, intensity(3)}),
    erlang:display({simple, simple()}),
    erlang:display({changes, changes()}),
    erlang:display({failing_start, failing_start()}),
    erlang:display({shutdown, shutdown()}),
    erlang:display({auto_shutdown, [auto_shutdown(A) || A <- [any_significant, all_significant]]}),
    erlang:display({nested, nested()}),
    erlang:display({specs, [supervisor:check_childspecs(S) || S <- specs()]}).

init({Flags, Children}) -> {ok, {Flags, Children}}.

child(Id) -> child(Id, permanent).
child(Id, Restart) -> #{id => Id, start => {?MODULE, start_child, [Id, get(main)]}, restart => Restart, shutdown => 1000}.

start_child(fails, _) -> {error, cannot};
start_child(ignored, _) -> ignore;
start_child(Id, Main) ->
    Parent = self(),
    Pid = spawn_link(fun() ->
                             process_flag(trap_exit, true),
                             Main ! {up, Id},
                             Parent ! {started, self()},
                             child_loop(Id, Main)
                     end),
    receive {started, Pid} -> {ok, Pid} end.

child_loop(Id, Main) ->
    receive
        {end_with, R} -> exit(R);
        {'EXIT', _, R} -> Main ! {down, Id, R}, exit(R)
    end.

start(Flags, Children) ->
    {ok, Sup} = supervisor:start_link(?MODULE, {Flags, Children}),
    Sup.

pid(Sup, Id) -> element(2, lists:keyfind(Id, 1, supervisor:which_children(Sup))).

log() -> receive {up, Id} -> [{up, Id} | log()]; {down, Id, R} -> [{down, Id, R} | log()] after 0 -> [] end.

stop(Sup) ->
    unlink(Sup),
    Ref = monitor(process, Sup),
    exit(Sup, shutdown),
    receive {'DOWN', Ref, _, _, R} -> R end.

%% b crashes; who else is ended, and in which order all start again.
strategy(Strategy) ->
    Sup = start(#{strategy => Strategy, intensity => 5, period => 10}, [child(a), child(b), child(c)]),
    First = log(),
    crash(Sup, b),
    Then = log(),
    Counts = supervisor:count_children(Sup),
    Why = stop(Sup),
    {First, Then, Counts, Why, log()}.

%% Back when the supervisor has seen the end.
crash(Sup, Id) ->
    Pid = pid(Sup, Id),
    Ref = monitor(process, Pid),
    Pid ! {end_with, crash},
    receive {'DOWN', Ref, _, _, crash} -> ok end,
    changed(Sup, Id, Pid).

changed(Sup, Id, Pid) ->
    case pid(Sup, Id) of
        Pid -> erlang:yield(), changed(Sup, Id, Pid);
        _ -> ok
    end.

restart(Restart, How) ->
    Sup = start(#{strategy => one_for_one, intensity => 5, period => 10}, [child(x, Restart)]),
    [{up, x}] = log(),
    Ref = monitor(process, P = pid(Sup, x)),
    P ! {end_with, How},
    receive {'DOWN', Ref, _, _, _} -> ok end,
    Children = settled(Sup, P),
    stop(Sup),
    _ = log(),
    {How, Children}.

settled(Sup, Old) ->
    case supervisor:which_children(Sup) of
        [{x, Old, _, _}] -> erlang:yield(), settled(Sup, Old);
        Children -> [{Id, is_pid(C)} || {Id, C, _, _} <- Children]
    end.

intensity(Most) ->
    Sup = start(#{strategy => one_for_one, intensity => Most, period => 100}, [child(x)]),
    receive {up, x} -> ok end,
    N = crash_until_dead(Sup, pid(Sup, x), 0),
    {N, receive {'EXIT', Sup, R} -> R end, log()}.

crash_until_dead(Sup, Pid, N) ->
    Pid ! {end_with, again},
    receive
        {up, x} -> crash_until_dead(Sup, pid(Sup, x), N + 1);
        {'EXIT', Sup, _} = Exit -> self() ! Exit, N
    end.

simple() ->
    Sup = start(#{strategy => simple_one_for_one}, [#{id => any, start => {?MODULE, start_child, []}, restart => temporary}]),
    Pids = [element(2, supervisor:start_child(Sup, [I, self()])) || I <- [1, 2, 3, 4]],
    _ = log(),
    A = supervisor:count_children(Sup),
    ok = supervisor:terminate_child(Sup, hd(Pids)),
    B = supervisor:terminate_child(Sup, hd(Pids)),
    C = [{I, T} || {I, _, T, _} <- supervisor:which_children(Sup)],
    D = supervisor:start_child(Sup, [fails, self()]),
    E = supervisor:start_child(Sup, [ignored, self()]),
    F = supervisor:delete_child(Sup, any),
    stop(Sup),
    {A, B, C, D, E, F, lists:sort(log())}.

changes() ->
    Sup = start(#{}, [child(a)]),
    A = element(1, supervisor:start_child(Sup, child(b))),
    B = element(2, supervisor:start_child(Sup, child(b))) =:= {already_started, pid(Sup, b)},
    C = supervisor:delete_child(Sup, b),
    D = [supervisor:terminate_child(Sup, X) || X <- [b, none]],
    E = supervisor:start_child(Sup, child(b)),
    F = element(1, supervisor:restart_child(Sup, b)),
    G = supervisor:restart_child(Sup, b),
    H = [supervisor:terminate_child(Sup, b), supervisor:delete_child(Sup, b), supervisor:restart_child(Sup, b)],
    {ok, Spec} = supervisor:get_childspec(Sup, a),
    I = maps:without([start], Spec),
    J = supervisor:get_childspec(Sup, none),
    K = [Id || {Id, _, _, _} <- supervisor:which_children(Sup)],
    stop(Sup),
    {A, B, C, D, E, F, G, H, I, J, K, log()}.

failing_start() ->
    A = supervisor:start_link(?MODULE, {#{}, [child(a), child(fails), child(c)]}),
    R = receive {'EXIT', _, X} -> plain({error, X}) end,
    B = supervisor:start_link(?MODULE, {#{strategy => nonsense}, []}),
    S = receive {'EXIT', _, Y} -> Y end,
    Sup = start(#{}, [child(ignored), child(b)]),
    C = [{Id, is_pid(P), P =:= undefined} || {Id, P, _, _} <- supervisor:which_children(Sup)],
    stop(Sup),
    {plain(A), R, B, S, C, log()}.

plain({error, {shutdown, {failed_to_start_child, Id, R}}}) -> {failed_to_start_child, Id, R};
plain(Other) -> Other.

%% One that does not go when it is asked to is killed.
shutdown() ->
    Main = self(),
    Stubborn = fun() -> {ok, spawn_link(fun() -> process_flag(trap_exit, true), Main ! ready, stubborn() end)} end,
    Sup = start(#{}, [#{id => s, start => {erlang, apply, [Stubborn, []]}, shutdown => 20},
                      #{id => k, start => {erlang, apply, [Stubborn, []]}, shutdown => brutal_kill}]),
    receive ready -> ok end,
    receive ready -> ok end,
    Refs = [monitor(process, pid(Sup, I)) || I <- [s, k]],
    Why = stop(Sup),
    {Why, [receive {'DOWN', R, _, _, E} -> E end || R <- Refs]}.

stubborn() -> receive _ -> stubborn() end.

auto_shutdown(Auto) ->
    Significant = fun(Id) -> (child(Id, transient))#{significant => true} end,
    Sup = start(#{auto_shutdown => Auto}, [Significant(a), child(b), Significant(c)]),
    pid(Sup, a) ! {end_with, normal},
    First = receive {'EXIT', Sup, R} -> {ended, R} after 100 -> goes_on end,
    Result = case First of
                 goes_on -> pid(Sup, c) ! {end_with, normal}, {First, receive {'EXIT', Sup, Q} -> {ended, Q} end};
                 _ -> First
             end,
    _ = log(),
    Result.

nested() ->
    Inner = #{id => inner, type => supervisor, start => {supervisor, start_link, [?MODULE, {#{intensity => 0}, [child(x), child(y)]}]}},
    _ = log(),
    Outer = start(#{intensity => 1}, [Inner, child(z)]),
    A = log(),
    pid(pid(Outer, inner), y) ! {end_with, crash},
    [receive {up, I} -> I end || I <- [x, y]],
    B = supervisor:count_children(Outer),
    stop(Outer),
    {A, B}.

specs() ->
    [[child(a)], [child(a), child(a)], [#{id => a}], [#{id => a, start => x}], [(child(a))#{restart := always}], [(child(a))#{shutdown := -1}],
     [{a, {m, f, []}, permanent, 100, worker, [m]}], [{a, {m, f, []}, permanent, 100, worker}], not_a_list].
