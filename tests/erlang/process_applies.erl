%% SPDX-License-Identifier: Apache-2.0
%%
%% All ways to start a process and what it then calls: funs, captures, apply, module and function, nested, with many arguments.
-module(process_applies).
-export([main/0, zero/0, tell/2, many/10]).

main() ->
    Self = self(),
    put(main, Self),
    Free = {captured, [1, 2.0, <<"three">>], #{four => 5}},
    Ways = [{'fun', fun() -> spawn(fun() -> Self ! {got, Free} end) end},
            {link, fun() -> spawn_link(fun() -> Self ! {got, Free} end) end},
            {monitor, fun() -> spawn_monitor(fun() -> Self ! {got, Free} end) end},
            {mfa, fun() -> spawn(?MODULE, tell, [Self, Free]) end},
            {link_mfa, fun() -> spawn_link(?MODULE, tell, [Self, Free]) end},
            {opt, fun() -> spawn_opt(?MODULE, tell, [Self, Free], [link, {min_heap_size, 1000}]) end},
            {apply_fun, fun() -> spawn(erlang, apply, [fun(A, B) -> A ! {got, B} end, [Self, Free]]) end},
            {apply_mfa, fun() -> spawn(erlang, apply, [?MODULE, tell, [Self, Free]]) end},
            {many, fun() -> spawn(?MODULE, many, [Self, 1, 2, 3, 4, 5, 6, 7, 8, 9]) end},
            {bif, fun() -> spawn(erlang, send, [Self, {got, Free}]) end},
            {library, fun() -> spawn(lists, foreach, [fun(X) -> Self ! {got, X} end, [Free]]) end},
            {capture, fun() -> spawn(fun ?MODULE:zero/0), Self ! {got, none} end},
            {node, fun() -> spawn(node(), fun() -> Self ! {got, Free} end) end},
            {node_mfa, fun() -> spawn(node(), ?MODULE, tell, [Self, Free]) end}],
    [erlang:display({Name, begin _ = Start(), receive {got, X} -> X after 5000 -> nothing end end}) || {Name, Start} <- Ways],
    erlang:display({generations, generations(50)}),
    erlang:display({wide, wide(100)}),
    erlang:display({initial_calls, [initial(F) || F <- [fun() -> spawn(?MODULE, tell, [x, y]) end, fun() -> spawn(fun zero/0) end]]}),
    erlang:display({shared, shared()}),
    erlang:display({errors, [refused(A) || A <- [[x], [fun zero/0, []], [?MODULE, zero, x], ["m", zero, []], [?MODULE, zero, [a | b]]]]}).

zero() -> ok.
tell(To, What) when is_pid(To) -> To ! {got, What};
tell(_, _) -> receive stop -> ok end.
many(To, A, B, C, D, E, F, G, H, I) -> To ! {got, [A, B, C, D, E, F, G, H, I]}.

generations(N) ->
    Self = self(),
    Grow = fun Grow(0) -> Self ! last; Grow(I) -> spawn(fun() -> Grow(I - 1) end) end,
    Grow(N),
    receive last -> N end.

wide(N) ->
    Self = self(),
    Pids = [spawn(fun() -> Self ! {self(), I * I} end) || I <- lists:seq(1, N)],
    lists:sum([receive {P, X} -> X end || P <- Pids]).

initial(Start) ->
    Pid = Start(),
    {_, {M, F, A}} = case process_info(Pid, initial_call) of undefined -> {x, {ended, x, 0}}; I -> I end,
    exit(Pid, kill),
    {M, F, A} =:= {?MODULE, tell, 2} orelse lists:member(M, [erlang, ended]).

%% A term given to many is everybody's own.
shared() ->
    Self = self(),
    T = lists:seq(1, 30),
    Refs = [element(2, spawn_monitor(fun() -> exit({sum, lists:sum([I | T])}) end)) || I <- lists:seq(1, 20)],
    _ = Self,
    lists:sum([receive {'DOWN', R, _, _, {sum, S}} -> S end || R <- Refs]).

refused(A) -> try apply(erlang, spawn, A) of P when is_pid(P) -> pid catch C:R -> {C, R} end.
