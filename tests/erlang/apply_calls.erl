%% SPDX-License-Identifier: Apache-2.0
%% apply/2, apply/3 and M:F(Args) with variables: on exported functions, built-ins and funs, with 0
%% to many arguments, in body and tail position, and everything they refuse.
-module(apply_calls).
-export([main/0, f/0, f/1, f/2, f/3, f/4, f/5, f/6, f/7, f/8, tail/4, nested/3]).

main() ->
    Me = outcome:id(?MODULE),
    F = outcome:id(f),
    erlang:display([Me:F(), Me:F(1), Me:F(1, 2), Me:F(1, 2, 3), Me:F(1, 2, 3, 4), Me:F(1, 2, 3, 4, 5)]),
    erlang:display([apply(Me, F, lists:seq(1, N)) || N <- lists:seq(0, 8)]),
    erlang:display([apply(Me, F, [x, y]), apply(fun f/2, [a, b]), apply(fun(X) -> X end, [[1]]), apply(fun() -> ok end, [])]),
    {Erlang, Lists} = outcome:id({erlang, lists}),
    erlang:display([Erlang:length([1, 2]), Erlang:'+'(1, 2), apply(Erlang, '++', [[1], [2]]), apply(Erlang, element, [2, {a, b}]),
                    apply(Erlang, is_atom, [a]), apply(Erlang, abs, [-3]), Erlang:hd([z]), apply(Erlang, '=:=', [1, 1.0]),
                    apply(Erlang, 'div', [7, 2]), apply(Erlang, 'not', [true]), apply(Erlang, 'and', [true, false])]),
    erlang:display([Lists:reverse([1, 2, 3]), apply(Lists, map, [fun(X) -> -X end, [1, 2]]), apply(Lists, Lists:nth(2, [a, member]), [1, [1]])]),
    erlang:display(tail(100, Me, tail, [])),
    erlang:display(Me:nested(Me, F, [1, 2])),
    erlang:display(apply(erlang, apply, [Me, F, [1]])),
    erlang:display(apply(erlang, apply, [fun f/1, [7]])),
    erlang:display([outcome:'of'(fun() -> apply(M, G, A) end)
                    || {M, G, A} <- outcome:id([{?MODULE, missing, []}, {?MODULE, f, lists:seq(1, 9)}, {no_such_module, f, [1]}, {?MODULE, f, [1 | 2]},
                                                {?MODULE, f, a}, {1, f, []}, {?MODULE, 2, []}, {"m", f, []}, {erlang, no_such, [1, 2]},
                                                {erlang, hd, [[]]}, {erlang, '+', [a, 1]}, {lists, reverse, [x]}, {{?MODULE}, f, []}])]),
    erlang:display([outcome:'of'(fun() -> M:G(5) end) || {M, G} <- outcome:id([{?MODULE, missing}, {no_such_module, f}, {1, f}, {?MODULE, []}, {erlang, tuple_to_list}])]),
    erlang:display([badfun(fun() -> apply(G, A) end)
                    || {G, A} <- outcome:id([{a, []}, {fun f/1, [1, 2]}, {fun f/1, a}, {fun f/1, [1 | 2]}, {{?MODULE, f}, [1]}, {5, [1]}])]),
    erlang:display(reduce([{'+', 5}, {'*', 3}, {'-', 1}, {'div', 4}, {'bsl', 10}], 2)),
    erlang:display([apply(?MODULE, f, [X, Y]) || X <- [1, 2], Y <- [a, b]]).

f() -> zero.
f(A) -> {one, A}.
f(A, B) -> {two, A, B}.
f(A, B, C) -> {three, A, B, C}.
f(A, B, C, D) -> {four, A, B, C, D}.
f(A, B, C, D, E) -> {five, A, B, C, D, E}.
f(A, B, C, D, E, F) -> {six, A, B, C, D, E, F}.
f(A, B, C, D, E, F, G) -> {seven, A, B, C, D, E, F, G}.
f(A, B, C, D, E, F, G, H) -> {eight, A, B, C, D, E, F, G, H}.

tail(0, _, _, Acc) -> {length(Acc), hd(Acc)};
tail(N, M, F, Acc) when N rem 2 =:= 0 -> M:F(N - 1, M, F, [N | Acc]);
tail(N, M, F, Acc) -> apply(M, F, [N - 1, M, F, [N | Acc]]).

nested(M, F, Args) ->
    R = M:F(apply(M, F, Args), M:F(hd(Args))),
    {R, M:F(R)}.

badfun(Fun) ->
    try
        Fun()
    catch
        error:{badarity, {_, Args}} -> {badarity, Args};
        error:{badfun, F} when not is_function(F) -> {badfun, F};
        error:badarg -> badarg
    end.

reduce([], Acc) -> Acc;
reduce([{Op, N} | T], Acc) -> reduce(T, apply(erlang, Op, [Acc, N])).
