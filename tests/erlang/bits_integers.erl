%% SPDX-License-Identifier: Apache-2.0
%% Integer segments of sizes known at run time only: 0 to 130 bits, every start bit, both byte orders, signed and
%% unsigned, values that fit and values that are cut.
-module(bits_integers).
-export([main/0]).

-ifdef(SMALL).
sizes() -> [0, 1, 7, 8, 9, 16, 33, 63, 64, 65, 100].
-else.
sizes() -> lists:seq(0, 130).
-endif.

main() ->
    Values = outcome:id([0, 1, -1, 2, 127, 128, 255, 256, -128, -129, 16#1234, 16#DEADBEEF, -16#DEADBEEF, (1 bsl 58) + 3,
                         (1 bsl 59) - 1, 1 bsl 59, -(1 bsl 59), -(1 bsl 59) - 1, (1 bsl 63) + 5, (1 bsl 64) - 1, 1 bsl 64,
                         -(1 bsl 64), 16#0123456789ABCDEF0123456789ABCDEF, -16#0123456789ABCDEF0123456789ABCDEF]),
    [erlang:display({Size, erlang:phash2([one(Size, Value, Start) || Value <- Values, Start <- [0, 1, 3, 7]])})
     || Size <- sizes()],
    [erlang:display({Size, one(Size, Value, 3)}) || Size <- [0, 1, 5, 8, 13, 64, 65, 72], Value <- Values],
    erlang:display([V || Size <- sizes(), V <- Values, cut(V, Size) =/= read(Size, V)]).

one(Size, Value, Start) ->
    Bits = <<0:Start, Value:Size, -1:Start>>,
    Little = <<0:Start, Value:Size/little, -1:Start>>,
    <<_:Start, A:Size, _/bits>> = Bits,
    <<_:Start, B:Size/signed, _/bits>> = Bits,
    <<_:Start, C:Size/little, _/bits>> = Bits,
    <<_:Start, D:Size/little-signed, _/bits>> = Bits,
    <<_:Start, E:Size, _/bits>> = Little,
    <<_:Start, F:Size/little, _/bits>> = Little,
    <<_:Start, G:Size/native, _/bits>> = Little,
    <<_:Start, H:Size/native-signed, Rest/bits>> = Little,
    {Bits, Little, [A, B, C, D, E, F, G, H], Rest}.

read(Size, Value) ->
    <<Read:Size>> = <<Value:Size>>,
    Read.

cut(Value, Size) -> Value band ((1 bsl Size) - 1).
