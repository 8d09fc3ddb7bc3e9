%% SPDX-License-Identifier: Apache-2.0
%%
%% What monitors are told when a process ends: by return, exit, throw, errors of all sorts and undefined functions.
-module(exit_own_reasons).
-export([main/0, clause/1, called/2]).

main() ->
    [erlang:display({Name, reason(F)}) || {Name, F} <- funs()],
    erlang:display({call, reason(?MODULE, called, [1, 2])}),
    erlang:display({clause, reason(?MODULE, clause, [{no, clause}])}),
    erlang:display({not_exported, reason(?MODULE, funs, [])}),
    erlang:display({undefined, reason(no_such_module_at_all, f, [a, b])}),
    erlang:display({bif, reason(erlang, hd, [[]])}),
    erlang:display({bif_returns, reason(erlang, length, [[a, b]])}),
    erlang:display({bif_exits, reason(erlang, exit, [{from, bif}])}),
    erlang:display({bif_undefined, reason(erlang, no_such_bif, [1])}).

funs() ->
    [{return, fun() -> {some, value} end},
     {exit, fun() -> exit({a, reason}) end},
     {exit_normal, fun() -> exit(normal) end},
     {throw, fun() -> throw({a, ball}) end},
     {error, fun() -> error({an, error}) end},
     {error_2, fun() -> error(with_arguments, [x, y]) end},
     {badarith, fun() -> id(a) / 2 end},
     {badarg, fun() -> atom_to_list(id(1)) end},
     {badmatch, fun() -> {x, _} = id({y, 2}) end},
     {case_clause, fun() -> case id(3) of 4 -> ok end end},
     {if_clause, fun() -> X = id(1), if X > 1 -> ok end end},
     {function_clause, fun() -> clause(1) end},
     {badfun, fun() -> F = id(5), F() end},
     {badarity, fun() -> F = id(fun(X) -> X end), F() end},
     {try_clause, fun() -> try id(1) of 2 -> ok catch _:_ -> caught end end},
     {undef, fun() -> no_such_module_at_all:f() end},
     {badmap, fun() -> M = id(1), M#{a => 1} end},
     {badkey, fun() -> M = id(#{}), M#{a := 1} end},
     {badrecord, fun() -> element(1, id([])) end},
     {system_limit, fun() -> list_to_atom(lists:duplicate(256, $a)) end},
     {timeout_value, fun() -> receive after id(-1) -> ok end end},
     {raise, fun() -> erlang:raise(exit, raised, []) end},
     {raise_error, fun() -> erlang:raise(error, raised, []) end},
     {nested, fun() -> try exit(one) catch exit:one -> exit(two) end end},
     {after_wins, fun() -> try exit(one) after exit(two) end end},
     {catch_goes_on, fun() -> X = (catch exit(one)), exit({was, X}) end}].

%% Its type is not known to the compiler.
id(X) -> put(value, X), get(value).

clause({a}) -> ok.

called(A, B) -> exit({called, A, B}).

reason(F) -> down(spawn_monitor(F)).
reason(M, F, A) -> down(spawn_monitor(M, F, A)).

down({Pid, Ref}) ->
    receive
        {'DOWN', Ref, process, Pid, {Reason, [{_, _, _, _} | _] = Stack}} -> {Reason, [strip(Frame) || Frame <- Stack]};
        {'DOWN', Ref, process, Pid, Reason} -> Reason
    end.

%% Funs have numbers in their names.
strip({M, F, A, _}) ->
    case atom_to_list(F) of
        "-" ++ _ -> {M, 'fun'};
        _ -> {M, F, A}
    end.
