%% SPDX-License-Identifier: Apache-2.0
%% Protocols in the bit syntax: IPv4, UDP and TCP headers with checksums, DNS with compressed names, and values of varying length.
-module(network_packets).
-export([main/0]).

main() ->
    Udp = udp({10, 0, 0, 1}, {192, 168, 1, 20}, 5353, 53, query(4711, ["www", "example", "org"])),
    Packet = ipv4(17, {10, 0, 0, 1}, {192, 168, 1, 20}, Udp),
    erlang:display(Packet),
    erlang:display(parse(Packet)),
    <<First:80, Sum:16, Rest/binary>> = Packet,
    erlang:display([checksum(<<First:80, Sum:16, (binary:part(Rest, 0, 8))/binary>>), parse(<<First:80, (Sum bxor 1):16, Rest/binary>>)]),
    Answer = <<4711:16, 1:1, 0:4, 0:1, 1:1, 1:1, 1:1, 0:3, 0:4, 1:16, 2:16, 0:16, 0:16, 3, "www", 7, "example", 3, "org", 0, 1:16, 1:16,
               3:2, 12:14, 1:16, 1:16, 300:32, 4:16, 93, 184, 216, 34, 3:2, 16:14, 16:16, 1:16, 60:32, 6:16, 5, "hello">>,
    erlang:display(dns(Answer)),
    erlang:display(outcome:'of'(fun() -> dns(<<1:16, 0:16, 1:16, 0:48, 3:2, 12:14, 0:32>>) end)),
    Tcp = <<80:16, 50000:16, 16#12345678:32, 1:32, 5:4, 0:3, 2#000010010:9, 8192:16, 0:16, 0:16>>,
    <<Source:16, Target:16, Sequence:32, Ack:32, Offset:4, _:3, Flags:9/bitstring, Window:16, _/binary>> = Tcp,
    erlang:display([Source, Target, Sequence, Ack, Offset, Window, flags(Flags)]),
    Numbers = [0, 1, 127, 128, 300, 16383, 16384, 1 bsl 35, (1 bsl 64) - 1],
    Encoded = << <<(varint(N))/binary>> || N <- Numbers >>,
    erlang:display([Encoded, varints(Encoded) =:= Numbers, [unzigzag(zigzag(N)) || N <- [0, -1, 1, -2, 1 bsl 40, -(1 bsl 40)]]]),
    erlang:display([cobs(B) || B <- [<<>>, <<0>>, <<1, 2, 0, 3>>, list_to_binary(lists:seq(1, 254)), <<0, 0>>]]),
    erlang:display([uncobs(cobs(B)) =:= B || B <- [<<>>, <<0>>, <<1, 2, 0, 3>>, list_to_binary(lists:seq(1, 255)), <<0, 0, 7>>]]),
    erlang:display([pixel(<<16#ff8040:24>>), << <<(pixel565(P)):16>> || <<P:3/binary>> <= <<255, 255, 255, 0, 0, 0, 128, 64, 32>> >>]).

ipv4(Protocol, {A, B, C, D}, {E, F, G, H}, Payload) ->
    Size = 20 + byte_size(Payload),
    Head = <<4:4, 5:4, 0:8, Size:16, 1:16, 2#010:3, 0:13, 64:8, Protocol:8>>,
    Addresses = <<A, B, C, D, E, F, G, H>>,
    Sum = checksum(<<Head/binary, 0:16, Addresses/binary>>),
    <<Head/binary, Sum:16, Addresses/binary, Payload/binary>>.

udp({A, B, C, D}, {E, F, G, H}, From, To, Payload) ->
    Size = 8 + byte_size(Payload),
    Sum = checksum(<<A, B, C, D, E, F, G, H, 0, 17, Size:16, From:16, To:16, Size:16, 0:16, Payload/binary>>),
    <<From:16, To:16, Size:16, Sum:16, Payload/binary>>.

checksum(B) -> fold(sum(B, 0)) bxor 16#ffff.
sum(<<W:16, Rest/binary>>, S) -> sum(Rest, S + W);
sum(<<W:8>>, S) -> S + (W bsl 8);
sum(<<>>, S) -> S.
fold(S) when S > 16#ffff -> fold((S bsr 16) + (S band 16#ffff));
fold(S) -> S.

parse(<<4:4, Words:4, _Tos, Size:16, _Id:16, Flags:3/bitstring, _Fragment:13, Ttl, Protocol, _:16, S:4/binary, D:4/binary, Rest/binary>> = Packet)
  when byte_size(Packet) =:= Size, Words >= 5 ->
    Options = (Words - 5) * 4,
    <<_:Options/binary, Payload/binary>> = Rest,
    case checksum(binary:part(Packet, 0, Words * 4)) of
        0 -> {ok, Ttl, Flags, address(S), address(D), payload(Protocol, Payload)};
        Sum -> {bad_checksum, Sum}
    end;
parse(_) -> not_ipv4.
address(<<A, B, C, D>>) -> {A, B, C, D}.
payload(17, <<From:16, To:16, Size:16, _:16, Data/binary>>) when byte_size(Data) =:= Size - 8 -> {udp, From, To, dns(Data)};
payload(P, Data) -> {P, Data}.

query(Id, Labels) -> <<Id:16, 0:1, 0:4, 0:1, 0:1, 1:1, 0:8, 1:16, 0:16, 0:16, 0:16, << <<(length(L)), (list_to_binary(L))/binary>> || L <- Labels >>/binary, 0, 1:16, 1:16>>.

dns(<<Id:16, Answer:1, _:15, Questions:16, Answers:16, _:32, Rest/binary>> = Whole) ->
    {Q, After} = many(Questions, Rest, fun(B) -> {Name, <<T:16, _:16, R/binary>>} = name(B, Whole, 5), {{Name, T}, R} end),
    {A, <<>>} = many(Answers, After, fun(B) -> {Name, <<T:16, _:16, Ttl:32, N:16, Data:N/binary, R/binary>>} = name(B, Whole, 5), {{Name, T, Ttl, Data}, R} end),
    {Id, Answer, Q, A}.
many(0, Rest, _) -> {[], Rest};
many(N, B, F) -> {X, Rest} = F(B), {Xs, After} = many(N - 1, Rest, F), {[X | Xs], After}.
name(_, _, 0) -> throw(loop);
name(<<0, Rest/binary>>, _, _) -> {[], Rest};
name(<<3:2, Offset:14, Rest/binary>>, Whole, N) ->
    <<_:Offset/binary, At/binary>> = Whole,
    {Labels, _} = name(At, Whole, N - 1),
    {Labels, Rest};
name(<<0:2, Size:6, Label:Size/binary, Rest/binary>>, Whole, N) -> {Labels, After} = name(Rest, Whole, N), {[Label | Labels], After}.

flags(Bits) -> [Name || {<<1:1>>, Name} <- lists:zip([<<B:1>> || <<B:1>> <= Bits], [ns, cwr, ece, urg, ack, psh, rst, syn, fin])].

varint(N) when N < 128 -> <<N>>;
varint(N) -> <<1:1, N:7, (varint(N bsr 7))/binary>>.
varints(<<>>) -> [];
varints(B) -> {N, Rest} = varint(B, 0, 0), [N | varints(Rest)].
varint(<<1:1, X:7, Rest/binary>>, Shift, N) -> varint(Rest, Shift + 7, N bor (X bsl Shift));
varint(<<X, Rest/binary>>, Shift, N) -> {N bor (X bsl Shift), Rest}.
zigzag(N) -> (N bsl 1) bxor (N bsr 63).
unzigzag(Z) -> (Z bsr 1) bxor -(Z band 1).

cobs(B) -> << <<(byte_size(P) + 1), P/binary>> || P <- lists:append([pieces(P) || P <- binary:split(B, <<0>>, [global])]) >>.
pieces(<<P:254/binary, Rest/binary>>) when Rest =/= <<>> -> [P | pieces(Rest)];
pieces(P) -> [P].
uncobs(B) -> Whole = uncobs(B, <<>>), binary:part(Whole, 0, max(0, byte_size(Whole) - 1)).
uncobs(<<>>, Acc) -> Acc;
uncobs(<<255, P:254/binary, Rest/binary>>, Acc) when Rest =/= <<>> -> uncobs(Rest, <<Acc/binary, P/binary>>);
uncobs(<<N, Rest/binary>>, Acc) -> M = N - 1, <<P:M/binary, After/binary>> = Rest, uncobs(After, <<Acc/binary, P/binary, 0>>).

pixel(<<R, G, B>>) -> {R, G, B}.
pixel565(<<R:5, _:3, G:6, _:2, B:5, _:3>>) -> <<P:16>> = <<R:5, G:6, B:5>>, P.
