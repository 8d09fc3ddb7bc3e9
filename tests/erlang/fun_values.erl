%% SPDX-License-Identifier: Apache-2.0
%% Funs as values: their arities, environments, names, order and equality, and each way of calling them, right and wrong.
-module(fun_values).
-export([main/0, twice/1, add/2, nothing/0]).

main() ->
    N = outcome:id(10),
    Local = fun(X) -> X + N end,
    Named = fun Loop(0) -> done; Loop(K) -> Loop(K - 1) end,
    Funs = [Local, Named, fun twice/1, fun ?MODULE:twice/1, fun lists:reverse/1, fun erlang:abs/1, fun() -> N end, fun(A, B, C) -> {A, B, C, N} end],
    erlang:display([{erlang:fun_info(F, arity), erlang:fun_info(F, type), element(2, erlang:fun_info(F, module)), is_function(F, 1), is_function(F)} || F <- Funs]),
    erlang:display([element(2, erlang:fun_info(F, name)) || F <- Funs, erlang:fun_info(F, type) =:= {type, external}]),
    erlang:display([element(2, erlang:fun_info(F, env)) || F <- [fun lists:reverse/1, Local, fun(A) -> {A, N, Local} end], erlang:fun_info(F, type) =:= {type, external} orelse F =:= Local]),
    erlang:display([outcome:'of'(fun() -> F(5) end) || F <- Funs, F =/= Named] ++ [Named(3)]),
    M = outcome:id(?MODULE),
    A2 = outcome:id(add),
    erlang:display([M:add(1, 2), ?MODULE:A2(1, 2), M:A2(3, 4), apply(M, A2, [5, 6]), apply(fun add/2, [7, 8]), (fun M:A2/2)(1, 1), erlang:apply(M, nothing, []), apply(fun M:nothing/0, [])]),
    erlang:display([fun lists:map/2 =:= fun lists:map/2, fun twice/1 =:= fun ?MODULE:twice/1, make(1) =:= make(1), make(1) =:= make(2), make(1) == make(1.0), fun lists:map/2 < fun lists:map/3,
                    fun erlang:abs/1 < fun lists:map/2, Local < fun lists:map/2, make(1) < make(2)]),
    erlang:display([#{make(1) => one, fun lists:map/2 => two} =:= #{fun lists:map/2 => two, make(1) => one}, maps:get(make(1), #{make(1) => found})]),
    Bad = [fun() -> Local(1, 2) end, fun() -> Local() end, fun() -> apply(Local, [1, 2]) end, fun() -> (outcome:id(17))(1) end, fun() -> (outcome:id({lists, reverse}))([1]) end,
           fun() -> apply(outcome:id(a), [1]) end, fun() -> apply(Local, outcome:id(no_list)) end, fun() -> apply(Local, outcome:id([1 | 2])) end, fun() -> M:no_such(1) end,
           fun() -> (fun lists:no_such/3)(1, 2, 3) end, fun() -> (fun no_such_module:f/0)() end, fun() -> apply(outcome:id(1), f, []) end, fun() -> apply(lists, outcome:id("f"), []) end,
           fun() -> apply(?MODULE, add, lists:duplicate(300, x)) end, fun() -> apply(?MODULE, add, lists:duplicate(1023, x)) end,
           fun() -> apply(?MODULE, add, lists:duplicate(1024, x)) end, fun() -> (fun(_) -> ok end)(1, 2) end, fun() -> (fun twice/1)(a) end],
    [erlang:display(outcome:'of'(F)) || F <- Bad],
    erlang:display([erlang:fun_to_list(fun lists:map/2), erlang:function_exported(lists, map, 2), erlang:function_exported(?MODULE, make, 1), erlang:is_builtin(erlang, abs, 1), erlang:make_fun(lists, reverse, 1)]),
    Compose = lists:foldl(fun(F, G) -> fun(X) -> F(G(X)) end end, fun(X) -> X end, [fun twice/1, Local, fun(X) -> X * X end, fun erlang:'-'/1]),
    erlang:display(Compose(3)),
    Church = fun(K) -> fun(F) -> fun(X) -> lists:foldl(fun(_, Y) -> F(Y) end, X, lists:seq(1, K)) end end end,
    erlang:display((((Church(3))(Church(2)))(fun(X) -> X + 1 end))(0)),
    erlang:display(lists:map(fun({F, As}) -> apply(F, As) end, [{fun(A) -> A end, [1]}, {fun(A, B) -> A + B end, [1, 2]}, {fun(A, B, C, D, E, F, G, H, I, J) -> A + B + C + D + E + F + G + H + I + J end, lists:seq(1, 10)}])),
    Many = [fun() -> {A, B, C, D, E} end || A <- [1, 2], B <- [a], C <- [[]], D <- [1.5], E <- [<<"e">>]],
    erlang:display([F() || F <- Many]).

make(X) -> fun(Y) -> {X, Y} end.
twice(X) -> X * 2.
add(X, Y) -> X + Y.
nothing() -> nothing.
