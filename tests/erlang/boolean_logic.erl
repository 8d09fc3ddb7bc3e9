%% SPDX-License-Identifier: Apache-2.0
%% and, or, xor, not, andalso and orelse: truth tables, what is evaluated, and what operands other
%% than booleans do in bodies and in guards.
-module(boolean_logic).
-export([main/0]).

main() ->
    Booleans = outcome:id([true, false]),
    erlang:display([{A, B, A and B, A or B, A xor B, A andalso B, A orelse B, not A} || A <- Booleans, B <- Booleans]),
    Values = outcome:id([true, false, maybe_not, 1, []]),
    erlang:display([[outcome:'of'(Fun, [A, B]) || Fun <- [fun strict_and/2, fun strict_or/2, fun strict_xor/2]]
                    || A <- Values, B <- Values]),
    erlang:display([outcome:'of'(fun lazy/2, [A, B]) || A <- Values, B <- Values]),
    erlang:display([outcome:'of'(fun lazy_or/2, [A, B]) || A <- Values, B <- Values]),
    erlang:display([outcome:'of'(fun negate/1, [A]) || A <- Values]),
    erlang:display([guard(A, B) || A <- Values, B <- Values]),
    erlang:display([lazy_guard(A, B) || A <- Values, B <- Values]),
    erlang:display(order()),
    erlang:display([in_range(X) || X <- [-1, 0, 5, 10, 11, a, 5.5]]),
    erlang:display([outcome:'of'(fun choose/1, [X]) || X <- [true, false, 1, a, []]]),
    erlang:display([deep(A, B, C) || A <- Booleans, B <- Booleans, C <- Booleans]).

strict_and(A, B) -> A and B.
strict_or(A, B) -> A or B.
strict_xor(A, B) -> A xor B.
negate(A) -> not A.

lazy(A, B) -> A andalso B.
lazy_or(A, B) -> A orelse B.

guard(A, B) when A and B -> both;
guard(A, B) when A or B -> either;
guard(A, B) when A xor B -> never;
guard(A, _) when not A -> first_false;
guard(_, B) when B -> second;
guard(_, _) -> none.

lazy_guard(A, B) when A andalso B -> both;
lazy_guard(A, B) when A orelse B -> either;
lazy_guard(_, _) -> none.

%% Which sides run.
order() ->
    put(seen, []),
    _ = mark(1, false) and mark(2, true),
    _ = mark(3, false) andalso mark(4, true),
    _ = mark(5, true) or mark(6, false),
    _ = mark(7, true) orelse mark(8, false),
    _ = (mark(9, true) andalso mark(10, false)) orelse mark(11, done),
    lists:reverse(get(seen)).

mark(N, Value) ->
    put(seen, [N | get(seen)]),
    Value.

in_range(X) when is_integer(X) andalso (X >= 0 andalso X =< 10) -> inside;
in_range(X) when is_number(X), (X < 0) or (X > 10) -> outside;
in_range(X) -> {neither, X}.

choose(X) ->
    case X of
        true -> yes;
        false -> no
    end.

deep(A, B, C) ->
    V = (A andalso not B) orelse (B andalso C) orelse not (A orelse C),
    W = (A or B) and (B or C) and not (A and B and C),
    {V, W, V =:= W, V > W}.
