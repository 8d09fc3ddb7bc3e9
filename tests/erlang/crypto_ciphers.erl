%% SPDX-License-Identifier: Apache-2.0
%% Module crypto: every cipher at once and in pieces, paddings, ciphers that authenticate, CMAC and Poly1305, known vectors, errors.
-module(crypto_ciphers).
-export([main/0]).

main() ->
    [erlang:display({C, crypto:cipher_info(C)}) || C <- lists:sort(crypto:supports(ciphers))],
    erlang:display(lists:sort(crypto:supports(macs))),
    known(),
    [cipher(C) || C <- lists:sort(crypto:supports(ciphers)), not maps:get(prop_aead, crypto:cipher_info(C))],
    [aead(C) || C <- lists:sort(crypto:supports(ciphers)), maps:get(prop_aead, crypto:cipher_info(C))],
    paddings(),
    macs(),
    errors().

bytes(N) -> list_to_binary([(I * 7 + I div 5) band 255 || I <- lists:seq(1, N)]).

hex(B) -> binary:decode_hex(B).

known() ->
    %% NIST SP 800-38A, F.2.1 and F.5.1, SP 800-38D's test case 4, RFC 8439, 2.8.2, RFC 4493.
    K = hex(<<"2B7E151628AED2A6ABF7158809CF4F3C">>),
    P = hex(<<"6BC1BEE22E409F96E93D7E117393172A">>),
    erlang:display(crypto:crypto_one_time(aes_128_cbc, K, hex(<<"000102030405060708090A0B0C0D0E0F">>), P, true) =:= hex(<<"7649ABAC8119B246CEE98E9B12E9197D">>)),
    erlang:display(crypto:crypto_one_time(aes_128_ctr, K, hex(<<"F0F1F2F3F4F5F6F7F8F9FAFBFCFDFEFF">>), P, true) =:= hex(<<"874D6191B620E3261BEF6864990DB6CE">>)),
    erlang:display(crypto:crypto_one_time_aead(aes_128_gcm, hex(<<"FEFFE9928665731C6D6A8F9467308308">>), hex(<<"CAFEBABEFACEDBADDECAF888">>),
        hex(<<"D9313225F88406E5A55909C5AFF5269A86A7A9531534F7DA2E4C303D8A318A721C3C0C95956809532FCF0E2449A6B525B16AEDF5AA0DE657BA637B39">>),
        hex(<<"FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2">>), true)),
    erlang:display(crypto:mac(cmac, aes_128_cbc, K, P) =:= hex(<<"070A16B46B4D4144F79BDD9DD04A287C">>)),
    erlang:display(crypto:mac(poly1305, hex(<<"85D6BE7857556D337F4452FE42D506A80103808AFB0DB2FD4ABFF6AF4149F51B">>), "Cryptographic Forum Research Group")
        =:= hex(<<"A8061DC1305136C6C22B8BAF0C0127A9">>)).

cipher(C) ->
    #{key_length := KeySize, iv_length := IvSize, block_size := Block} = crypto:cipher_info(C),
    Key = bytes(KeySize),
    Iv = bytes(IvSize),
    Texts = [bytes(N * Block) || N <- [0, 1, 2, 3, 17, 40]],
    Encrypted = [one_time(C, Key, Iv, T, true) || T <- Texts],
    erlang:display({C, Encrypted}),
    erlang:display([one_time(C, Key, Iv, E, false) || E <- Encrypted] =:= Texts),
    Text = bytes(100 * Block),
    [erlang:display({C, Flag, pieces(init(C, Key, Iv, Flag), Text, Sizes) =:= one_time(C, Key, Iv, Text, Flag)})
     || Flag <- [true, false], Sizes <- [[1], [3, 16, 0, 7], [64, 1, 1]]].

one_time(C, Key, <<>>, T, O) -> crypto:crypto_one_time(C, Key, T, O);
one_time(C, Key, Iv, T, O) -> crypto:crypto_one_time(C, [Key], Iv, [T], O).

init(C, Key, <<>>, O) -> crypto:crypto_init(C, Key, O);
init(C, Key, Iv, O) -> crypto:crypto_init(C, Key, Iv, O).

pieces(State, Text, Sizes) -> pieces(State, Text, Sizes, Sizes, []).
pieces(State, <<>>, _, _, Acc) -> list_to_binary([Acc, crypto:crypto_final(State)]);
pieces(State, Text, [], Sizes, Acc) -> pieces(State, Text, Sizes, Sizes, Acc);
pieces(State, Text, [N | Rest], Sizes, Acc) ->
    Size = min(N, byte_size(Text)),
    <<Part:Size/binary, Left/binary>> = Text,
    pieces(State, Left, Rest, Sizes, [Acc, crypto:crypto_update(State, Part)]).

