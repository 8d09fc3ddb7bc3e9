% SPDX-License-Identifier: Apache-2.0
% Integer segments of sizes known at compile time, 1 to 66 bits and at every start bit, read as big, little, signed
% and unsigned: the shapes that compiled code reads in line.
-module(bits_integers_fixed).
-export([main/0]).

main() ->
    Bytes = outcome:id(<<16#81, 16#23, 16#C5, 16#F7, 16#89, 16#7B, 16#CD, 16#EF, 16#FE, 16#DC, 16#3A, 16#98, 16#76>>),
    Ones = outcome:id(<<-1:128>>),
    Zeros = outcome:id(<<0:128>>),
    [begin
         erlang:display({Start, [Read(Bits) || Read <- readers(), Bits <- [bits(Start, Bytes)]]}),
         erlang:display({Start, [Read(bits(Start, Bits)) || Read <- readers(), Bits <- [Ones, Zeros]]})
     end
     || Start <- starts()],
    erlang:display([Read(outcome:id(<<>>)) || Read <- readers()]),
    erlang:display([Read(outcome:id(<<5:3>>)) || Read <- readers()]),
    erlang:display([Read(outcome:id(<<16#ABCD:16>>)) || Read <- readers()]).

-ifdef(SMALL).
starts() -> [0, 5].
-else.
starts() -> lists:seq(0, 9).
-endif.

bits(Start, Bits) ->
    <<_:Start, Rest/bits>> = Bits,
    Rest.

readers() ->
    [fun r1/1, fun r2/1, fun r3/1, fun r4/1, fun r5/1, fun r6/1, fun r7/1, fun r8/1, fun r9/1, fun r10/1,
     fun r11/1, fun r12/1, fun r13/1, fun r14/1, fun r15/1, fun r16/1, fun r17/1, fun r18/1, fun r19/1,
     fun r20/1, fun r21/1, fun r22/1, fun r23/1, fun r24/1, fun r25/1, fun r26/1, fun r27/1, fun r28/1,
     fun r29/1, fun r30/1, fun r31/1, fun r32/1, fun r33/1, fun r36/1, fun r40/1, fun r41/1, fun r47/1,
     fun r48/1, fun r49/1, fun r55/1, fun r56/1, fun r57/1, fun r58/1, fun r59/1, fun r60/1, fun r61/1,
     fun r63/1, fun r64/1, fun r65/1, fun r66/1].

r1(Bits) ->
    case Bits of
        <<A:1, T/bits>> ->
            <<B:1/signed, _/bits>> = Bits,
            <<C:1/little, _/bits>> = Bits,
            <<D:1/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r2(Bits) ->
    case Bits of
        <<A:2, T/bits>> ->
            <<B:2/signed, _/bits>> = Bits,
            <<C:2/little, _/bits>> = Bits,
            <<D:2/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r3(Bits) ->
    case Bits of
        <<A:3, T/bits>> ->
            <<B:3/signed, _/bits>> = Bits,
            <<C:3/little, _/bits>> = Bits,
            <<D:3/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r4(Bits) ->
    case Bits of
        <<A:4, T/bits>> ->
            <<B:4/signed, _/bits>> = Bits,
            <<C:4/little, _/bits>> = Bits,
            <<D:4/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r5(Bits) ->
    case Bits of
        <<A:5, T/bits>> ->
            <<B:5/signed, _/bits>> = Bits,
            <<C:5/little, _/bits>> = Bits,
            <<D:5/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r6(Bits) ->
    case Bits of
        <<A:6, T/bits>> ->
            <<B:6/signed, _/bits>> = Bits,
            <<C:6/little, _/bits>> = Bits,
            <<D:6/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r7(Bits) ->
    case Bits of
        <<A:7, T/bits>> ->
            <<B:7/signed, _/bits>> = Bits,
            <<C:7/little, _/bits>> = Bits,
            <<D:7/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r8(Bits) ->
    case Bits of
        <<A:8, T/bits>> ->
            <<B:8/signed, _/bits>> = Bits,
            <<C:8/little, _/bits>> = Bits,
            <<D:8/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r9(Bits) ->
    case Bits of
        <<A:9, T/bits>> ->
            <<B:9/signed, _/bits>> = Bits,
            <<C:9/little, _/bits>> = Bits,
            <<D:9/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r10(Bits) ->
    case Bits of
        <<A:10, T/bits>> ->
            <<B:10/signed, _/bits>> = Bits,
            <<C:10/little, _/bits>> = Bits,
            <<D:10/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r11(Bits) ->
    case Bits of
        <<A:11, T/bits>> ->
            <<B:11/signed, _/bits>> = Bits,
            <<C:11/little, _/bits>> = Bits,
            <<D:11/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r12(Bits) ->
    case Bits of
        <<A:12, T/bits>> ->
            <<B:12/signed, _/bits>> = Bits,
            <<C:12/little, _/bits>> = Bits,
            <<D:12/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r13(Bits) ->
    case Bits of
        <<A:13, T/bits>> ->
            <<B:13/signed, _/bits>> = Bits,
            <<C:13/little, _/bits>> = Bits,
            <<D:13/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r14(Bits) ->
    case Bits of
        <<A:14, T/bits>> ->
            <<B:14/signed, _/bits>> = Bits,
            <<C:14/little, _/bits>> = Bits,
            <<D:14/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r15(Bits) ->
    case Bits of
        <<A:15, T/bits>> ->
            <<B:15/signed, _/bits>> = Bits,
            <<C:15/little, _/bits>> = Bits,
            <<D:15/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r16(Bits) ->
    case Bits of
        <<A:16, T/bits>> ->
            <<B:16/signed, _/bits>> = Bits,
            <<C:16/little, _/bits>> = Bits,
            <<D:16/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r17(Bits) ->
    case Bits of
        <<A:17, T/bits>> ->
            <<B:17/signed, _/bits>> = Bits,
            <<C:17/little, _/bits>> = Bits,
            <<D:17/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r18(Bits) ->
    case Bits of
        <<A:18, T/bits>> ->
            <<B:18/signed, _/bits>> = Bits,
            <<C:18/little, _/bits>> = Bits,
            <<D:18/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r19(Bits) ->
    case Bits of
        <<A:19, T/bits>> ->
            <<B:19/signed, _/bits>> = Bits,
            <<C:19/little, _/bits>> = Bits,
            <<D:19/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r20(Bits) ->
    case Bits of
        <<A:20, T/bits>> ->
            <<B:20/signed, _/bits>> = Bits,
            <<C:20/little, _/bits>> = Bits,
            <<D:20/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r21(Bits) ->
    case Bits of
        <<A:21, T/bits>> ->
            <<B:21/signed, _/bits>> = Bits,
            <<C:21/little, _/bits>> = Bits,
            <<D:21/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r22(Bits) ->
    case Bits of
        <<A:22, T/bits>> ->
            <<B:22/signed, _/bits>> = Bits,
            <<C:22/little, _/bits>> = Bits,
            <<D:22/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r23(Bits) ->
    case Bits of
        <<A:23, T/bits>> ->
            <<B:23/signed, _/bits>> = Bits,
            <<C:23/little, _/bits>> = Bits,
            <<D:23/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r24(Bits) ->
    case Bits of
        <<A:24, T/bits>> ->
            <<B:24/signed, _/bits>> = Bits,
            <<C:24/little, _/bits>> = Bits,
            <<D:24/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r25(Bits) ->
    case Bits of
        <<A:25, T/bits>> ->
            <<B:25/signed, _/bits>> = Bits,
            <<C:25/little, _/bits>> = Bits,
            <<D:25/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r26(Bits) ->
    case Bits of
        <<A:26, T/bits>> ->
            <<B:26/signed, _/bits>> = Bits,
            <<C:26/little, _/bits>> = Bits,
            <<D:26/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r27(Bits) ->
    case Bits of
        <<A:27, T/bits>> ->
            <<B:27/signed, _/bits>> = Bits,
            <<C:27/little, _/bits>> = Bits,
            <<D:27/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r28(Bits) ->
    case Bits of
        <<A:28, T/bits>> ->
            <<B:28/signed, _/bits>> = Bits,
            <<C:28/little, _/bits>> = Bits,
            <<D:28/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r29(Bits) ->
    case Bits of
        <<A:29, T/bits>> ->
            <<B:29/signed, _/bits>> = Bits,
            <<C:29/little, _/bits>> = Bits,
            <<D:29/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r30(Bits) ->
    case Bits of
        <<A:30, T/bits>> ->
            <<B:30/signed, _/bits>> = Bits,
            <<C:30/little, _/bits>> = Bits,
            <<D:30/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r31(Bits) ->
    case Bits of
        <<A:31, T/bits>> ->
            <<B:31/signed, _/bits>> = Bits,
            <<C:31/little, _/bits>> = Bits,
            <<D:31/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r32(Bits) ->
    case Bits of
        <<A:32, T/bits>> ->
            <<B:32/signed, _/bits>> = Bits,
            <<C:32/little, _/bits>> = Bits,
            <<D:32/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r33(Bits) ->
    case Bits of
        <<A:33, T/bits>> ->
            <<B:33/signed, _/bits>> = Bits,
            <<C:33/little, _/bits>> = Bits,
            <<D:33/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r36(Bits) ->
    case Bits of
        <<A:36, T/bits>> ->
            <<B:36/signed, _/bits>> = Bits,
            <<C:36/little, _/bits>> = Bits,
            <<D:36/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r40(Bits) ->
    case Bits of
        <<A:40, T/bits>> ->
            <<B:40/signed, _/bits>> = Bits,
            <<C:40/little, _/bits>> = Bits,
            <<D:40/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r41(Bits) ->
    case Bits of
        <<A:41, T/bits>> ->
            <<B:41/signed, _/bits>> = Bits,
            <<C:41/little, _/bits>> = Bits,
            <<D:41/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r47(Bits) ->
    case Bits of
        <<A:47, T/bits>> ->
            <<B:47/signed, _/bits>> = Bits,
            <<C:47/little, _/bits>> = Bits,
            <<D:47/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r48(Bits) ->
    case Bits of
        <<A:48, T/bits>> ->
            <<B:48/signed, _/bits>> = Bits,
            <<C:48/little, _/bits>> = Bits,
            <<D:48/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r49(Bits) ->
    case Bits of
        <<A:49, T/bits>> ->
            <<B:49/signed, _/bits>> = Bits,
            <<C:49/little, _/bits>> = Bits,
            <<D:49/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r55(Bits) ->
    case Bits of
        <<A:55, T/bits>> ->
            <<B:55/signed, _/bits>> = Bits,
            <<C:55/little, _/bits>> = Bits,
            <<D:55/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r56(Bits) ->
    case Bits of
        <<A:56, T/bits>> ->
            <<B:56/signed, _/bits>> = Bits,
            <<C:56/little, _/bits>> = Bits,
            <<D:56/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r57(Bits) ->
    case Bits of
        <<A:57, T/bits>> ->
            <<B:57/signed, _/bits>> = Bits,
            <<C:57/little, _/bits>> = Bits,
            <<D:57/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r58(Bits) ->
    case Bits of
        <<A:58, T/bits>> ->
            <<B:58/signed, _/bits>> = Bits,
            <<C:58/little, _/bits>> = Bits,
            <<D:58/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r59(Bits) ->
    case Bits of
        <<A:59, T/bits>> ->
            <<B:59/signed, _/bits>> = Bits,
            <<C:59/little, _/bits>> = Bits,
            <<D:59/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r60(Bits) ->
    case Bits of
        <<A:60, T/bits>> ->
            <<B:60/signed, _/bits>> = Bits,
            <<C:60/little, _/bits>> = Bits,
            <<D:60/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r61(Bits) ->
    case Bits of
        <<A:61, T/bits>> ->
            <<B:61/signed, _/bits>> = Bits,
            <<C:61/little, _/bits>> = Bits,
            <<D:61/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r63(Bits) ->
    case Bits of
        <<A:63, T/bits>> ->
            <<B:63/signed, _/bits>> = Bits,
            <<C:63/little, _/bits>> = Bits,
            <<D:63/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r64(Bits) ->
    case Bits of
        <<A:64, T/bits>> ->
            <<B:64/signed, _/bits>> = Bits,
            <<C:64/little, _/bits>> = Bits,
            <<D:64/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r65(Bits) ->
    case Bits of
        <<A:65, T/bits>> ->
            <<B:65/signed, _/bits>> = Bits,
            <<C:65/little, _/bits>> = Bits,
            <<D:65/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.

r66(Bits) ->
    case Bits of
        <<A:66, T/bits>> ->
            <<B:66/signed, _/bits>> = Bits,
            <<C:66/little, _/bits>> = Bits,
            <<D:66/little-signed, E:8, _/bits>> = <<Bits/bits, 77>>,
            {A, B, C, D, E, bit_size(T)};
        _ -> short
    end.
