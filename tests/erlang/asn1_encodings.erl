%% SPDX-License-Identifier: Apache-2.0
%% Module asn1rt_nif: BER read and written, damaged BER, bits put together for PER; public_key's PEM and keys on top of it.
-module(asn1_encodings).
-export([main/0]).

main() ->
    reading(),
    writing(),
    round_trips(),
    per(),
    keys().

reading() ->
    [erlang:display({B, outcome:'of'(fun() -> asn1rt_nif:decode_ber_tlv(B) end)}) || B <- [
        <<>>, <<2>>, <<2, 0>>, <<2, 1, 5>>, <<2, 1, 5, "rest">>, <<2, 2, 5>>, <<48, 0>>, <<48, 6, 2, 1, 1, 4, 1, $a>>, <<48, 5, 2, 1, 1, 4, 1, $a>>, <<48, 7, 2, 1, 1, 4, 1, $a>>,
        <<16#30, 16#80, 2, 1, 1, 0, 0>>, <<16#30, 16#80, 2, 1, 1, 0>>, <<16#30, 16#80>>, <<16#30, 16#80, 0>>, <<2, 16#80, 0, 0>>, <<16#30, 16#80, 0, 0, 9>>,
        <<4, 16#81, 3, "abc">>, <<4, 16#82, 0, 3, "abcd">>, <<4, 16#83, 1, 0, 0>>, <<4, 16#84, 0, 0, 0, 1, 7>>, <<4, 16#85, 0, 0, 0, 0, 1, 7>>, <<4, 16#85, 1, 0, 0, 0, 1, 7>>, <<4, 16#84, 1>>,
        <<16#9f, 31, 1, 7>>, <<16#9f, 16#81, 1, 1, 7>>, <<16#bf, 16#81, 16#81, 1, 7>>, <<16#1f, 1>>, <<16#1f, 1, 0>>, <<16#df, 16#ff, 16#7f, 0>>, <<16#7f, 5, 3, 2, 1, 9>>,
        <<48, 4, 48, 3, 2, 1>>, ["0", <<3>>, [2, 1], 7], <<16#a0, 3, 16#80, 1, 1>>, [a], foo, <<1:1>>]],
    Deep = lists:foldl(fun(_, Acc) -> asn1rt_nif:encode_ber_tlv({16, [element(1, asn1rt_nif:decode_ber_tlv(Acc))]}) end, <<5, 0>>, lists:seq(1, 50)),
    erlang:display(asn1rt_nif:decode_ber_tlv(Deep)).

writing() ->
    [erlang:display({T, asn1rt_nif:encode_ber_tlv(T)}) || T <- [
        {2, <<>>}, {2, <<5>>}, {16, []}, {16, [{2, <<1>>}, {4, <<"abc">>}]}, {131072 + 3, [{2, <<1>>}]}, {131072 + 31, <<"x">>}, {65536 + 200, <<"x">>}, {16383, <<>>}, {30, <<>>}, {16#3ffff, [{1, <<255>>}]},
        {4, binary:copy(<<"a">>, 127)}, {4, binary:copy(<<"a">>, 128)}, {4, binary:copy(<<"a">>, 300)}, {16, [{4, binary:copy(<<"a">>, 100)}, {4, binary:copy(<<"b">>, 100)}]},
        {a, <<>>}, {-1, <<>>}, {2, a}, {2, <<1:1>>}, {16, [a]}, {16, [{2, <<1>>} | a]}, foo]].

round_trips() ->
    Term = lists:foldl(fun(N, Acc) -> {16, [{2, <<N>>}, Acc, {N * 7, binary:copy(<<N>>, N * 3)}]} end, {5, <<>>}, lists:seq(1, 40)),
    Bytes = asn1rt_nif:encode_ber_tlv(Term),
    erlang:display({byte_size(Bytes), erlang:crc32(Bytes), asn1rt_nif:decode_ber_tlv(<<Bytes/binary, "rest">>) =:= {Term, <<"rest">>}}).

per() ->
    [erlang:display({P, outcome:'of'(fun() -> asn1rt_nif:encode_per_complete(P) end)}) || P <- [
        [], [0], [1], [1, 0, 1], [2], [1, 2], [1, 2, 1], [10, 3, 5], [1, 10, 8, 255], [10, 8, 1], [1, 20, 3, "abc"], [21, 0, 3, "abc"], [1, 30, 0, 2, 255, 129], [1, 1, 30, 3, 2, 255, 248], [31, 4, 0, 1, 240],
        [40, 4, 3, [1, 0, 1]], [40, 2, 3, [1, 0, 1]], [1, 41, 10, 0, 3, [1, 1, 1]], [42, 0, 20, 2, [1, 1]], [43, 0, 5, 0, 5, [1, 0, 1, 0, 1]], [45, 12, 2, 255, 240], [1, 45, 16, 2, 170, 85], [45, 20, 2, 255, 255],
        [46, 0, 9, 2, 255, 128], [47, 0, 7, 0, 1, 254], lists:duplicate(20, 1), [99], [20, 5, "ab"], [a], foo]].

keys() ->
    Pem = <<"-----BEGIN RSA PUBLIC KEY-----\nMAkCBACr0O8CAQM=\n-----END RSA PUBLIC KEY-----\n\n">>,
    [Entry] = public_key:pem_decode(Pem),
    erlang:display(Entry),
    Key = public_key:pem_entry_decode(Entry),
    erlang:display(Key),
    erlang:display(public_key:pem_encode([public_key:pem_entry_encode('RSAPublicKey', Key)]) =:= Pem),
    Signature = public_key:der_encode('ECDSA-Sig-Value', {'ECDSA-Sig-Value', 12345678901234567890, 98765432109876543210}),
    erlang:display({Signature, public_key:der_decode('ECDSA-Sig-Value', Signature)}),
    erlang:display(outcome:class(fun() -> public_key:der_decode('RSAPublicKey', <<48, 3, 2, 1>>) end)).
