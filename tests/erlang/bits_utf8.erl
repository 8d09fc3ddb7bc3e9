%% SPDX-License-Identifier: Apache-2.0
%% UTF-8 segments: every length, the borders between them, what is not allowed (overlong forms, surrogates, beyond
%% the last code point, cut sequences), unaligned, skipped and built.
-module(bits_utf8).
-export([main/0]).

main() ->
    Points = outcome:id([0, 1, $a, 16#7F, 16#80, 16#FF, 16#7FF, 16#800, 16#FFF, 16#D7FF, 16#E000, 16#FFFD, 16#FFFE, 16#FFFF,
                         16#10000, 16#1F600, 16#FFFFF, 16#100000, 16#10FFFF]),
    [erlang:display({P, <<P/utf8>>, first(<<P/utf8>>), first(<<P/utf8, "tail">>), shifted(P)}) || P <- Points],
    Text = << <<P/utf8>> || P <- Points >>,
    erlang:display({byte_size(Text), decode(Text), count(Text, 0)}),
    erlang:display(decode(<<Text/binary, 16#C3>>)),
    Bad = outcome:id([<<16#80>>, <<16#BF>>, <<16#C0, 16#80>>, <<16#C1, 16#BF>>, <<16#C2>>, <<16#C2, $a>>, <<16#E0, 16#80, 16#80>>,
                      <<16#E0, 16#9F, 16#BF>>, <<16#ED, 16#A0, 16#80>>, <<16#ED, 16#BF, 16#BF>>, <<16#E2, 16#82>>,
                      <<16#E2, 16#82, $a>>, <<16#F0, 16#80, 16#80, 16#80>>, <<16#F0, 16#8F, 16#BF, 16#BF>>,
                      <<16#F4, 16#90, 16#80, 16#80>>, <<16#F5, 16#80, 16#80, 16#80>>, <<16#F0, 16#9F, 16#98>>, <<16#FF>>,
                      <<16#FE, 1, 2, 3>>, <<>>, <<1:7>>, <<16#C3, 16#A4:7>>]),
    erlang:display([first(B) || B <- Bad]),
    erlang:display([skip(B) || B <- Bad]),
    erlang:display([skip(<<P/utf8, $x>>) || P <- Points]),
    erlang:display([shift(B) || B <- Bad]),
    erlang:display([literal(B) || B <- outcome:id([<<"smörgås"/utf8>>, <<"smorgas">>, <<"å"/utf8>>, <<229>>])]),
    erlang:display([outcome:'of'(fun() -> <<(outcome:id(P))/utf8>> end)
                    || P <- [-1, 16#D800, 16#DBFF, 16#DFFF, 16#110000, 1 bsl 70, a, 1.0, "x"]]).

first(<<P/utf8, Rest/bits>>) -> {P, Rest};
first(<<Other/bits>>) -> {bad, Other}.

shifted(P) ->
    Bits = <<5:3, P/utf8, 1:5>>,
    <<_:3, Q/utf8, Rest/bits>> = Bits,
    {Bits, Q, Rest}.

shift(Bad) ->
    case <<1:1, Bad/bits>> of
        <<_:1, P/utf8, _/bits>> -> {P, good};
        <<_:1, Rest/bits>> -> {bad, bit_size(Rest)}
    end.

decode(<<P/utf8, Rest/binary>>) -> [P | decode(Rest)];
decode(<<>>) -> [];
decode(Rest) -> {rest, Rest}.

count(<<_/utf8, Rest/binary>>, N) -> count(Rest, N + 1);
count(<<>>, N) -> N.

skip(<<_/utf8, Rest/bits>>) -> {skipped, Rest};
skip(_) -> no.

literal(<<"smörgås"/utf8, _/binary>>) -> utf8;
literal(<<$å/utf8>>) -> one;
literal(<<_, _/binary>>) -> other.
