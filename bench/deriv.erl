%% SPDX-License-Identifier: Apache-2.0
%% Derivatives of expressions as terms: matching on tagged tuples, building and comparing them.
-module(deriv).
-export([run/0, iterations/0]).

iterations() -> 20.

run() -> repeat(6000, expression(), 0).

repeat(0, _, Sum) -> Sum;
repeat(N, E, Sum) -> repeat(N - 1, E, Sum + size_of(simplify(derive(simplify(derive(E)))))).

expression() -> {mul, {add, {pow, x, 3}, {mul, 2, x}}, {'div', {sub, x, 1}, {exp, {mul, x, {log, x}}}}}.

derive(x) -> 1;
derive(N) when is_integer(N) -> 0;
derive({add, A, B}) -> {add, derive(A), derive(B)};
derive({sub, A, B}) -> {sub, derive(A), derive(B)};
derive({mul, A, B}) -> {add, {mul, derive(A), B}, {mul, A, derive(B)}};
derive({'div', A, B}) -> {'div', {sub, {mul, derive(A), B}, {mul, A, derive(B)}}, {pow, B, 2}};
derive({pow, A, N}) -> {mul, {mul, N, {pow, A, N - 1}}, derive(A)};
derive({exp, A}) -> {mul, {exp, A}, derive(A)};
derive({log, A}) -> {'div', derive(A), A}.

simplify({Op, A, B}) -> simple(Op, simplify(A), simplify(B));
simplify({Op, A}) -> {Op, simplify(A)};
simplify(A) -> A.

simple(add, 0, A) -> A;
simple(add, A, 0) -> A;
simple(add, A, B) when is_integer(A), is_integer(B) -> A + B;
simple(add, A, A) -> {mul, 2, A};
simple(sub, A, 0) -> A;
simple(sub, A, A) -> 0;
simple(mul, 0, _) -> 0;
simple(mul, _, 0) -> 0;
simple(mul, 1, A) -> A;
simple(mul, A, 1) -> A;
simple(mul, A, B) when is_integer(A), is_integer(B) -> A * B;
simple('div', 0, _) -> 0;
simple('div', A, 1) -> A;
simple('div', A, A) -> 1;
simple(pow, _, 0) -> 1;
simple(pow, A, 1) -> A;
simple(Op, A, B) -> {Op, A, B}.

size_of({_, A, B}) -> 1 + size_of(A) + size_of(B);
size_of({_, A}) -> 1 + size_of(A);
size_of(_) -> 1.
