%% SPDX-License-Identifier: Apache-2.0
%% Loops and recursion on integers: greatest common divisors, Collatz, primes by three methods,
%% modular powers, Miller-Rabin on big numbers, perfect numbers, Pythagorean triples, digits, roots,
%% continued fractions, Pascal's triangle, partitions and Bernoulli numbers as exact fractions.
-module(number_theory).
-export([main/0]).

-ifdef(SMALL).
-define(LIMIT, 120).
-else.
-define(LIMIT, 3000).
-endif.

main() ->
    erlang:display([gcd(A, B) || {A, B} <- [{12, 18}, {17, 5}, {0, 7}, {1 bsl 90, 6 * (1 bsl 80)}, {832040, 514229}]]),
    erlang:display([extended(A, B) || {A, B} <- [{240, 46}, {17, 3120}, {1 bsl 61, 1 bsl 31 - 1}]]),
    erlang:display(longest_collatz(?LIMIT)),
    erlang:display(collatz(27)),
    Primes = sieve(?LIMIT),
    erlang:display({length(Primes), lists:last(Primes), lists:sum(Primes)}),
    erlang:display(Primes =:= [N || N <- lists:seq(2, ?LIMIT), by_division(N)]),
    erlang:display([N || N <- [561, 1105, 7919, 1000003, 1 bsl 61 - 1, 1 bsl 89 - 1, (1 bsl 89 - 1) * (1 bsl 31 - 1)], miller_rabin(N)]),
    erlang:display([factors(N) || N <- [1, 2, 360, 9973, 600851475143, 1 bsl 40, 999999999989]]),
    erlang:display([N || N <- lists:seq(1, ?LIMIT), N =:= sum_of_divisors(N)]),
    erlang:display([{A, B, C} || C <- lists:seq(1, 30), B <- lists:seq(1, C - 1), A <- lists:seq(1, B), A * A + B * B =:= C * C]),
    erlang:display([digit_sum(N) || N <- [0, 9, 12345, 1 bsl 200, -99]]),
    erlang:display([to_base(255, 2), to_base(255, 16), to_base(1 bsl 100, 36), to_base(0, 7)]),
    erlang:display([from_base(to_base(N, B), B) =:= N || N <- [1, 12345678901234567890], B <- [2, 7, 16, 36]]),
    erlang:display(lists:last(pascal(40))),
    erlang:display([partitions(N) || N <- lists:seq(0, 25)]),
    erlang:display([bernoulli(N) || N <- [0, 1, 2, 4, 6, 8, 10, 12, 20]]),
    erlang:display(convergents([1 | lists:duplicate(30, 2)])),
    erlang:display([totient(N) || N <- lists:seq(1, 30)]),
    erlang:display(power_mod(3, 1 bsl 70, 1000000007)),
    erlang:display([catalan(N) || N <- lists:seq(0, 20)]),
    erlang:display(josephus(41, 3)).

gcd(A, 0) -> A;
gcd(A, B) -> gcd(B, A rem B).

extended(A, 0) -> {A, 1, 0};
extended(A, B) ->
    {G, X, Y} = extended(B, A rem B),
    {G, Y, X - A div B * Y}.

longest_collatz(Max) -> longest_collatz(Max, {0, 0}).

longest_collatz(0, Best) -> Best;
longest_collatz(N, {Length, _} = Best) ->
    case steps(N, 0) of
        L when L > Length -> longest_collatz(N - 1, {L, N});
        _ -> longest_collatz(N - 1, Best)
    end.

steps(1, L) -> L;
steps(N, L) when N band 1 =:= 0 -> steps(N bsr 1, L + 1);
steps(N, L) -> steps(3 * N + 1, L + 1).

collatz(1) -> [1];
collatz(N) when N rem 2 =:= 0 -> [N | collatz(N div 2)];
collatz(N) -> [N | collatz(3 * N + 1)].

sieve(Max) -> sieve(lists:seq(3, Max, 2), [2], Max).

sieve([P | Rest], Primes, Max) when P * P =< Max -> sieve([N || N <- Rest, N rem P > 0], [P | Primes], Max);
sieve(Rest, Primes, _) -> lists:reverse(Primes, Rest).

by_division(2) -> true;
by_division(N) when N rem 2 =:= 0 -> false;
by_division(N) -> by_division(N, 3).

by_division(N, D) when D * D > N -> true;
by_division(N, D) when N rem D =:= 0 -> false;
by_division(N, D) -> by_division(N, D + 2).

