%% SPDX-License-Identifier: Apache-2.0
%% The unicode module: conversions between encodings, incomplete and wrong input, byte order marks, normalisation.
-module(library_unicode).
-export([main/0]).

main() ->
    Encodings = [latin1, utf8, {utf16, big}, {utf16, little}, {utf32, big}, {utf32, little}],
    Texts = ["", "abc", "äöü", [8364, 128512], [255, 256], [16#10ffff], [97, [98, <<"c">>]]],
    [erlang:display([unicode:characters_to_binary(T, utf8, E) || E <- Encodings]) || T <- Texts],
    [erlang:display([unicode:characters_to_list(B, E) || E <- Encodings])
     || B <- [<<>>, <<"abcd">>, <<195, 164, 98, 99>>, <<0, 97, 0, 98>>, <<97, 0, 98, 0>>, <<226, 130>>, <<255, 254, 253, 0>>, <<16#d8, 0, 16#dc, 0>>,
              <<16#d8, 0, 0, 97>>, <<0, 1, 16#f6, 0>>, <<0, 17, 0, 0>>]],
    erlang:display([unicode:characters_to_list(X) || X <- [[1 bsl 21], [16#d800], [-1], ["ab", <<195>>, "c"], [<<"ok">>, <<200, 1>>], [<<226>>, <<130, 172>>]]]),
    erlang:display([unicode:characters_to_binary(X) || X <- [["ab", <<195>>], [16#dfff], [$a, 300 | <<"x">>], <<237, 160, 128>>, <<244, 144, 128, 128>>,
                                                           <<192, 128>>, <<"é"/utf8>>]]),
    erlang:display([unicode:characters_to_nfc_list(T) || T <- normal()]),
    erlang:display([unicode:characters_to_nfd_list(T) || T <- normal()]),
    erlang:display([unicode:characters_to_nfkc_binary(T) || T <- normal()]),
    erlang:display([unicode:characters_to_nfkd_list(T) || T <- normal()]),
    erlang:display([unicode:bom_to_encoding(B) || B <- [<<239, 187, 191, 65>>, <<254, 255>>, <<255, 254>>, <<255, 254, 0, 0>>, <<0, 0, 254, 255>>, <<"x">>]]),
    erlang:display([unicode:encoding_to_bom(E) || E <- Encodings]),
    Long = lists:flatten(lists:duplicate(500, "aé€😀")),
    Binary = unicode:characters_to_binary(Long),
    erlang:display([byte_size(Binary), unicode:characters_to_list(Binary) =:= Long,
                    unicode:characters_to_binary(unicode:characters_to_binary(Long, utf8, {utf16, little}), {utf16, little}) =:= Binary]),
    erlang:display([outcome:'of'(fun() -> unicode:characters_to_list(X, E) end) || {X, E} <- [{a, utf8}, {"a", utf9}, {[a], utf8}, {<<1:3>>, utf8}, {[1 | 2], utf8}]]).

normal() -> ["e" ++ [769], [233], [16#1e69], [115, 16#323, 16#307], [16#fb01], [16#ac00], [4352, 4449], [16#212b], <<"abc">>, [16#2460]].
