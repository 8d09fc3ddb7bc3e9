%% SPDX-License-Identifier: Apache-2.0
%%
%% Where in a chain of float operations an overflow is a badarith: class, reason, line.
-module(float_checks).
-export([main/0]).


main() ->
    Huge = 1.0e308,
    show(fun() -> chain(Huge, Huge) end),
    show(fun() -> chain(1.5, 2.5) end),
    show(fun() -> lines(Huge, 2.0) end),
    show(fun() -> lines(2.0, Huge) end),
    show(fun() -> lines(-1.0, 0.5) end),
    show(fun() -> divisor(Huge, 10.0) end),
    show(fun() -> divisor(3.0, 10.0) end),
    show(fun() -> divisor(0.0, 10.0) end),
    show(fun() -> unused(Huge, Huge) end),
    show(fun() -> unused(1.0, Huge) end),
    show(fun() -> overwritten(Huge, 3) end),
    show(fun() -> overwritten(1.0, 3) end),
    show(fun() -> negated(Huge, -1.0) end),
    show(fun() -> negated(-Huge, -10.0) end),
    show(fun() -> cancelled(Huge) end),
    show(fun() -> converted(1 bsl 1030, 1.0) end),
    show(fun() -> converted(1 bsl 1000, 1.0) end),
    show(fun() -> converted(atom, 1.0) end),
    show(fun() -> converted(7, 0.0) end),
    show(fun() -> guarded(Huge, Huge) end),
    show(fun() -> guarded(1.0, 2.0) end),
    show(fun() -> in_try(Huge) end),
    show(fun() -> sum_of_squares([Huge, 1.0, -2.0], 0.0) end),
    show(fun() -> sum_of_squares([0.5, 1.0, -2.0], 0.0) end),
    show(fun() -> many(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0) end),
    show(fun() -> many(1.0, 2.0, 3.0, Huge, 5.0, 6.0, 7.0, 8.0, Huge) end),
    show(fun() -> across(0.25, [1.0, 2.0]) end),
    show(fun() -> across(Huge, [1.0, 2.0]) end).

show(F) ->
    try erlang:display(F())
    catch Class:Reason:Stack ->
        {M, N, A, Where} = hd(Stack),
        Arity = if is_list(A) -> length(A); true -> A end,
        erlang:display({Class, Reason, M, N, Arity, proplists:get_value(line, Where)})
    end.

chain(X, Y) when is_float(X), is_float(Y) -> X * Y + X * 2.0 - Y.

lines(X, Y) when is_float(X), is_float(Y) ->
    A = X * X,
    B = Y * Y
        + A,
    A + B -
        Y * 3.0e300.

divisor(X, Y) when is_float(X), is_float(Y) -> 1.0 / (X * Y) + 1.0.

unused(X, Y) when is_float(X), is_float(Y) ->
    _ = X * Y,
    Z = X + 1.0,
    Z.

overwritten(X, N) when is_float(X), is_integer(N) ->
    _ = X * 1.0e300,
    float(N) * 2.0.

negated(X, Y) when is_float(X), is_float(Y) -> -(X * Y) + 1.0.

cancelled(X) when is_float(X) -> (X + X) - (X + X).

converted(I, X) when is_float(X) -> I * 1.0 + X.

guarded(X, Y) when X * Y > 1.0 -> yes;
guarded(_, _) -> no.

in_try(X) when is_float(X) ->
    try X * X of
        Y -> Y + 1.0
    catch
        error:Reason -> {caught, Reason, X + 1.0}
    end.

sum_of_squares([], Sum) -> Sum;
sum_of_squares([X | Rest], Sum) when is_float(X), is_float(Sum) -> sum_of_squares(Rest, Sum + X * X).

many(A, B, C, D, E, F, G, H, I) when is_float(A), is_float(B), is_float(C), is_float(D), is_float(E), is_float(F),
                                     is_float(G), is_float(H), is_float(I) ->
    (A + B) * (C + D) - (E + F) * (G + H) + ((A * I) - (B * H)) * ((C - G) * (D - F)) / ((E + I) * (D + 1.0)).

across(X, List) when is_float(X) ->
    Y = X * 2.0,
    Z = case List of
            [A | _] when is_float(A) -> A + Y;
            _ -> Y
        end,
    {Z - Y, length(List), Z * X}.
