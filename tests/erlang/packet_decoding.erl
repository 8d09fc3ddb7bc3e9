%% SPDX-License-Identifier: Apache-2.0
%% erlang:decode_packet/3: every type, whole and cut short anywhere, with options, and at any bit.
-module(packet_decoding).
-export([main/0]).

main() ->
    [erlang:display({T, erlang:decode_packet(T, B, O)}) || {T, O, Bs} <- cases(), B <- Bs],
    prefixes(),
    unaligned(),
    streams(),
    errors().

cases() ->
    Counts = [<<>>, <<0>>, <<1>>, <<3, "abcd">>, <<0, 0>>, <<0, 3, "abcd">>, <<0, 0, 0, 3, "abcd">>, <<255, 255, 255, 255>>,
              <<128, 0, 0, 2, "abc">>, <<127, 255, 255, 255, 0>>, <<200, "short">>],
    Lines = [<<>>, <<"abc">>, <<"\n">>, <<"abc\n">>, <<"abc\r\nnext">>, <<"a long line that goes on\n">>, <<"x;y;z\n">>],
    [{T, O, Counts} || T <- [raw, 0, 1, 2, 4, sunrm], O <- [[], [{packet_size, 2}], [{packet_size, 100}]]]
    ++ [{line, O, Lines} || O <- [[], [{line_length, 3}], [{packet_size, 4}], [{line_length, 5}, {packet_size, 10}], [{line_delimiter, $;}], [{line_length, 4}, {line_delimiter, 0}]]]
    ++ [{asn1, O, [<<48>>, <<48, 0>>, <<48, 3, 1, 2, 3, 4>>, <<48, 16#81, 2, 7, 7, 7>>, <<48, 16#82, 0, 2, 7, 7>>, <<48, 16#84, 0, 0, 0, 1, 9>>,
                   <<48, 16#85, 0, 0, 0, 0, 1, 9>>, <<48, 16#80, 1>>, <<16#1f, 16#81, 1, 2, 5, 5, 5>>, <<16#1f, 16#81>>, <<16#3f, 16#ff, 16#ff>>,
                   <<48, 16#82, 1>>, <<48, 16#84, 255, 255, 255, 255>>]} || O <- [[], [{packet_size, 2}]]]
    ++ [{cdr, [], [<<"GIOP", 1, 2, 0, 0, 3:32, "abcd">>, <<"GIOP", 1, 2, 1, 0, 3:32/little, "abcd">>, <<"GIOP", 1, 2>>, <<"GIOX", 1, 2, 1, 0, 3:32>>]}]
    ++ [{fcgi, [], [<<1, 2, 3, 4, 5:16, 3, 0, "hellopadmore">>, <<2, 2, 3, 4, 5:16, 3, 0>>, <<1, 2, 3>>, <<1, 2, 3, 4, 0:16, 0, 0>>]}]
    ++ [{tpkt, [], [<<3, 0, 7:16, "abcd">>, <<3, 0, 4:16>>, <<3, 0, 3:16>>, <<4, 0, 7:16, "abc">>, <<3, 0>>]}]
    ++ [{ssl_tls, [], [<<22, 3, 1, 4:16, "data", 1>>, <<22, 3, 1>>, <<128, 46, 1, 3, 1, (binary:copy(<<7>>, 50))/binary>>, <<22, 3, 3, 0:16>>,
                       <<128, 2, 1, 3, 1, 5, 5>>, <<21, 3, 3, 65535:16>>]}]
    ++ [{T, O, requests() ++ headers()} || T <- [http, http_bin], O <- [[], [{packet_size, 30}], [{line_length, 30}]]]
    ++ [{T, O, headers()} || T <- [httph, httph_bin], O <- [[], [{packet_size, 30}], [{line_length, 20}]]].

requests() ->
    [<<"GET / HTTP/1.1\r\n">>, <<"GET / HTTP/1.1\nrest">>, <<"get /a?b=c HTTP/1.0\r\nHost: x\r\n">>, <<"OPTIONS * HTTP/1.1\r\n">>, <<"PATCH /x HTTP/1.1\r\n">>,
     <<"GET /old\r\n">>, <<"GET  \t /spaces\t HTTP/1.1\r\n">>, <<"GET\r\n">>, <<"GET \r\n">>, <<" GET / HTTP/1.1\r\n">>, <<"GET / HTTP/1\r\n">>, <<"GET / HTTP/1.\r\n">>,
     <<"GET / HTTX/1.1\r\n">>, <<"GET / HTTP\r\n">>, <<"GET http://host/path HTTP/1.1\r\n">>, <<"GET HTTP://host:8080/path HTTP/1.1\r\n">>, <<"GET http://host:x/p HTTP/1.1\r\n">>,
     <<"GET https://host:0 HTTP/1.1\r\n">>, <<"GET https://host HTTP/1.1\r\n">>, <<"CONNECT host:443 HTTP/1.1\r\n">>, <<"GET ftp://host/x HTTP/1.1\r\n">>, <<"GET x HTTP/1.1\r\n">>,
     <<"GET xyz HTTP/1.1\r\n">>, <<"GET / HTTP/12.34 trailing\r\n">>, <<"G(T / HTTP/1.1\r\n">>, <<"TRACE / HTTP/1.1\r\n">>, <<"PUT / HTTP/1.1\r\n">>, <<"DELETE /a/b/c HTTP/1.1\r\n">>,
     <<"HTTP/1.1 200 OK\r\n">>, <<"HTTP/1.0 404 Not Found\nX">>, <<"HTTP/1.1 200\r\n">>, <<"HTTP/1.1  204 \r\n">>, <<"HTTP/1.1200 OK\r\n">>, <<"HTTP/1 200 OK\r\n">>, <<"HTTP/1.1 2x0 OK\r\n">>,
     <<"HTTP/1.1 \r\n">>, <<"HTTP/a.b 200 OK\r\n">>, <<"\r\n">>, <<"\n">>, <<"\r">>, <<"\r\nGET / HTTP/1.1\r\n">>, <<"no line end">>, <<"a very long line without any end at all, really">>, <<>>].

headers() ->
    [<<"Host: erlang.org\r\nX">>, <<"host: erlang.org\r\n\r\n">>, <<"HOST:erlang.org\r\n\r\n">>, <<"content-length: 42\nX">>, <<"Content-MD5: x\r\nX">>, <<"x-forwarded-FOR: a\r\nX">>,
     <<"X-My-Own-hEADER:  value with spaces \r\nX">>, <<"Folded: one\r\n two\r\n\tthree\r\nX">>, <<"Folded: one\r\n two">>, <<"No colon\r\nX">>, <<"NoColon\r\nX">>, <<": empty\r\nX">>,
     <<"Empty:\r\nX">>, <<"Host: not over\r\n">>, <<"\r\n">>, <<"\n">>, <<"\r\nX">>, <<"\nX">>, <<"Etag: \"abc\"\r\nX">>, <<"accept: */*\r\nX">>, <<"Accept : x\r\nX">>, <<"L\344nge: x\r\nX">>,
     <<(binary:copy(<<"a">>, 50))/binary, ": x\r\nX">>, <<(binary:copy(<<"aB">>, 26))/binary, ": x\r\nX">>, <<"set-cookie2: 1\r\nX">>, <<"Www-authenticate: Basic\r\nX">>, <<"TE: \r\nX">>].

%% Nothing of a packet is given out before it is there.
prefixes() ->
    Packets = [{4, <<0, 0, 0, 5, "hello">>}, {line, <<"hello\n">>}, {http, <<"GET / HTTP/1.1\r\n">>}, {httph_bin, <<"A: b\r\n c\r\nX">>}, {asn1, <<48, 16#82, 0, 4, "data">>},
               {fcgi, <<1, 1, 0, 0, 0, 4, 2, 0, "dataxx">>}, {ssl_tls, <<22, 3, 3, 0, 4, "data">>}, {cdr, <<"GIOP", 1, 0, 0, 0, 2:32, "xy">>}, {tpkt, <<3, 0, 0, 6, "ab">>}],
    [erlang:display({T, [erlang:decode_packet(T, binary:part(P, 0, N), []) || N <- lists:seq(0, byte_size(P))]}) || {T, P} <- Packets].

unaligned() ->
    [begin
        <<_:Shift, Bits/bits>> = <<0:Shift, 0, 3, "abcde", 5:3>>,
        erlang:display({Shift, erlang:decode_packet(2, Bits, [])}),
        <<_:Shift, Http/bits>> = <<0:Shift, "GET /index HTTP/1.1\r\nHost: x", 1:1>>,
        erlang:display({Shift, erlang:decode_packet(http_bin, Http, [])})
     end || Shift <- [0, 1, 5, 7, 8]],
    Large = binary:copy(<<"0123456789">>, 50),
    {ok, Body, Rest} = erlang:decode_packet(4, <<500:32, Large/binary, "rest">>, []),
    erlang:display({Body =:= Large, Rest}).

streams() ->
    Message = <<"POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody">>,
    erlang:display(message(http, Message)),
    erlang:display(message(http_bin, Message)).

message(Type, Bin) ->
    {ok, First, Rest} = erlang:decode_packet(Type, Bin, []),
    [First | message_headers(case Type of http -> httph; http_bin -> httph_bin end, Rest)].
message_headers(Type, Bin) ->
    case erlang:decode_packet(Type, Bin, []) of
        {ok, http_eoh, Rest} -> [http_eoh, Rest];
        {ok, H, Rest} -> [H | message_headers(Type, Rest)]
    end.

errors() ->
    [erlang:display(traced(fun() -> erlang:decode_packet(outcome:id(T), outcome:id(B), outcome:id(O)) end)) || {T, B, O} <- [
        {3, <<>>, []}, {foo, <<>>, []}, {"raw", <<>>, []}, {raw, "", []}, {raw, <<>>, foo}, {raw, <<1>>, [foo]}, {raw, <<1>>, [{packet_size, -1}]},
        {raw, <<1>>, [{packet_size, 4294967295}]}, {raw, <<1>>, [{packet_size, 4294967296}]}, {raw, <<1>>, [{line_delimiter, $a}]}, {line, <<1>>, [{line_delimiter, 256}]},
        {raw, <<1>>, [{packet_size, a}]}, {raw, <<1:1>>, []}, {1, <<1, 2, 3:4>>, []}]].

traced(F) ->
    try F() catch C:R:S -> {M, N, A, I} = hd(S), {C, R, M, N, A, proplists:get_value(error_info, I)} end.
