%% SPDX-License-Identifier: Apache-2.0
%% The text of random floats in every format, and back: sums over many, and some of them in full.
%% Bits at random, values of everyday size, ties and near-ties of decimal rounding.
-module(float_text_random).
-export([main/0]).

-ifdef(SMALL).
-define(COUNT, 300).
-else.
-define(COUNT, 100000).
-endif.

main() ->
    any_bits(?COUNT, rand:seed_s(exsss, {1, 2, 3}), 0),
    everyday(?COUNT div 5, rand:seed_s(exsss, {4, 5, 6}), 0),
    [erlang:display({F, D, outcome:'of'(fun() -> float_to_list(F, [{scientific, D}]) end)}) || F <- [1.0, -1.0, 1.5e-163, -4.0e-300], D <- [0, 240, 247, 248, 249, 250]],
    [erlang:display({F, D, outcome:'of'(fun() -> float_to_list(F, [{decimals, D}]) end)}) || F <- [1.0, -1.0, 1.5e200, -4.0e253, 1.0e300], D <- [0, 1, 50, 250, 252, 253, 254]].

any_bits(0, _, Sum) -> erlang:display(Sum);
any_bits(N, S, Sum) ->
    {B, S1} = rand:uniform_s(1 bsl 64, S),
    case <<(B - 1):64>> of
        <<F/float>> ->
            Short = float_to_list(F, [short]),
            Texts = [Short | case N rem 20 of 0 -> [float_to_list(F, [{scientific, B rem 240}]), float_to_list(F)]; _ -> [] end],
            F = list_to_float(Short),
            Sum1 = erlang:crc32(Sum, Texts),
            [erlang:display({N, Sum1, Texts}) || N rem (?COUNT div 20) =:= 0],
            any_bits(N - 1, S1, Sum1);
        _ -> any_bits(N, S1, Sum)
    end.

everyday(0, _, Sum) -> erlang:display(Sum);
everyday(N, S, Sum) ->
    {U, S1} = rand:uniform_s(S),
    {E, S2} = rand:uniform_s(40, S1),
    {D, S3} = rand:uniform_s(30, S2),
    {K, S4} = rand:uniform_s(1000000, S3),
    F = case N rem 3 of
        0 -> (U - 0.5) * element(E, powers());
        1 -> K / (1 bsl D);
        2 -> (2 * K + 1) / (2 * element(15 + D rem 7, powers()))
    end,
    Texts = [float_to_list(F, [{decimals, D - 1}]), float_to_list(F, [{decimals, D - 1}, compact]), float_to_binary(F, [short]), float_to_list(F, [compact, {decimals, 4}])],
    {F, F} = {binary_to_float(float_to_binary(F, [short])), list_to_float(float_to_list(F))},
    Sum1 = erlang:crc32(Sum, Texts),
    [erlang:display({N, Sum1, Texts}) || N rem (?COUNT div 20) =:= 0],
    everyday(N - 1, S4, Sum1).

powers() ->
    {1.0e-14, 1.0e-13, 1.0e-12, 1.0e-11, 1.0e-10, 1.0e-9, 1.0e-8, 1.0e-7, 1.0e-6, 1.0e-5, 1.0e-4, 1.0e-3, 0.01, 0.1, 1.0, 10.0, 100.0, 1.0e3, 1.0e4, 1.0e5,
     1.0e6, 1.0e7, 1.0e8, 1.0e9, 1.0e10, 1.0e11, 1.0e12, 1.0e13, 1.0e14, 1.0e15, 1.0e16, 1.0e17, 1.0e18, 1.0e19, 1.0e20, 1.0e21, 1.0e22, 1.0e23, 1.0e24, 1.0e25}.
