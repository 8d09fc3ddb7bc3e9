%% SPDX-License-Identifier: Apache-2.0
%% Big integers: factorials, Fibonacci, numbers of hundreds of digits, division identities,
%% modular powers, integer square roots, comparison, equality and use as keys.
-module(integer_big).
-export([main/0]).

-ifdef(SMALL).
-define(SIZE, 60).
-else.
-define(SIZE, 400).
-endif.

main() ->
    [erlang:display(factorial(N)) || N <- [0, 1, 20, 21, 25, 30, 50, 100]],
    erlang:display(factorial(?SIZE)),
    erlang:display(factorial(?SIZE) div factorial(?SIZE - 2)),
    erlang:display(fibonacci(?SIZE * 2)),
    erlang:display(digits(?SIZE)),
    erlang:display(-digits(200)),
    A = digits(200),
    B = digits(113),
    erlang:display(A * B),
    erlang:display(A div B),
    erlang:display(A rem B),
    erlang:display(-A div B),
    erlang:display(-A rem B),
    erlang:display(A div -B),
    erlang:display(A rem -B),
    erlang:display((A div B) * B + A rem B =:= A),
    erlang:display((-A div B) * B + (-A rem B) =:= -A),
    erlang:display({A - A, A - (A - 1), A + (1 - A), A div A, A rem A, B div A, B rem A =:= B}),
    erlang:display(A * A - (A - 1) * (A + 1)),
    erlang:display([A < B, A > B, A =:= A + 0, A == B, -A < -B, -A < B, A < 1, A > a, A < 1.0e300]),
    erlang:display(power(3, 500) rem power(10, 40)),
    erlang:display(power(-7, 101)),
    erlang:display(modular(5, power(2, 127) - 2, power(2, 127) - 1)),
    erlang:display(root(power(10, 80) * 2)),
    erlang:display(gcd(factorial(40) * 37, power(6, 70) * 41)),
    erlang:display(lists:sort([power(-3, N) || N <- lists:seq(30, 60, 5)])),
    erlang:display(lists:member(power(2, 90), [power(2, N) || N <- lists:seq(80, 100)])),
    erlang:display(lists:keyfind(power(2, 70), 1, [{power(2, N), N} || N <- lists:seq(65, 75)])),
    erlang:display(classify([1267650600228229401496703205376, -1267650600228229401496703205376,
                             1267650600228229401496703205377, 0])),
    erlang:display([is_integer(A), is_number(A), is_float(A), is_atom(A)]),
    erlang:display([outcome:'of'(fun() -> Op(A) end)
                    || Op <- [fun(X) -> X div 0 end, fun(X) -> X rem 0 end, fun(X) -> X + a end,
                              fun(X) -> X * [] end, fun(X) -> X div 1.0 end]] =:=
                       lists:duplicate(5, {error, badarith})),
    erlang:display(collapse(A)).

factorial(0) -> 1;
factorial(N) -> N * factorial(N - 1).

fibonacci(N) -> fibonacci(N, 0, 1).

fibonacci(0, A, _) -> A;
fibonacci(N, A, B) -> fibonacci(N - 1, B, A + B).

%% N decimal digits that repeat no short pattern.
digits(N) -> digits(N, 1, 0).

digits(0, _, Acc) -> Acc;
digits(N, Seed, Acc) ->
    Next = (Seed * 1103515245 + 12345) rem 2147483648,
    digits(N - 1, Next, Acc * 10 + 1 + (Next bsr 16) rem 9).

power(_, 0) -> 1;
power(X, N) when N rem 2 =:= 1 -> X * power(X, N - 1);
power(X, N) ->
    Half = power(X, N div 2),
    Half * Half.

modular(_, 0, _) -> 1;
modular(X, N, M) when N band 1 =:= 1 -> X * modular(X, N - 1, M) rem M;
modular(X, N, M) -> modular(X * X rem M, N bsr 1, M).

root(N) -> root(N, N).

root(N, Guess) ->
    case (Guess + N div Guess) div 2 of
        Next when Next < Guess -> root(N, Next);
        _ -> Guess
    end.

gcd(A, 0) -> A;
gcd(A, B) -> gcd(B, A rem B).

%% Big literals in clause heads.
classify(List) -> [class(X) || X <- List].

class(1267650600228229401496703205376) -> two_to_100;
class(-1267650600228229401496703205376) -> minus_two_to_100;
class(X) when X > 1267650600228229401496703205376 -> above;
class(_) -> below.

collapse(A) when A > 1000 -> collapse(A div 1000 - A rem 1000);
collapse(A) -> A.
