%% SPDX-License-Identifier: Apache-2.0
%% Funs: captured variables of every kind, nested funs, named recursion, local and external fun
%% references, arity tests, equality, and calls of things that are not funs.
-module(funs).
-export([main/0, exported/2]).

main() ->
    A = outcome:id(1),
    B = outcome:id("text"),
    C = outcome:id({t, 1 bsl 70}),
    D = outcome:id(2.5),
    None = fun() -> none end,
    Captures = fun(X) -> {X, A, B, C, D} end,
    erlang:display({None(), Captures(x), Captures(B)}),
    Nested = fun(X) -> fun(Y) -> fun(Z) -> {A, X, Y, Z, D} end end end,
    erlang:display(((Nested(1))(2))(3)),
    Factorial = fun F(0) -> 1; F(N) -> N * F(N - 1) end,
    erlang:display(Factorial(30)),
    erlang:display([(adder(N))(M) || N <- [1, 2], M <- [10, 20]]),
    Local = fun local/2,
    External = fun ?MODULE:exported/2,
    Foreign = fun lists:reverse/1,
    {M, F, N} = outcome:id({?MODULE, exported, 2}),
    Dynamic = fun M:F/N,
    erlang:display([Local(1, 2), External(1, 2), Foreign([1, 2]), Dynamic(3, 4)]),
    erlang:display([External =:= Dynamic, External == fun ?MODULE:exported/2, Local =:= External, None =:= None,
                    Captures =:= Captures, Foreign]),
    erlang:display([adder(1) =:= adder(1), adder(1) =:= adder(2), adder(1) == adder(1.0)]),
    erlang:display([is_function(Fun, K) || Fun <- [None, Captures, Local, External, Foreign], K <- [0, 1, 2]]),
    erlang:display([class(fun() -> Fun(x) end) || Fun <- outcome:id([None, Local, External])]),
    erlang:display([class(fun() -> Fun(x) end) || Fun <- outcome:id([a, 1, {a, b}, [], "f", {lists, reverse}])]),
    erlang:display([outcome:'of'(fun() -> Fun([1]) end) || Fun <- outcome:id([fun lists:no_such/1, fun no_such_module:f/1])]),
    erlang:display((compose([fun(X) -> X + 1 end, fun(X) -> X * 2 end, fun integer_to_list/1, fun lists:reverse/1]))(41)),
    erlang:display((((curry(fun(X, Y, Z) -> X - Y + Z end, 3, []))(10))(3))(1)),
    erlang:display((y(fun(Self) -> fun(0) -> 0; (K) -> K + Self(K - 1) end end))(100)),
    erlang:display(church(7, 5)),
    erlang:display([Fun(3, 4) || Fun <- [fun(X, Y) -> X + Y end, fun erlang:'*'/2, fun(X, _) -> X end, fun max/2, fun erlang:'-'/2]]),
    erlang:display(clauses([0, 1, {x, 2}, [], [3], a])),
    erlang:display(take(10, naturals(1))),
    erlang:display(take(10, sieve(naturals(2)))),
    Big = fun(X) -> [X, A, B, C, D, None, Captures, Nested, Factorial, Local, External, M, F, N] end,
    erlang:display([length(Big(1)), hd(Big(5)), (lists:nth(9, Big(1)))(5)]),
    erlang:display(in_data([{plus, fun(X, Y) -> X + Y end}, {times, fun(X, Y) -> X * Y end}], [{plus, 2, 3}, {times, 4, 5}, {minus, 1, 1}])).

exported(X, Y) -> {exported, X, Y}.

local(X, Y) -> {local, X, Y}.

adder(N) -> fun(M) -> N + M end.

%% What kind of complaint, without the fun, which prints differently everywhere.
class(Fun) ->
    try
        Fun()
    catch
        error:{badarity, {F, Args}} when is_function(F) -> {badarity, Args};
        error:{badfun, F} -> {badfun, F}
    end.

compose(Funs) -> fun(X) -> lists:foldl(fun(F, Acc) -> F(Acc) end, X, Funs) end.

curry(F, 0, Args) -> apply(F, lists:reverse(Args));
curry(F, N, Args) -> fun(X) -> curry(F, N - 1, [X | Args]) end.

y(F) -> (fun(X) -> F(fun(A) -> (X(X))(A) end) end)(fun(X) -> F(fun(A) -> (X(X))(A) end) end).

church(N, M) ->
    Number = fun Number(0) -> fun(_) -> fun(X) -> X end end;
                 Number(K) -> fun(F) -> fun(X) -> F(((Number(K - 1))(F))(X)) end end
             end,
    Times = fun(P, Q) -> fun(F) -> P(Q(F)) end end,
    ((Times(Number(N), Number(M)))(fun(X) -> X + 1 end))(0).

clauses(List) ->
    lists:map(fun(0) -> zero;
                 (N) when is_integer(N), N > 0 -> positive;
                 ({x, N}) -> N;
                 ([]) -> nil;
                 ([N | _]) -> N;
                 (Other) -> {other, Other}
              end, List).

naturals(N) -> {N, fun() -> naturals(N + 1) end}.

sieve({P, Rest}) -> {P, fun() -> sieve(filter(fun(X) -> X rem P =/= 0 end, Rest())) end}.

filter(Keep, {X, Rest}) ->
    case Keep(X) of
        true -> {X, fun() -> filter(Keep, Rest()) end};
        false -> filter(Keep, Rest())
    end.

take(0, _) -> [];
take(N, {X, Rest}) -> [X | take(N - 1, Rest())].

in_data(Table, Calls) ->
    [case lists:keyfind(Op, 1, Table) of
         {Op, Fun} -> Fun(A, B);
         false -> {unknown, Op}
     end || {Op, A, B} <- Calls].
