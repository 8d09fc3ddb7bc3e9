%% SPDX-License-Identifier: Apache-2.0
%% rand: every algorithm from given seeds gives OTP's sequence, in all its forms.
-module(library_random).
-export([main/0]).

main() ->
    Algorithms = [exsss, exro928ss, exrop, exs1024s, exsp, exs64, exsplus, exs1024],
    [erlang:display({A, sequence(A, Seed)}) || A <- Algorithms, Seed <- [{1, 2, 3}, 42, 1 bsl 100]],
    S = rand:seed_s(exsss, {7, 8, 9}),
    {List, _} = lists:mapfoldl(fun(N, S0) -> rand:uniform_s(N, S0) end, S, [1, 2, 10, 1 bsl 58, 1 bsl 64, 1 bsl 200]),
    erlang:display(List),
    {Bytes, _} = rand:bytes_s(20, S),
    erlang:display(Bytes),
    erlang:display([uniform(rand:jump(rand:seed_s(A, 5))) || A <- [exsss, exro928ss, exrop, exs1024s, exsp]]),
    {Normal, _} = lists:mapfoldl(fun(_, S0) -> {F, S1} = rand:normal_s(S0), {text(F), S1} end, S, lists:seq(1, 20)),
    erlang:display(Normal),
    {Real, _} = lists:mapfoldl(fun(_, S0) -> {F, S1} = rand:uniform_real_s(S0), {text(F), S1} end, S, lists:seq(1, 10)),
    erlang:display(Real),
    erlang:display(lists:sum(mwc(1000, rand:mwc59_seed(17)))),
    erlang:display([rand:mwc59_value32(X) || X <- mwc(3, 12345)] ++ [text(rand:mwc59_float(X)) || X <- mwc(3, 99)]),
    {Splits, _} = lists:mapfoldl(fun(_, X) -> {V, X1} = rand:splitmix64_next(X), {V, X1} end, 5, lists:seq(1, 5)),
    erlang:display(Splits),
    rand:seed(exsss, {1, 1, 1}),
    erlang:display([rand:uniform(100) || _ <- lists:seq(1, 20)]),
    erlang:display(rand:export_seed()),
    erlang:display([outcome:'of'(fun() -> rand:uniform(0) end), outcome:'of'(fun() -> rand:seed(no_such_algorithm, 1) end)]).

text(F) -> float_to_list(F, [short]).
uniform(S) -> element(1, rand:uniform_s(1 bsl 50, S)).

sequence(A, Seed) ->
    {L, S} = lists:mapfoldl(fun(_, S0) -> rand:uniform_s(1 bsl 40, S0) end, rand:seed_s(A, Seed), lists:seq(1, 8)),
    {F, _} = rand:uniform_s(S),
    L ++ [text(F)].

mwc(0, _) -> [];
mwc(N, X) -> Y = rand:mwc59(X), [Y | mwc(N - 1, Y)].