aead(C) ->
    #{key_length := KeySize} = crypto:cipher_info(C),
    Key = bytes(KeySize),
    Ivs = case C of
        chacha20_poly1305 -> [bytes(12)];
        _ -> case lists:reverse(atom_to_list(C)) of
                "mcc" ++ _ -> [bytes(N) || N <- [7, 8, 11, 12, 13]];
                _ -> [bytes(N) || N <- [1, 12, 16, 17, 128]]
            end
    end,
    [begin
        {E, Tag} = crypto:crypto_one_time_aead(C, Key, Iv, T, D, Size, true),
        erlang:display({C, byte_size(Iv), byte_size(D), Size, erlang:crc32(E), Tag}),
        T = crypto:crypto_one_time_aead(C, Key, Iv, E, D, Tag, false),
        error = crypto:crypto_one_time_aead(C, Key, Iv, E, [D, 1], Tag, false),
        error = crypto:crypto_one_time_aead(C, Key, Iv, <<E/binary, 1>>, D, Tag, false)
     end || Iv <- Ivs, T <- [bytes(N) || N <- [0, 1, 16, 33, 1000]], D <- [<<>>, <<"header">>, bytes(16), bytes(70)], Size <- [4, 16]],
    Long = binary:copy(<<"0123456789">>, 6600),
    erlang:display(element(2, crypto:crypto_one_time_aead(C, Key, hd(Ivs), "text", Long, true))).

paddings() ->
    Key = bytes(16),
    Iv = bytes(16),
    [begin
        S = crypto:crypto_init(aes_128_cbc, Key, Iv, [{padding, P}, {encrypt, true}]),
        A = crypto:crypto_update(S, bytes(N)),
        B = outcome:'of'(fun() -> crypto:crypto_final(S) end),
        erlang:display({P, N, byte_size(A), plain(B), crypto:crypto_get_data(S)}),
        D = crypto:crypto_init(aes_128_cbc, Key, Iv, [{encrypt, false}, {padding, P}]),
        case B of
            {value, Last} when P =/= random ->
                Text = crypto:crypto_update(D, <<A/binary, Last/binary>>),
                erlang:display({P, N, Text, crypto:crypto_final(D), maps:remove(padding_size, crypto:crypto_get_data(D))});
            _ -> ok
        end
     end || P <- [undefined, none, zero, pkcs_padding], N <- [0, 1, 15, 16, 17, 32]],
    [erlang:display({N, byte_size(crypto:crypto_one_time(aes_128_ecb, Key, bytes(N), [{padding, random}]))}) || N <- [0, 1, 16, 31]],
    Bad = crypto:crypto_one_time(aes_128_ecb, Key, <<(bytes(15))/binary, 17>>, true),
    [erlang:display(plain(outcome:'of'(fun() -> crypto:crypto_one_time(aes_128_ecb, Key, T, [{encrypt, false}, {padding, pkcs_padding}]) end)))
     || T <- [Bad, <<>>, <<1>>, crypto:crypto_one_time(aes_128_ecb, Key, "0123", [{padding, pkcs_padding}]),
              crypto:crypto_one_time(aes_128_ecb, Key, <<0:128>>, true), crypto:crypto_one_time(aes_128_ecb, Key, <<16:8/unit:16>>, true)]].

macs() ->
    [erlang:display({C, [crypto:mac(cmac, C, bytes(K), bytes(N)) || N <- [0, 1, 8, 16, 17, 64, 100]]})
     || {C, K} <- [{aes_128_cbc, 16}, {aes_cbc, 24}, {aes_256_cbc, 32}, {des_ede3_cbc, 24}, {blowfish_cbc, 16}, {des_cbc, 8}]],
    [erlang:display(crypto:mac(poly1305, bytes(32), bytes(N))) || N <- [0, 1, 16, 17, 1000]],
    [begin
        S = lists:foldl(fun(T, S) -> crypto:mac_update(S, T) end, Start, [<<>>, "a", bytes(20), bytes(64)]),
        erlang:display(crypto:mac_final(S))
     end || Start <- [crypto:mac_init(cmac, aes_128_cbc, bytes(16)), crypto:mac_init(poly1305, bytes(32))]].