miller_rabin(N) ->
    {S, D} = halvings(N - 1, 0),
    lists:all(fun(A) -> A rem N =:= 0 orelse witness(power_mod(A, D, N), S, N) end, [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37]).

halvings(D, S) when D band 1 =:= 0 -> halvings(D bsr 1, S + 1);
halvings(D, S) -> {S, D}.

witness(1, _, _) -> true;
witness(X, _, N) when X =:= N - 1 -> true;
witness(_, 1, _) -> false;
witness(X, S, N) -> witness(X * X rem N, S - 1, N) andalso X * X rem N =/= 1.

power_mod(_, 0, _) -> 1;
power_mod(A, N, M) ->
    Half = power_mod(A * A rem M, N bsr 1, M),
    case N band 1 of
        0 -> Half;
        1 -> Half * A rem M
    end.

factors(N) -> factors(N, 2, []).

factors(1, _, Acc) -> lists:reverse(Acc);
factors(N, D, Acc) when D * D > N -> lists:reverse([N | Acc]);
factors(N, D, Acc) when N rem D =:= 0 -> factors(N div D, D, [D | Acc]);
factors(N, D, Acc) when D > 20000 -> lists:reverse([{rest, N} | Acc]);
factors(N, 2, Acc) -> factors(N, 3, Acc);
factors(N, D, Acc) -> factors(N, D + 2, Acc).

sum_of_divisors(1) -> 0;
sum_of_divisors(N) -> sum_of_divisors(N, 2, 1).

sum_of_divisors(N, D, Sum) when D * D > N -> Sum;
sum_of_divisors(N, D, Sum) when D * D =:= N -> Sum + D;
sum_of_divisors(N, D, Sum) when N rem D =:= 0 -> sum_of_divisors(N, D + 1, Sum + D + N div D);
sum_of_divisors(N, D, Sum) -> sum_of_divisors(N, D + 1, Sum).

digit_sum(N) when N < 0 -> -digit_sum(-N);
digit_sum(N) when N < 10 -> N;
digit_sum(N) -> N rem 10 + digit_sum(N div 10).

to_base(N, Base) when N < Base -> [digit(N)];
to_base(N, Base) -> to_base(N div Base, Base) ++ [digit(N rem Base)].

digit(D) when D < 10 -> $0 + D;
digit(D) -> $A + D - 10.

from_base(Text, Base) ->
    lists:foldl(fun(C, Acc) when C =< $9 -> Acc * Base + C - $0; (C, Acc) -> Acc * Base + C - $A + 10 end, 0, Text).

pascal(0) -> [[1]];
pascal(N) ->
    Rows = pascal(N - 1),
    Last = lists:last(Rows),
    Rows ++ [lists:zipwith(fun(A, B) -> A + B end, [0 | Last], Last ++ [0])].

partitions(N) -> ways(N, N).

ways(0, _) -> 1;
ways(N, _) when N < 0 -> 0;
ways(_, 0) -> 0;
ways(N, Largest) -> ways(N - Largest, Largest) + ways(N, Largest - 1).

%% Exact fractions as {Numerator, Denominator}: Akiyama and Tanigawa's triangle.
bernoulli(N) -> triangle([{1, M + 1} || M <- lists:seq(0, N)]).

triangle([B]) -> B;
triangle(Row) -> triangle(next_row(1, Row)).

next_row(K, [{A, B}, {C, D} = Next | Rest]) -> [reduce({K * (A * D - C * B), B * D}) | next_row(K + 1, [Next | Rest])];
next_row(_, [_]) -> [].

reduce({0, _}) -> {0, 1};
reduce({A, B}) ->
    G = gcd(abs(A), abs(B)),
    case B < 0 of
        true -> {-A div G, -B div G};
        false -> {A div G, B div G}
    end.

convergents(Terms) -> lists:foldr(fun(A, infinity) -> {A, 1}; (A, {P, Q}) -> {A * P + Q, P} end, infinity, Terms).

totient(N) -> length([K || K <- lists:seq(1, N), gcd(K, N) =:= 1]).

catalan(0) -> 1;
catalan(N) -> catalan(N - 1) * 2 * (2 * N - 1) div (N + 1).

josephus(N, K) -> lists:foldl(fun(I, Last) -> (Last + K) rem I end, 0, lists:seq(2, N)) + 1.
