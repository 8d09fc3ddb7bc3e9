%% SPDX-License-Identifier: Apache-2.0
%% Float segments of 16, 32 and 64 bits, both byte orders, aligned and not: rounding, subnormal numbers, both zeros,
%% patterns that are no number and so do not match, integers as values, sizes that no float has.
-module(bits_floats).
-export([main/0]).

main() ->
    Values = outcome:id([0.0, -0.0, 1.0, -1.0, 1.5, 0.1, 3.14159, 65504.0, 65519.99, 65520.0, -65520.0, 6.1e-5, 6.0e-5,
                         5.96e-8, 2.98e-8, 2.99e-8, -1.0e-8, 1.0e38, 3.4028235e38, 3.5e38, 1.0e-38, 1.0e-45, 1.0e-46,
                         1.7976931348623157e308, 2.2250738585072014e-308, 5.0e-324, 1.00048828125, 1.000488281250001,
                         1.0009765625, 1, -5, 1 bsl 53, (1 bsl 53) + 1, 1 bsl 70, -(1 bsl 100), 123456789012345678901]),
    [erlang:display({half, <<V:16/float>>, <<V:16/float-little>>, <<1:3, V:16/float>>}) || V <- Values],
    [erlang:display({single, <<V:32/float>>, <<V:32/float-little>>, <<1:5, V:32/float-native>>}) || V <- Values],
    [erlang:display({double, <<V/float>>, <<V:64/float-little>>, <<1:7, V:64/float>>}) || V <- Values],
    erlang:display([again(<<V/float>>) =:= V || V <- Values, is_float(V)]),
    erlang:display([half(<<Raw:16>>) || Raw <- halves()]),
    erlang:display(length([Raw || Raw <- all_halves(), back(Raw) =/= Raw])),
    erlang:display([single(<<Raw:32>>) || Raw <- [16#7F800000, 16#FF800000, 16#7FC00000, 16#7F7FFFFF, 1, 16#80000000]]),
    erlang:display([double(<<Raw:64>>) || Raw <- [16#7FF0000000000000, 16#FFF0000000000000, 16#7FF8000000000001,
                                                  16#7FEFFFFFFFFFFFFF, 1, 16#8000000000000000]]),
    erlang:display([sized(<<1.5/float>>, Size) || Size <- outcome:id([0, 16, 32, 64, 8, 63, 65, 128, -1, a, 1.0, 1 bsl 70])]),
    erlang:display([position(<<16#7FF8000000000001:64>>), position(<<1.25/float>>), position(<<1, 2>>)]).

again(<<F/float>>) -> F.

half(<<F:16/float>>) -> exact:bits(F);
half(<<F:16/float, _/bits>>) -> {more, F};
half(<<Raw:16>>) -> {no_number, Raw}.

halves() -> [0, 16#8000, 1, 2, 16#3FF, 16#400, 16#3C00, 16#3555, 16#7BFF, 16#7C00, 16#7C01, 16#FC00, 16#FE00, 16#FBFF].

-ifdef(SMALL).
all_halves() -> lists:seq(0, 65535, 977).
-else.
all_halves() -> lists:seq(0, 65535, 7).
-endif.

%% Every number of 16 bits is exact as a double and so comes back; the others do not match.
back(Raw) ->
    case <<Raw:16>> of
        <<F:16/float>> -> <<Again:16>> = <<F:16/float>>, Again;
        _ -> Raw bor 16#7C00
    end.

single(<<F:32/float>>) -> exact:bits(F);
single(_) -> no_number.

double(<<F/float>>) when F < 0 -> {negative, exact:bits(F)};
double(<<F/float>>) -> exact:bits(F);
double(_) -> no_number.

sized(Bits, Size) ->
    case Bits of
        <<F:Size/float, Rest/bits>> -> {exact:bits(F), Rest};
        _ -> no
    end.

%% What does not match has not been consumed.
position(Bits) ->
    case Bits of
        <<F:64/float>> -> {float, F};
        <<I:64>> -> {integer, I};
        <<Rest/bits>> -> {rest, Rest}
    end.
