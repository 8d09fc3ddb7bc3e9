%% SPDX-License-Identifier: Apache-2.0
%%
%% Binaries: builds packets with a header, fields of several widths and a checksum, takes them apart again, and turns
%% bytes into hexadecimal text and back.
-module(binaries).
-export([run/0, iterations/0]).

iterations() -> 20.

run() ->
    Stream = build(15000, <<>>),
    {Sum, Payload} = parse(Stream, 0, <<>>),
    Sum + byte_size(from_hex(to_hex(Payload, <<>>), <<>>)) + checksum(Payload, 0).

build(0, Stream) -> Stream;
build(N, Stream) ->
    Body = <<(N * 7):16, (N * 1001):32/little, (N rem 256), "payload">>,
    build(N - 1, <<Stream/binary, 16#CAFE:16, (byte_size(Body)):16, (N rem 16):4, (N rem 4096):12, Body/binary,
                   (checksum(Body, 0)):8>>).

parse(<<16#CAFE:16, Size:16, Kind:4, Number:12, Body:Size/binary, Check:8, Rest/binary>>, Sum, Payload) ->
    Check = checksum(Body, 0) band 255,
    <<A:16, B:32/little, C, Text/binary>> = Body,
    parse(Rest, (Sum + Kind + Number + A + B + C) band 16#FFFFFFFF, <<Payload/binary, C, Text/binary>>);
parse(<<>>, Sum, Payload) -> {Sum, Payload}.

checksum(<<A:32, Rest/binary>>, Sum) -> checksum(Rest, (Sum + A) band 16#FFFFFF);
checksum(<<A, Rest/binary>>, Sum) -> checksum(Rest, (Sum + A) band 16#FFFFFF);
checksum(<<>>, Sum) -> Sum.

to_hex(<<High:4, Low:4, Rest/binary>>, Text) -> to_hex(Rest, <<Text/binary, (digit(High)), (digit(Low))>>);
to_hex(<<>>, Text) -> Text.

digit(N) when N < 10 -> $0 + N;
digit(N) -> $a + N - 10.

from_hex(<<High, Low, Rest/binary>>, Bytes) -> from_hex(Rest, <<Bytes/binary, (value(High) * 16 + value(Low))>>);
from_hex(<<>>, Bytes) -> Bytes.

value(C) when C >= $a -> C - $a + 10;
value(C) -> C - $0.
