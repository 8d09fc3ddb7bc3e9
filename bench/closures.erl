%% SPDX-License-Identifier: Apache-2.0
%% Funs made, passed and called: map, filter and fold of our own, and compositions.
-module(closures).
-export([run/0, iterations/0]).

iterations() -> 20.

run() -> repeat(500, 0).

repeat(0, Sum) -> Sum;
repeat(N, Sum) -> repeat(N - 1, pipeline(N, Sum)).

pipeline(N, Sum) ->
    Add = fun(X) -> X + N end,
    Odd = fun(X) -> X band 1 =:= 1 end,
    Both = compose(Add, compose(fun(X) -> X * 3 end, Add)),
    fold(fun(X, A) -> (A + X) band 16#FFFFFF end, Sum, filter(Odd, map(Both, count(1000, [])))).

compose(F, G) -> fun(X) -> F(G(X)) end.

count(0, List) -> List;
count(N, List) -> count(N - 1, [N | List]).

map(_, []) -> [];
map(F, [H | T]) -> [F(H) | map(F, T)].

filter(_, []) -> [];
filter(F, [H | T]) ->
    case F(H) of
        true -> [H | filter(F, T)];
        false -> filter(F, T)
    end.

fold(_, Acc, []) -> Acc;
fold(F, Acc, [H | T]) -> fold(F, F(H, Acc), T).
