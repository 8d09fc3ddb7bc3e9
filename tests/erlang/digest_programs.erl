%% SPDX-License-Identifier: Apache-2.0
%% Digests and codes written in Erlang: SHA-256, MD5, CRC tables, LZW, Huffman, run lengths, Reed-Solomon's field.
-module(digest_programs).
-export([main/0]).

main() ->
    [erlang:display([hex(sha256(T)), hex(md5(T))]) || T <- [<<>>, <<"abc">>, <<"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq">>, binary:copy(<<"a">>, 200)]],
    Table = list_to_tuple([crc_entry(N, 8) || N <- lists:seq(0, 255)]),
    erlang:display([crc(Table, T) || T <- [<<>>, <<"123456789">>, list_to_binary(lists:seq(0, 255))]]),
    Text = <<"TOBEORNOTTOBEORTOBEORNOT the quick brown fox jumps over the lazy dog TOBEORNOT">>,
    Codes = lzw(Text),
    erlang:display({Codes, unlzw(Codes) =:= Text}),
    {Tree, Bits} = huffman(Text),
    erlang:display({bit_size(Bits), Bits, unhuffman(Tree, Bits, byte_size(Text)) =:= Text}),
    Runs = runs(<<"aaabccddddddde">>),
    erlang:display({Runs, << <<(binary:copy(<<C>>, N))/binary>> || <<N, C>> <= Runs >>}),
    {Exp, Log} = field(),
    erlang:display([multiply(A, B, Exp, Log) || A <- [0, 1, 2, 83, 255], B <- [1, 2, 202, 255]]),
    erlang:display([adler(T) || T <- [<<>>, <<"Wikipedia">>, binary:copy(<<255>>, 6000)]]),
    erlang:display(base58(<<0, 0, 40, 127, 180, 205>>)).

hex(B) -> << <<(element(N + 1, {$0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $a, $b, $c, $d, $e, $f}))>> || <<N:4>> <= B >>.

pad(Message, Endian) ->
    Bits = bit_size(Message),
    Zeros = (447 - Bits) band 511,
    Size = case Endian of big -> <<Bits:64>>; little -> <<Bits:64/little>> end,
    <<Message/binary, 1:1, 0:Zeros, Size/binary>>.