errors() ->
    K = bytes(16),
    [erlang:display(plain(outcome:'of'(F))) || F <- [
        fun() -> crypto:crypto_one_time(foo, K, "a", true) end,
        fun() -> crypto:crypto_one_time("foo", K, "a", true) end,
        fun() -> crypto:crypto_one_time(aes_128_cbc, K, K, "a", maybe) end,
        fun() -> crypto:crypto_one_time(aes_128_cbc, K, K, "a", [{foo, bar}]) end,
        fun() -> crypto:crypto_one_time(aes_128_cbc, K, K, "a", [foo]) end,
        fun() -> crypto:crypto_one_time(aes_128_cbc, K, K, "a", [{padding, foo}]) end,
        fun() -> crypto:crypto_one_time(aes_128_cbc, K, K, "a", [{padding, none}, {padding, none}]) end,
        fun() -> crypto:crypto_one_time(aes_128_cbc, K, K, "a", [{encrypt, true}, {encrypt, false}]) end,
        fun() -> crypto:crypto_one_time(aes_128_cbc, K, K, "a", [{encrypt, 1}]) end,
        fun() -> crypto:crypto_one_time(aes_128_cbc, K, K, "a", [{encrypt, true} | a]) end,
        fun() -> crypto:crypto_one_time(aes_128_cbc, a, K, "a", true) end,
        fun() -> crypto:crypto_one_time(aes_128_cbc, "short", K, "a", true) end,
        fun() -> crypto:crypto_one_time(aes_128_cbc, K, "short", "a", true) end,
        fun() -> crypto:crypto_one_time(aes_128_cbc, K, b, "a", true) end,
        fun() -> crypto:crypto_one_time(aes_128_cbc, K, K, [256], true) end,
        fun() -> crypto:crypto_one_time(aes_128_gcm, K, K, "a", true) end,
        fun() -> crypto:crypto_one_time(des_cbc, "short", bytes(8), "a", true) end,
        fun() -> crypto:crypto_one_time(des_ede3_cbc, K, bytes(8), "a", true) end,
        fun() -> crypto:crypto_update(make_ref(), "a") end,
        fun() -> crypto:crypto_update(make_ref(), a) end,
        fun() -> crypto:crypto_final(a) end,
        fun() -> crypto:crypto_get_data(a) end,
        fun() -> crypto:cipher_info(foo) end,
        fun() -> crypto:cipher_info(1) end,
        fun() -> crypto:mac(cmac, foo, K, "a") end,
        fun() -> crypto:mac(cmac, aes_256_cbc, K, "a") end,
        fun() -> crypto:mac(poly1305, K, "a") end,
        fun() -> crypto:crypto_one_time_aead(foo, K, "a", "b", "c", true) end,
        fun() -> crypto:crypto_one_time_aead(foo, K, "a", "b", "c", 16, true) end,
        fun() -> crypto:crypto_one_time_aead(aes_128_cbc, K, "a", "b", "c", 16, true) end,
        fun() -> crypto:crypto_one_time_aead(aes_128_gcm, "short", "a", "b", "c", 16, true) end,
        fun() -> crypto:crypto_one_time_aead(aes_128_gcm, K, "", "b", "c", 16, true) end,
        fun() -> crypto:crypto_one_time_aead(aes_128_gcm, K, bytes(129), "b", "c", 16, true) end,
        fun() -> crypto:crypto_one_time_aead(aes_128_gcm, K, "a", "b", "c", 0, true) end,
        fun() -> crypto:crypto_one_time_aead(aes_128_gcm, K, "a", "b", "c", 17, true) end,
        fun() -> crypto:crypto_one_time_aead(aes_128_gcm, K, "a", "b", "c", -1, true) end,
        fun() -> crypto:crypto_one_time_aead(aes_128_gcm, K, "a", "b", "c", <<>>, false) end,
        fun() -> crypto:crypto_one_time_aead(aes_128_gcm, K, "a", "b", "c", a, false) end,
        fun() -> crypto:crypto_one_time_aead(aes_128_gcm, K, a, "b", "c", <<>>, false) end,
        fun() -> crypto:crypto_one_time_aead(aes_128_gcm, K, "a", b, "c", <<>>, false) end,
        fun() -> crypto:crypto_one_time_aead(aes_128_gcm, K, "a", "b", c, <<>>, false) end,
        fun() -> crypto:crypto_one_time_aead(aes_128_gcm, K, "a", "b", "c", <<>>, maybe) end,
        fun() -> crypto:crypto_one_time_aead(aes_128_ccm, K, "123456", "b", "c", 16, true) end,
        fun() -> crypto:crypto_one_time_aead(aes_128_ccm, K, "1234567", "b", "c", 5, true) end,
        fun() -> crypto:crypto_one_time_aead(aes_128_ccm, K, "1234567", "b", "c", 2, true) end,
        fun() -> crypto:crypto_one_time_aead(chacha20_poly1305, bytes(32), "1234567", "b", "c", 16, true) end]].

%% Without the place in the library's C or C++.
plain({error, {Id, {_File, _Line}, Text}}) -> {error, Id, Text};
plain(Other) -> Other.
