%% SPDX-License-Identifier: Apache-2.0
%% Checksums and hashes by integer arithmetic, where 32- and 64-bit words cross the border of small
%% integers: CRC-32 with a table and without, Adler-32, SHA-1, MD5, SipHash, MurmurHash's mixer,
%% a Mersenne Twister and RC4.
-module(checksums).
-export([main/0]).

-define(MASK32, 16#FFFFFFFF).
-define(MASK64, 16#FFFFFFFFFFFFFFFF).

main() ->
    Texts = ["", "a", "abc", "message digest", "The quick brown fox jumps over the lazy dog", lists:duplicate(120, $x)],
    Table = list_to_tuple([entry(N, 8) || N <- lists:seq(0, 255)]),
    erlang:display([crc(T, Table) || T <- Texts]),
    erlang:display([crc(T, Table) =:= slow_crc(T, ?MASK32) || T <- Texts]),
    erlang:display([adler(T, 1, 0) || T <- Texts]),
    erlang:display([hex(sha1(T)) || T <- Texts]),
    erlang:display([hex(md5(T)) || T <- Texts]),
    erlang:display([siphash(T) || T <- Texts]),
    erlang:display([mix64(N) || N <- [0, 1, 2, 1 bsl 32, 1 bsl 63, ?MASK64]]),
    erlang:display(twister(5489, 10)),
    erlang:display(hex(rc4("Key", "Plaintext"))),
    erlang:display(rc4("Key", rc4("Key", "Plaintext"))),
    erlang:display(lists:sum([crc(integer_to_list(N), Table) || N <- lists:seq(1, 200)])).

entry(C, 0) -> C;
entry(C, N) when C band 1 =:= 1 -> entry(16#EDB88320 bxor (C bsr 1), N - 1);
entry(C, N) -> entry(C bsr 1, N - 1).

crc(Text, Table) ->
    lists:foldl(fun(B, C) -> element(((C bxor B) band 255) + 1, Table) bxor (C bsr 8) end, ?MASK32, Text) bxor ?MASK32.

slow_crc([], C) -> C bxor ?MASK32;
slow_crc([B | T], C) -> slow_crc(T, entry(C bxor B, 8)).

adler([], A, B) -> (B bsl 16) bor A;
adler([C | T], A, B) ->
    A1 = (A + C) rem 65521,
    adler(T, A1, (B + A1) rem 65521).

%% The message in words of 32 bits, padded.
pad(Text, Order) ->
    Length = length(Text),
    Zeros = (119 - Length rem 64) rem 64,
    Bits = Length * 8,
    Size = case Order of
               big -> [(Bits bsr S) band 255 || S <- [56, 48, 40, 32, 24, 16, 8, 0]];
               little -> [(Bits bsr S) band 255 || S <- [0, 8, 16, 24, 32, 40, 48, 56]]
           end,
    words(Text ++ [16#80] ++ lists:duplicate(Zeros, 0) ++ Size, Order).

words([], _) -> [];
words([A, B, C, D | T], big) -> [(A bsl 24) bor (B bsl 16) bor (C bsl 8) bor D | words(T, big)];
words([A, B, C, D | T], little) -> [A bor (B bsl 8) bor (C bsl 16) bor (D bsl 24) | words(T, little)].

rotate(X, N) -> ((X bsl N) bor (X bsr (32 - N))) band ?MASK32.

sha1(Text) -> sha1(pad(Text, big), {16#67452301, 16#EFCDAB89, 16#98BADCFE, 16#10325476, 16#C3D2E1F0}).

sha1([], {A, B, C, D, E}) -> lists:append([[X bsr 24, (X bsr 16) band 255, (X bsr 8) band 255, X band 255] || X <- [A, B, C, D, E]]);
sha1(Words, {A, B, C, D, E}) ->
    {Block, Rest} = lists:split(16, Words),
    {A1, B1, C1, D1, E1} = sha1_rounds(expand(lists:reverse(Block), 64), 0, A, B, C, D, E),
    sha1(Rest, {(A + A1) band ?MASK32, (B + B1) band ?MASK32, (C + C1) band ?MASK32, (D + D1) band ?MASK32, (E + E1) band ?MASK32}).

expand(Words, 0) -> lists:reverse(Words);
expand([_, _, W3, _, _, _, _, W8, _, _, _, _, _, W14, _, W16 | _] = Words, N) ->
    expand([rotate(W3 bxor W8 bxor W14 bxor W16, 1) | Words], N - 1).

sha1_rounds([], _, A, B, C, D, E) -> {A, B, C, D, E};
sha1_rounds([W | Ws], I, A, B, C, D, E) ->
    {F, K} = if
                 I < 20 -> {(B band C) bor (bnot B band D), 16#5A827999};
                 I < 40 -> {B bxor C bxor D, 16#6ED9EBA1};
                 I < 60 -> {(B band C) bor (B band D) bor (C band D), 16#8F1BBCDC};
                 true -> {B bxor C bxor D, 16#CA62C1D6}
             end,
    sha1_rounds(Ws, I + 1, (rotate(A, 5) + F + E + K + W) band ?MASK32, A, rotate(B, 30), C, D).

md5(Text) -> md5(pad(Text, little), {16#67452301, 16#EFCDAB89, 16#98BADCFE, 16#10325476}).

md5([], {A, B, C, D}) -> lists:append([[X band 255, (X bsr 8) band 255, (X bsr 16) band 255, X bsr 24] || X <- [A, B, C, D]]);
md5(Words, {A, B, C, D}) ->
    {Block, Rest} = lists:split(16, Words),
    {A1, B1, C1, D1} = md5_rounds(0, list_to_tuple(Block), md5_constants(), A, B, C, D),
    md5(Rest, {(A + A1) band ?MASK32, (B + B1) band ?MASK32, (C + C1) band ?MASK32, (D + D1) band ?MASK32}).

md5_rounds(64, _, _, A, B, C, D) -> {A, B, C, D};
md5_rounds(I, Block, Constants, A, B, C, D) ->
    {F, G, Shifts} = case I div 16 of
                         0 -> {(B band C) bor (bnot B band D), I, {7, 12, 17, 22}};
                         1 -> {(D band B) bor (bnot D band C), (5 * I + 1) rem 16, {5, 9, 14, 20}};
                         2 -> {B bxor C bxor D, (3 * I + 5) rem 16, {4, 11, 16, 23}};
                         3 -> {C bxor (B bor (bnot D band ?MASK32)), 7 * I rem 16, {6, 10, 15, 21}}
                     end,
    Sum = (A + F + element(I + 1, Constants) + element(G + 1, Block)) band ?MASK32,
    md5_rounds(I + 1, Block, Constants, D, (B + rotate(Sum, element(I rem 4 + 1, Shifts))) band ?MASK32, B, C).

%% floor(abs(sin(I + 1)) * 2^32), with the sine from its series.
md5_constants() -> list_to_tuple([trunc(abs(sine(I)) * 4294967296) || I <- lists:seq(1, 64)]).

%% In exact integers scaled by 10^40, which is more than the series loses.
sine(X) ->
    One = 10000000000000000000000000000000000000000,
    series(X * One, X * X, 1, 0, 1) / One.

series(Term, _, _, Sum, _) when Term =:= 0 -> Sum;
series(Term, Square, N, Sum, Sign) -> series(Term * Square div ((N + 1) * (N + 2)), Square, N + 2, Sum + Sign * Term, -Sign).

%% SipHash-2-4 with the key 0 .. 15.
siphash(Text) ->
    K0 = 16#0706050403020100,
    K1 = 16#0F0E0D0C0B0A0908,
    State = {K0 bxor 16#736F6D6570736575, K1 bxor 16#646F72616E646F6D, K0 bxor 16#6C7967656E657261, K1 bxor 16#7465646279746573},
    {A, B, C, D} = absorb(Text, length(Text), State),
    {E, F, G, H} = sip(4, {A, B, C bxor 255, D}),
    E bxor F bxor G bxor H.

absorb([B0, B1, B2, B3, B4, B5, B6, B7 | T], Length, State) -> absorb(T, Length, absorb_word(little64([B0, B1, B2, B3, B4, B5, B6, B7]), State));
absorb(Rest, Length, State) -> absorb_word(little64(Rest) bor ((Length band 255) bsl 56), State).

absorb_word(M, {A, B, C, D}) ->
    {E, F, G, H} = sip(2, {A, B, C, D bxor M}),
    {E bxor M, F, G, H}.

little64(Bytes) -> lists:foldr(fun(B, Acc) -> (Acc bsl 8) bor B end, 0, Bytes).

sip(0, State) -> State;
sip(N, {V0, V1, V2, V3}) ->
    A0 = (V0 + V1) band ?MASK64,
    A1 = rotate64(V1, 13) bxor A0,
    B0 = rotate64(A0, 32),
    A2 = (V2 + V3) band ?MASK64,
    A3 = rotate64(V3, 16) bxor A2,
    C0 = (B0 + A3) band ?MASK64,
    C3 = rotate64(A3, 21) bxor C0,
    C2 = (A2 + A1) band ?MASK64,
    C1 = rotate64(A1, 17) bxor C2,
    sip(N - 1, {C0, C1, rotate64(C2, 32), C3}).

rotate64(X, N) -> ((X bsl N) bor (X bsr (64 - N))) band ?MASK64.

mix64(X) ->
    A = ((X bxor (X bsr 33)) * 16#FF51AFD7ED558CCD) band ?MASK64,
    B = ((A bxor (A bsr 33)) * 16#C4CEB9FE1A85EC53) band ?MASK64,
    B bxor (B bsr 33).

%% The first N outputs of MT19937.
twister(Seed, N) ->
    State = list_to_tuple(seed(Seed, 1)),
    [temper(twist(State, I)) || I <- lists:seq(1, N)].

seed(X, 624) -> [X];
seed(X, I) -> [X | seed((1812433253 * (X bxor (X bsr 30)) + I) band ?MASK32, I + 1)].

twist(State, I) ->
    Y = (element(I, State) band 16#80000000) bor (element(I + 1, State) band 16#7FFFFFFF),
    element(I + 397, State) bxor (Y bsr 1) bxor (case Y band 1 of 0 -> 0; 1 -> 16#9908B0DF end).

temper(Y0) ->
    Y1 = Y0 bxor (Y0 bsr 11),
    Y2 = Y1 bxor ((Y1 bsl 7) band 16#9D2C5680),
    Y3 = Y2 bxor ((Y2 bsl 15) band 16#EFC60000),
    Y3 bxor (Y3 bsr 18).

rc4(Key, Text) ->
    K = list_to_tuple(Key),
    S = schedule(0, 0, list_to_tuple(lists:seq(0, 255)), K),
    stream(Text, 0, 0, S).

schedule(256, _, S, _) -> S;
schedule(I, J, S, K) ->
    J1 = (J + element(I + 1, S) + element(I rem tuple_size(K) + 1, K)) band 255,
    schedule(I + 1, J1, swap(I + 1, J1 + 1, S), K).

stream([], _, _, _) -> [];
stream([C | T], I, J, S) ->
    I1 = (I + 1) band 255,
    J1 = (J + element(I1 + 1, S)) band 255,
    S1 = swap(I1 + 1, J1 + 1, S),
    Byte = element(((element(I1 + 1, S1) + element(J1 + 1, S1)) band 255) + 1, S1),
    [C bxor Byte | stream(T, I1, J1, S1)].

swap(I, J, S) -> setelement(I, setelement(J, S, element(I, S)), element(J, S)).

hex(Bytes) -> lists:append([[digit(B bsr 4), digit(B band 15)] || B <- Bytes]).

digit(D) when D < 10 -> $0 + D;
digit(D) -> $a + D - 10.
