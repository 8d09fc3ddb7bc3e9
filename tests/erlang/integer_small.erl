%% SPDX-License-Identifier: Apache-2.0
%% Arithmetic on small integers: every pair of signs, div and rem, abs, minus, min and max,
%% the unhappy operands, and operations whose result must be ignored or used in a guard.
-module(integer_small).
-export([main/0]).

main() ->
    Values = outcome:id([0, 1, -1, 2, -2, 3, 7, -7, 10, -10, 255, 256, -1000, 65535, 123456789]),
    [erlang:display({X, [row(X, Y) || Y <- Values]}) || X <- Values],
    [erlang:display({abs, X, abs(X), -X, +X, bnot X}) || X <- Values],
    erlang:display([outcome:'of'(fun() -> op(Op, A, B) end)
                    || Op <- ['+', '-', '*', 'div', 'rem'],
                       {A, B} <- [{1, a}, {a, 1}, {[], {}}, {1, "1"}]]),
    erlang:display([outcome:'of'(fun() -> op(Op, A, B) end)
                    || Op <- ['div', 'rem'], {A, B} <- [{1, 0}, {0, 0}, {1.0, 1}, {4, 2.0}, {-5, 0}]]),
    erlang:display([outcome:'of'(fun() -> -A end) || A <- outcome:id([a, [], {1}, "1"])]),
    erlang:display([outcome:'of'(fun() -> abs(A) end) || A <- outcome:id([a, [], {1}])]),
    erlang:display([guarded(A, B) || A <- Values, B <- [0, 3, a]]),
    erlang:display(chain(outcome:id(17))),
    erlang:display(constants(outcome:id(5))),
    erlang:display([{min(A, B), max(A, B)} || A <- [1, 2, a], B <- [2, 1, 1.0]]).

row(X, 0) -> {X + 0, X - 0, X * 0};
row(X, Y) -> {X + Y, X - Y, X * Y, X div Y, X rem Y}.

op('+', A, B) -> A + B;
op('-', A, B) -> A - B;
op('*', A, B) -> A * B;
op('div', A, B) -> A div B;
op('rem', A, B) -> A rem B.

%% Arithmetic that fails in a guard makes the guard fail and nothing else.
guarded(A, B) when A div B > 2 -> above;
guarded(A, B) when A rem B < 0 -> negative;
guarded(A, B) when A - B =:= 0; A + B =:= 0 -> zero;
guarded(A, B) when A * B > 0 -> product;
guarded(_, _) -> none.

chain(X) ->
    A = X + 1,
    B = A * A - X,
    C = (B - A) div (X - 3),
    D = C rem 7 + B - -A,
    {A, B, C, D, A + B + C + D, ((A - B) - (C - D)) * -1}.

constants(X) ->
    {X + 1, X - 1, 1 - X, X * 2, 2 * X, X div 2, X rem 2, 100 div X, 100 rem X, X + (-7), X - (-7),
     X * 0, X * -1, X div -1, X div 1, X rem -1, -X div 2, -X rem 2, X div -2, X rem -2,
     X * 1000000007 div 1000000007, X + 134217727, X - 134217728, X + 576460752303423487 - 5}.
