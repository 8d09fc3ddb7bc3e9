%% SPDX-License-Identifier: Apache-2.0
%% UTF-16 and UTF-32 segments in both byte orders: surrogate pairs, halves of them, cut and unaligned input.
-module(bits_utf16_utf32).
-export([main/0]).

main() ->
    Points = outcome:id([0, $a, 16#7F, 16#80, 16#7FF, 16#800, 16#D7FF, 16#E000, 16#FFFE, 16#FFFF, 16#10000, 16#1F600, 16#10FFFF]),
    [erlang:display({P, <<P/utf16>>, <<P/utf16-little>>, <<P/utf32>>, <<P/utf32-little>>, <<1:3, P/utf16>>, <<1:3, P/utf32>>})
     || P <- Points],
    Big = << <<P/utf16>> || P <- Points >>,
    Little = << <<P/utf16-little>> || P <- Points >>,
    Wide = << <<P/utf32-native>> || P <- Points >>,
    erlang:display([big(Big), little(Little), wide(Wide)] =:= [Points, Points, Points]),
    erlang:display([skip16(Big, 0), skip16(Little, 0), skip32(Wide, 0), skip32(<<Wide/binary, 0, 0>>, 0)]),
    Bad = outcome:id([<<>>, <<1>>, <<16#D8, 0>>, <<16#D8, 0, 0, 0>>, <<16#D8, 0, 16#DB, 16#FF>>, <<16#D8, 0, 16#E0, 0>>,
                      <<16#DC, 0>>, <<16#DC, 0, 16#D8, 0>>, <<16#DB, 16#FF, 16#DF, 16#FF>>, <<0, 16#D8, 0, 16#DC>>,
                      <<0, 0, 16#D8, 0>>, <<0, 16#11, 0, 0>>, <<16#FF, 16#FF, 16#FF, 16#FF>>, <<0, 16#10, 16#FF, 16#FF>>,
                      <<0, 0, 0>>, <<16#D8, 0, 16#DC>>, <<0, 0, 0, 65:7>>]),
    erlang:display([big(B) || B <- Bad]),
    erlang:display([little(B) || B <- Bad]),
    erlang:display([wide(B) || B <- Bad]),
    erlang:display([wide_big(B) || B <- Bad]),
    erlang:display([shifted(B) || B <- Bad]),
    erlang:display([outcome:'of'(fun() -> Build(outcome:id(P)) end)
                    || Build <- [fun(X) -> <<X/utf16>> end, fun(X) -> <<X/utf32>> end, fun(X) -> <<1, X/utf16-little>> end],
                       P <- [-1, 16#D800, 16#DFFF, 16#110000, 1 bsl 70, a, 1.0]]).

big(<<P/utf16, Rest/bits>>) -> join(P, big(Rest));
big(Rest) -> rest(Rest).

little(<<P/utf16-little, Rest/bits>>) -> join(P, little(Rest));
little(Rest) -> rest(Rest).

wide(<<P/utf32-native, Rest/bits>>) -> join(P, wide(Rest));
wide(Rest) -> rest(Rest).

wide_big(<<P/utf32, Rest/bits>>) -> join(P, wide_big(Rest));
wide_big(Rest) -> rest(Rest).

join(P, List) when is_list(List) -> [P | List];
join(P, Rest) -> {P, Rest}.

rest(<<>>) -> [];
rest(Rest) -> {rest, Rest}.

shifted(Bits) ->
    case <<1:3, Bits/bits>> of
        <<1:3, P/utf16, Rest/bits>> -> {utf16, P, Rest};
        <<1:3, P/utf32, Rest/bits>> -> {utf32, P, Rest};
        <<_:3, Rest/bits>> -> bit_size(Rest)
    end.

skip16(<<_/utf16, Rest/bits>>, N) -> skip16(Rest, N + 1);
skip16(<<_/utf16-little, Rest/bits>>, N) -> skip16(Rest, N + 1);
skip16(<<>>, N) -> N;
skip16(Rest, N) -> {N, Rest}.

skip32(<<_/utf32-little, Rest/bits>>, N) -> skip32(Rest, N + 1);
skip32(Rest, N) -> {N, Rest}.
