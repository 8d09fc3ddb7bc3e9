%% SPDX-License-Identifier: Apache-2.0
%% Exact linear algebra: fractions of big integers, elimination, determinants, inverses of Hilbert matrices, polynomials.
-module(rational_matrices).
-export([main/0]).

main() ->
    erlang:display([sum({1, 2}, {1, 3}), product({2, 3}, {9, 4}), quotient({1, 2}, {-1, 4}), reduce(6, -8)]),
    [erlang:display({N, determinant(hilbert(N))}) || N <- [1, 2, 3, 5, 7]],
    H = hilbert(5),
    I = inverse(H),
    erlang:display([[X || {X, 1} <- R] || R <- I]),
    erlang:display(multiply(H, I) =:= identity(5)),
    erlang:display(solve([[2, 1, -1], [-3, -1, 2], [-2, 1, 2]], [8, -11, -3])),
    erlang:display(outcome:'of'(fun() -> solve([[1, 2], [2, 4]], [1, 2]) end)),
    P = [-1, 0, 0, 0, 1],
    Q = [-1, 0, 1],
    erlang:display([polynomial_product(P, Q), divide(P, Q), polynomial_gcd(P, [-1, 0, 0, 1]), derive(P), [value(P, X) || X <- [0, 2, {1, 2}]]]),
    erlang:display([bernoulli(N) || N <- [0, 1, 2, 4, 6, 8, 10, 12, 20]]),
    erlang:display([continued(3141592653589793, 1000000000000000), lists:foldr(fun(A, none) -> {A, 1}; (A, F) -> sum({A, 1}, quotient({1, 1}, F)) end, none, [3, 7, 15, 1])]),
    erlang:display(lists:foldl(fun(N, S) -> sum(S, {1, N}) end, {0, 1}, lists:seq(1, 60))).

gcd(A, 0) -> abs(A);
gcd(A, B) -> gcd(B, A rem B).
reduce(_, 0) -> error(division_by_zero);
reduce(N, D) -> G = gcd(N, D), S = if D < 0 -> -1; true -> 1 end, {S * N div G, S * D div G}.
sum({A, B}, {C, D}) -> reduce(A * D + C * B, B * D).
difference(X, {C, D}) -> sum(X, {-C, D}).
product({A, B}, {C, D}) -> reduce(A * C, B * D).
quotient({A, B}, {C, D}) -> reduce(A * D, B * C).
rational(N) when is_integer(N) -> {N, 1};
rational(R) -> R.

hilbert(N) -> [[{1, I + J - 1} || J <- lists:seq(1, N)] || I <- lists:seq(1, N)].
identity(N) -> [[if I =:= J -> {1, 1}; true -> {0, 1} end || J <- lists:seq(1, N)] || I <- lists:seq(1, N)].
multiply(A, B) -> [[lists:foldl(fun sum/2, {0, 1}, lists:zipwith(fun product/2, Row, Column)) || Column <- transpose(B)] || Row <- A].
transpose([[] | _]) -> [];
transpose(M) -> [[hd(R) || R <- M] | transpose([tl(R) || R <- M])].

determinant([[X]]) -> X;
determinant(M) ->
    case lists:splitwith(fun([{0, _} | _]) -> true; (_) -> false end, M) of
        {_, []} -> {0, 1};
        {Zeros, [[P | Row] | Rest]} ->
            Sign = if length(Zeros) rem 2 =:= 0 -> {1, 1}; true -> {-1, 1} end,
            Minor = [lists:zipwith(fun(X, Y) -> difference(X, product(quotient(H, P), Y)) end, T, Row) || [H | T] <- Zeros ++ Rest],
            product(product(Sign, P), determinant(Minor))
    end.

inverse(M) ->
    N = length(M),
    Reduced = gauss([R ++ U || {R, U} <- lists:zip(M, identity(N))], 1, N),
    [lists:nthtail(N, R) || R <- Reduced].

gauss(M, I, N) when I > N -> M;
gauss(M, I, N) ->
    {Above, Below} = lists:split(I - 1, M),
    {Zeros, Others} = lists:splitwith(fun(R) -> element(1, lists:nth(I, R)) =:= 0 end, Below),
    Others =:= [] andalso error(singular),
    [Row | Rest] = Others,
    P = lists:nth(I, Row),
    Pivot = [quotient(X, P) || X <- Row],
    Clear = fun(R) -> F = lists:nth(I, R), lists:zipwith(fun(X, Y) -> difference(X, product(F, Y)) end, R, Pivot) end,
    gauss([Clear(R) || R <- Above] ++ [Pivot] ++ [Clear(R) || R <- Zeros ++ Rest], I + 1, N).

solve(A, B) ->
    Rows = [[rational(X) || X <- R ++ [Y]] || {R, Y} <- lists:zip(A, B)],
    [lists:last(R) || R <- gauss(Rows, 1, length(A))].

polynomial_product(P, Q) ->
    Terms = [{I + J, X * Y} || {I, X} <- lists:enumerate(0, P), {J, Y} <- lists:enumerate(0, Q)],
    [lists:sum([C || {E, C} <- Terms, E =:= N]) || N <- lists:seq(0, length(P) + length(Q) - 2)].

divide(P, Q) -> divide(strip([rational(X) || X <- P]), strip([rational(X) || X <- Q]), []).
divide(P, Q, Acc) when length(P) < length(Q) -> {Acc, P};
divide(P, Q, Acc) ->
    F = quotient(lists:last(P), lists:last(Q)),
    Shifted = lists:duplicate(length(P) - length(Q), {0, 1}) ++ [product(F, X) || X <- Q],
    divide(strip(lists:zipwith(fun difference/2, P, Shifted)), Q, [F | lists:duplicate(length(P) - length(Q) - length(Acc), {0, 1})] ++ Acc).
strip(P) -> lists:reverse(lists:dropwhile(fun({N, _}) -> N =:= 0 end, lists:reverse(P))).

polynomial_gcd(P, []) -> [quotient(rational(X), rational(lists:last(P))) || X <- P];
polynomial_gcd(P, Q) -> {_, R} = divide(P, Q), polynomial_gcd(Q, R).
derive([_ | P]) -> [N * C || {N, C} <- lists:enumerate(P)].
value(P, X) -> lists:foldr(fun(C, V) -> sum({C, 1}, product(rational(X), V)) end, {0, 1}, P).

bernoulli(N) -> bernoulli(0, N, []).
bernoulli(M, N, Bs) ->
    S = lists:foldl(fun({K, B}, A) -> sum(A, product({binomial(M + 1, K), 1}, B)) end, {0, 1}, lists:enumerate(0, lists:reverse(Bs))),
    B = if M =:= 0 -> {1, 1}; true -> quotient(product({-1, 1}, S), {M + 1, 1}) end,
    if M =:= N -> B; true -> bernoulli(M + 1, N, [B | Bs]) end.
binomial(_, 0) -> 1;
binomial(N, K) -> binomial(N - 1, K - 1) * N div K.

continued(_, 0) -> [];
continued(N, D) -> [N div D | continued(D, N rem D)].
