%% SPDX-License-Identifier: Apache-2.0
%% base64, uri_string and binary:encode_hex, with input that is wrong.
-module(library_encodings).
-export([main/0]).

main() ->
    Binaries = [<<>>, <<"f">>, <<"fo">>, <<"foo">>, <<"foob">>, <<0, 255, 128>>, list_to_binary(lists:seq(0, 255))],
    [erlang:display([base64:encode(B), base64:encode_to_string(B), base64:decode(base64:encode(B)) =:= B, binary:encode_hex(B),
                     binary:decode_hex(binary:encode_hex(B)) =:= B]) || B <- Binaries],
    erlang:display([outcome:'of'(fun() -> base64:decode(X) end) || X <- [<<"Zg==">>, <<"Zg=">>, <<"Zg">>, <<" Z g = = ">>, "Zm9v\n", <<"Z!g=">>, <<"=">>, [a], <<"Zg==Zg==">>]]),
    erlang:display([outcome:'of'(fun() -> base64:mime_decode(X) end) || X <- [<<"Z!m?9v">>, "Zm9vYg==", <<"Zg">>, <<"Zg==x">>]]),
    Uris = ["http://user@example.com:8042/over/there?name=ferret#nose", "urn:example:animal:ferret:nose", "//host/path", "/a/b/../c/./d", "?q", "#f", "",
            "http://[2001:db8::7]/c=GB?one", "mailto:a@b.c", "a%20b/%7Ex", "http://h/p?a=1&b=%C3%A4&c", <<"https://例え.jp/ü"/utf8>>, "http://h:x/", "1:2", "%zz", "a b"],
    [erlang:display([U, outcome:'of'(fun() -> uri_string:parse(U) end), outcome:'of'(fun() -> uri_string:normalize(U) end)]) || U <- Uris],
    erlang:display([uri_string:recompose(M) || M <- [#{path => "/x y", scheme => "http", host => "h"}, #{path => "", query => "q", fragment => "f"},
                                                    #{scheme => "http", host => "h", port => 80, path => <<"/p">>, userinfo => "u"}]]),
    erlang:display([uri_string:resolve(R, "http://a/b/c/d;p?q") || R <- ["g:h", "g", "./g", "g/", "/g", "//g", "?y", "g?y", "#s", ";x", "", ".", "..", "../..", "../../../g", "/./g", "g;x=1/../y"]]),
    erlang:display([uri_string:dissect_query(Q) || Q <- ["a=1&b=2", "a&b", "a=%20+x", "", "a=%ff", <<"k=v;x=y">>, "ä=1"]]),
    erlang:display([uri_string:compose_query(Q) || Q <- [[{"a b", "1&2"}, {"k", true}], [{<<"ü"/utf8>>, <<"x">>}], []]]),
    erlang:display([uri_string:quote("a/b ü?"), uri_string:unquote("a%2Fb%20%C3%BC"), uri_string:percent_decode(<<"%41%zz">>), uri_string:allowed_characters() =/= [],
                    uri_string:transcode("%E4", [{in_encoding, latin1}, {out_encoding, utf8}])]),
    erlang:display([outcome:'of'(fun() -> binary:decode_hex(X) end) || X <- [<<"0g">>, <<"abc">>, <<"AbCd">>, a]]).
