%% SPDX-License-Identifier: Apache-2.0
%%
%% Processes started with links and monitors, both at once, and the signals of an end in their order.
-module(link_options).
-export([main/0, ended/2]).

main() ->
    process_flag(trap_exit, true),
    erlang:display({none, shape(spawn_opt(fun ok/0, []))}),
    erlang:display({link, shape(spawn_opt(fun ok/0, [link])), exits(1)}),
    erlang:display({monitor, shape(spawn_opt(fun ok/0, [monitor])), downs(1)}),
    erlang:display({both, shape(spawn_opt(fun ok/0, [link, monitor])), lists:sort([any(), any()])}),
    erlang:display({called, shape(spawn_opt(?MODULE, ended, [a, b], [monitor, {priority, low}, {fullsweep_after, 10}])), downs(1)}),
    erlang:display({monitor_option, shape(spawn_opt(fun ok/0, [{monitor, [{tag, gone}]}])), any()}),
    erlang:display({spawn_link, shape(spawn_link(?MODULE, ended, [a, b])), exits(1)}),
    erlang:display({spawn_monitor, shape(spawn_monitor(?MODULE, ended, [a, b])), downs(1)}),
    erlang:display({undefined, shape(spawn_monitor(?MODULE, nothing, [1])), downs(1)}),
    erlang:display({no_module, shape(spawn_monitor(no_module_of_that_name, nothing, [])), downs(1)}),
    erlang:display({arity, refused(spawn_monitor, [fun(X) -> X end]), shape(spawn_opt(fun(X) -> X end, [monitor])), any_reason()}),
    erlang:display({order, order(30)}),
    erlang:display({errors, [refused(spawn_opt, A) || A <- [[fun ok/0, [linked]], [fun ok/0, link], [fun ok/0, [link | monitor]], [atom, []],
                                                [fun ok/0, [{priority, urgent}]], [fun ok/0, [{fullsweep_after, -1}]],
                                                [m, f, not_a_list, []], [m, "f", [], []], [m, f, [a | b], []]]]}),
    erlang:display(receive Any -> Any after 20 -> empty end).

ok() -> ok.

ended(A, B) -> exit({A, B}).

shape(Pid) when is_pid(Pid) -> pid;
shape({Pid, Ref}) when is_pid(Pid), is_reference(Ref) -> pid_and_reference;
shape(Other) -> Other.

exits(N) -> [receive {'EXIT', P, Reason} when is_pid(P) -> Reason after 1000 -> nothing end || _ <- lists:seq(1, N)].

downs(N) ->
    [receive
         {'DOWN', R, process, P, {Reason, [{M, F, A, _} | _]}} when is_reference(R), is_pid(P) -> {Reason, M, arity(F), A};
         {'DOWN', R, process, P, Reason} when is_reference(R), is_pid(P) -> Reason
     after 1000 -> nothing
     end || _ <- lists:seq(1, N)].

arity(F) -> case atom_to_list(F) of "-" ++ _ -> a_fun; _ -> F end.

any() ->
    receive
        {'EXIT', _, Reason} -> {exit, Reason};
        {Tag, _, process, _, Reason} -> {Tag, Reason}
    after 1000 -> nothing
    end.

%% Messages of a process come before the signals of its end.
order(N) ->
    Self = self(),
    {Pid, Ref} = spawn_opt(fun() -> [Self ! {item, self(), I} || I <- lists:seq(1, N)], exit(finished) end, [monitor]),
    order(Pid, Ref, 1).

order(Pid, Ref, Next) ->
    receive
        {item, Pid, Next} -> order(Pid, Ref, Next + 1);
        {item, Pid, Other} -> {out_of_order, Next, Other};
        {'DOWN', Ref, _, _, Reason} -> {Next - 1, Reason}
    end.

any_reason() -> receive {'DOWN', _, _, _, {{badarity, {F, A}}, _}} -> {badarity, is_function(F, 1), A} end.

refused(Function, Arguments) ->
    try apply(erlang, Function, Arguments) of
        Result -> shape(Result)
    catch
        Class:Reason -> {Class, Reason}
    end.