rotate(X, N) -> (X bsr N) bor ((X bsl (32 - N)) band 16#ffffffff).
root(P, F) -> R = F(P), trunc((R - math:floor(R)) * 4294967296.0).
primes(N) -> primes(2, N, []).
primes(_, 0, Acc) -> lists:reverse(Acc);
primes(P, N, Acc) ->
    case lists:any(fun(Q) -> P rem Q =:= 0 end, Acc) of
        true -> primes(P + 1, N, Acc);
        false -> primes(P + 1, N - 1, [P | Acc])
    end.

sha256(Message) ->
    K = [cube(P) || P <- primes(64)],
    H = [root(P, fun math:sqrt/1) || P <- primes(8)],
    Blocks = [[W || <<W:32>> <= Block] || <<Block:64/binary>> <= pad(Message, big)],
    << <<W:32>> || W <- lists:foldl(fun(Block, S) -> sha_block(Block, K, S) end, H, Blocks) >>.

%% The first 32 bits of the fraction of a cube root, without floats.
cube(P) -> cube(P bsl 96, 0, 1 bsl 40) band 16#ffffffff.
cube(N, Low, High) when High - Low =:= 1 -> true = Low * Low * Low =< N, Low;
cube(N, Low, High) ->
    Middle = (Low + High) bsr 1,
    if Middle * Middle * Middle =< N -> cube(N, Middle, High); true -> cube(N, Low, Middle) end.

sha_block(Block, K, State) ->
    W = schedule(16, lists:reverse(Block)),
    Result = lists:foldl(fun({Wt, Kt}, [A, B, C, D, E, F, G, H]) ->
                                 S1 = rotate(E, 6) bxor rotate(E, 11) bxor rotate(E, 25),
                                 T1 = H + S1 + ((E band F) bxor ((bnot E) band G)) + Kt + Wt,
                                 S0 = rotate(A, 2) bxor rotate(A, 13) bxor rotate(A, 22),
                                 T2 = S0 + ((A band B) bxor (A band C) bxor (B band C)),
                                 [(T1 + T2) band 16#ffffffff, A, B, C, (D + T1) band 16#ffffffff, E, F, G]
                         end, State, lists:zip(W, K)),
    lists:zipwith(fun(X, Y) -> (X + Y) band 16#ffffffff end, State, Result).

schedule(64, W) -> lists:reverse(W);
schedule(N, W) ->
    [W2, W7, W15, W16] = [lists:nth(I, W) || I <- [2, 7, 15, 16]],
    S0 = rotate(W15, 7) bxor rotate(W15, 18) bxor (W15 bsr 3),
    S1 = rotate(W2, 17) bxor rotate(W2, 19) bxor (W2 bsr 10),
    schedule(N + 1, [(W16 + S0 + W7 + S1) band 16#ffffffff | W]).

md5(Message) ->
    Blocks = [list_to_tuple([W || <<W:32/little>> <= B]) || <<B:64/binary>> <= pad(Message, little)],
    Start = {16#67452301, 16#efcdab89, 16#98badcfe, 16#10325476},
    {A, B, C, D} = lists:foldl(fun md5_block/2, Start, Blocks),
    <<A:32/little, B:32/little, C:32/little, D:32/little>>.

md5_block(M, {A0, B0, C0, D0}) ->
    Shifts = {7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21},
    {A1, B1, C1, D1} =
        lists:foldl(fun(I, {A, B, C, D}) ->
                            {F, G} = case I div 16 of
                                         0 -> {(B band C) bor ((bnot B) band D), I};
                                         1 -> {(D band B) bor ((bnot D) band C), (5 * I + 1) rem 16};
                                         2 -> {B bxor C bxor D, (3 * I + 5) rem 16};
                                         3 -> {C bxor (B bor ((bnot D) band 16#ffffffff)), (7 * I) rem 16}
                                     end,
                            K = trunc(abs(math:sin(I + 1)) * 4294967296.0),
                            X = (A + F + K + element(G + 1, M)) band 16#ffffffff,
                            {D, (B + rotate(X, 32 - element(I div 16 * 4 + I rem 4 + 1, Shifts))) band 16#ffffffff, B, C}
                    end, {A0, B0, C0, D0}, lists:seq(0, 63)),
    {(A0 + A1) band 16#ffffffff, (B0 + B1) band 16#ffffffff, (C0 + C1) band 16#ffffffff, (D0 + D1) band 16#ffffffff}.

crc_entry(C, 0) -> C;
crc_entry(C, N) when C band 1 =:= 1 -> crc_entry(16#edb88320 bxor (C bsr 1), N - 1);
crc_entry(C, N) -> crc_entry(C bsr 1, N - 1).
crc(Table, Binary) -> crc(Table, Binary, 16#ffffffff) bxor 16#ffffffff.
crc(Table, <<B, Rest/binary>>, C) -> crc(Table, Rest, element(((C bxor B) band 255) + 1, Table) bxor (C bsr 8));
crc(_, <<>>, C) -> C.

lzw(<<First, Rest/binary>>) -> lzw(Rest, <<First>>, maps:from_list([{<<C>>, C} || C <- lists:seq(0, 255)])).
lzw(<<C, Rest/binary>>, W, Codes) ->
    case Codes of
        #{<<W/binary, C>> := _} -> lzw(Rest, <<W/binary, C>>, Codes);
        #{W := Code} -> [Code | lzw(Rest, <<C>>, Codes#{<<W/binary, C>> => map_size(Codes)})]
    end;
lzw(<<>>, W, Codes) -> [map_get(W, Codes)].

unlzw([First | Rest]) -> unlzw(Rest, <<First>>, maps:from_list([{C, <<C>>} || C <- lists:seq(0, 255)]), <<First>>).
unlzw([], _, _, Out) -> Out;
unlzw([Code | Rest], W, Words, Out) ->
    Entry = case Words of
                #{Code := E} -> E;
                _ -> <<W/binary, (binary:first(W))>>
            end,
    unlzw(Rest, Entry, Words#{map_size(Words) => <<W/binary, (binary:first(Entry))>>}, <<Out/binary, Entry/binary>>).

huffman(Text) ->
    Counts = lists:foldl(fun(C, M) -> maps:update_with(C, fun(N) -> N + 1 end, 1, M) end, #{}, binary_to_list(Text)),
    Tree = join(lists:sort([{N, C} || {C, N} <- maps:to_list(Counts)])),
    Codes = codes(Tree, <<>>, #{}),
    {Tree, << <<(map_get(C, Codes))/bitstring>> || <<C>> <= Text >>}.

join([{_, Tree}]) -> Tree;
join([{N1, A}, {N2, B} | Rest]) -> join(lists:sort([{N1 + N2, {A, B}} | Rest])).
codes({A, B}, Prefix, M) -> codes(B, <<Prefix/bitstring, 1:1>>, codes(A, <<Prefix/bitstring, 0:1>>, M));
codes(C, Prefix, M) -> M#{C => Prefix}.
unhuffman(Tree, Bits, N) -> unhuffman(Tree, Tree, Bits, N, <<>>).
unhuffman(_, _, _, 0, Out) -> Out;
unhuffman(Root, {A, B}, <<Bit:1, Rest/bitstring>>, N, Out) ->
    case if Bit =:= 0 -> A; true -> B end of
        C when is_integer(C) -> unhuffman(Root, Root, Rest, N - 1, <<Out/binary, C>>);
        Tree -> unhuffman(Root, Tree, Rest, N, Out)
    end.

runs(<<C, Rest/binary>>) -> runs(Rest, C, 1);
runs(<<>>) -> <<>>.
runs(<<C, Rest/binary>>, C, N) -> runs(Rest, C, N + 1);
runs(Rest, C, N) -> <<N, C, (runs(Rest))/binary>>.

field() ->
    Powers = lists:reverse(element(2, lists:foldl(fun(_, {X, Acc}) -> {double(X), [X | Acc]} end, {1, []}, lists:seq(0, 254)))),
    {list_to_tuple(Powers), maps:from_list(lists:zip(Powers, lists:seq(0, 254)))}.
double(X) when X < 128 -> X bsl 1;
double(X) -> (X bsl 1) bxor 16#11d.
multiply(0, _, _, _) -> 0;
multiply(A, B, Exp, Log) -> element((map_get(A, Log) + map_get(B, Log)) rem 255 + 1, Exp).

adler(B) -> adler(B, 1, 0).
adler(<<C, Rest/binary>>, X, Y) -> A = (X + C) rem 65521, adler(Rest, A, (Y + A) rem 65521);
adler(<<>>, X, Y) -> (Y bsl 16) bor X.

base58(B) -> base58_zeros(B) ++ base58_digits(binary:decode_unsigned(B), []).
base58_zeros(<<0, Rest/binary>>) -> [$1 | base58_zeros(Rest)];
base58_zeros(_) -> [].
base58_digits(0, Acc) -> Acc;
base58_digits(N, Acc) -> base58_digits(N div 58, [lists:nth(N rem 58 + 1, "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz") | Acc]).
