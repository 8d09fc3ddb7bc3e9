%% SPDX-License-Identifier: Apache-2.0
%% Codecs as programs write them: base 64, run lengths, variable-length integers, a prefix code, a CRC by bits,
%% an IPv4 header with its checksum. Each is undone and compared.
-module(bits_codecs).
-export([main/0]).

-ifdef(SMALL).
-define(SIZE, 60).
-else.
-define(SIZE, 5000).
-endif.

main() ->
    Inputs = [<<>>, <<"f">>, <<"fo">>, <<"foo">>, <<"foob">>, <<"fooba">>, <<"foobar">>, noise(?SIZE, 12345, <<>>)],
    erlang:display([encode64(B) || B <- lists:droplast(Inputs)]),
    erlang:display([decode64(encode64(B)) =:= B || B <- Inputs]),
    erlang:display([hex(B) || B <- lists:droplast(Inputs)]),
    erlang:display([unhex(hex(B)) =:= B || B <- Inputs]),
    Runs = << <<(X div 7):8>> || X <- lists:seq(0, 200) >>,
    erlang:display({runs(Runs), unrun(runs(Runs)) =:= Runs}),
    Numbers = [0, 1, 127, 128, 300, 16383, 16384, 1 bsl 31, (1 bsl 64) - 1, 1 bsl 70],
    Varints = << <<(varint(N))/binary>> || N <- Numbers >>,
    erlang:display({Varints, varints(Varints) =:= Numbers}),
    Coded = << <<(code(C))/bits>> || <<C>> <= <<"abracadabra, abracadabra!">> >>,
    erlang:display({bit_size(Coded), Coded, list_to_binary(decode(Coded))}),
    erlang:display([crc32(B, 16#FFFFFFFF) || B <- Inputs]),
    Packet = packet(<<192, 168, 0, 1>>, <<10, 0, 0, 7>>, <<"payload">>),
    erlang:display({Packet, parse(Packet)}),
    <<Head:10/binary, _, Tail/binary>> = Packet,
    erlang:display(parse(<<Head/binary, 0, Tail/binary>>)),
    erlang:display(erlang:phash2(gray(<< <<X:5>> || X <- lists:seq(0, 31) >>, <<>>))).

noise(0, _, Acc) -> Acc;
noise(N, Seed, Acc) ->
    Next = (Seed * 1103515245 + 12345) band 16#7FFFFFFF,
    noise(N - 1, Next, <<Acc/binary, (Next bsr 16)>>).

encode64(<<A:6, B:6, C:6, D:6, Rest/binary>>) -> <<(digit(A)), (digit(B)), (digit(C)), (digit(D)), (encode64(Rest))/binary>>;
encode64(<<A:6, B:6, C:4>>) -> <<(digit(A)), (digit(B)), (digit(C bsl 2)), $=>>;
encode64(<<A:6, B:2>>) -> <<(digit(A)), (digit(B bsl 4)), "==">>;
encode64(<<>>) -> <<>>.

digit(N) when N < 26 -> $A + N;
digit(N) when N < 52 -> $a + N - 26;
digit(N) when N < 62 -> $0 + N - 52;
digit(62) -> $+;
digit(63) -> $/.

decode64(Text) -> decode64(Text, <<>>).

decode64(<<A, B, "==">>, Acc) ->
    <<Byte, _:4>> = <<(value(A)):6, (value(B)):6>>,
    <<Acc/binary, Byte>>;
decode64(<<A, B, C, $=>>, Acc) ->
    <<Bytes:2/binary, _:2>> = <<(value(A)):6, (value(B)):6, (value(C)):6>>,
    <<Acc/binary, Bytes/binary>>;
decode64(<<A, B, C, D, Rest/binary>>, Acc) ->
    decode64(Rest, <<Acc/binary, (value(A)):6, (value(B)):6, (value(C)):6, (value(D)):6>>);
decode64(<<>>, Acc) -> Acc.

value(C) when C >= $A, C =< $Z -> C - $A;
value(C) when C >= $a, C =< $z -> C - $a + 26;
value(C) when C >= $0, C =< $9 -> C - $0 + 52;
value($+) -> 62;
value($/) -> 63.

hex(Bin) -> << <<(nibble(N))>> || <<N:4>> <= Bin >>.

nibble(N) when N < 10 -> $0 + N;
nibble(N) -> $a + N - 10.

unhex(Text) -> << <<(if C >= $a -> C - $a + 10; true -> C - $0 end):4>> || <<C>> <= Text >>.

runs(<<B, Rest/binary>>) -> runs(Rest, B, 1, <<>>);
runs(<<>>) -> <<>>.

runs(<<B, Rest/binary>>, B, N, Acc) when N < 255 -> runs(Rest, B, N + 1, Acc);
runs(<<C, Rest/binary>>, B, N, Acc) -> runs(Rest, C, 1, <<Acc/binary, N, B>>);
runs(<<>>, B, N, Acc) -> <<Acc/binary, N, B>>.

unrun(Bin) -> << <<B>> || <<N, B>> <= Bin, _ <- lists:seq(1, N) >>.

varint(N) when N < 128 -> <<0:1, N:7>>;
varint(N) -> <<1:1, N:7, (varint(N bsr 7))/binary>>.

varints(<<>>) -> [];
varints(Bin) -> varints(Bin, 0, 0).

varints(<<1:1, N:7, Rest/binary>>, Shift, Acc) -> varints(Rest, Shift + 7, Acc bor (N bsl Shift));
varints(<<0:1, N:7, Rest/binary>>, Shift, Acc) -> [Acc bor (N bsl Shift) | varints(Rest)].

code($a) -> <<0:1>>;
code($b) -> <<2#100:3>>;
code($r) -> <<2#101:3>>;
code($c) -> <<2#1100:4>>;
code($d) -> <<2#1101:4>>;
code(C) -> <<2#111:3, C:7>>.

decode(<<0:1, Rest/bits>>) -> [$a | decode(Rest)];
decode(<<2#100:3, Rest/bits>>) -> [$b | decode(Rest)];
decode(<<2#101:3, Rest/bits>>) -> [$r | decode(Rest)];
decode(<<2#1100:4, Rest/bits>>) -> [$c | decode(Rest)];
decode(<<2#1101:4, Rest/bits>>) -> [$d | decode(Rest)];
decode(<<2#111:3, C:7, Rest/bits>>) -> [C | decode(Rest)];
decode(<<>>) -> [].

crc32(<<B, Rest/binary>>, Crc) -> crc32(Rest, crc_bits(Crc bxor B, 8));
crc32(<<>>, Crc) -> Crc bxor 16#FFFFFFFF.

crc_bits(Crc, 0) -> Crc;
crc_bits(Crc, N) when Crc band 1 =:= 1 -> crc_bits((Crc bsr 1) bxor 16#EDB88320, N - 1);
crc_bits(Crc, N) -> crc_bits(Crc bsr 1, N - 1).

packet(From, To, Payload) ->
    Length = 20 + byte_size(Payload),
    Header = <<4:4, 5:4, 0, Length:16, 16#BEEF:16, 2:3, 0:13, 64, 17, 0:16, From:4/binary, To:4/binary>>,
    <<Start:10/binary, _:16, End/binary>> = Header,
    <<Start/binary, (bnot sum16(Header, 0)):16, End/binary, Payload/binary>>.

sum16(<<A:16, Rest/binary>>, Sum) -> sum16(Rest, Sum + A);
sum16(<<A>>, Sum) -> sum16(<<>>, Sum + (A bsl 8));
sum16(<<>>, Sum) when Sum > 16#FFFF -> sum16(<<>>, (Sum band 16#FFFF) + (Sum bsr 16));
sum16(<<>>, Sum) -> Sum.

parse(<<4:4, Words:4, Service, Length:16, Id:16, Flags:3, Offset:13, Live, Protocol, _Sum:16, From:4/binary, To:4/binary,
        Rest/binary>> = Packet) when Words >= 5, byte_size(Packet) =:= Length ->
    Options = (Words - 5) * 4,
    <<_:Options/binary, Payload/binary>> = Rest,
    <<Header:(Words * 4)/binary, _/binary>> = Packet,
    {Service, Id, Flags, Offset, Live, Protocol, From, To, Payload, sum16(Header, 0) =:= 16#FFFF};
parse(_) -> bad.

gray(<<A:1, B:1, Rest/bits>>, Acc) -> gray(<<B:1, Rest/bits>>, <<Acc/bits, (A bxor B):1>>);
gray(<<_:1>>, Acc) -> Acc.
