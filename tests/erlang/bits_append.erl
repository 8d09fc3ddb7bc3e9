%% SPDX-License-Identifier: Apache-2.0
%% Appending: one binary continued several times in different ways, each continuation unchanged by the others; parts
%% kept while the whole grows; appending to what was appended, to itself, by parts of bytes.
-module(bits_append).
-export([main/0]).

main() ->
    Base = grow(<<>>, 100),
    A = <<Base/binary, "aaa">>,
    B = <<Base/binary, "bbbbb">>,
    C = <<Base/binary, "c">>,
    A2 = <<A/binary, "AAA">>,
    A3 = <<A/binary, "xyz">>,
    erlang:display({tail(Base), tail(A), tail(B), tail(C), tail(A2), tail(A3)}),
    erlang:display([byte_size(X) || X <- [Base, A, B, C, A2, A3]]),
    Versions = versions(<<>>, 60, []),
    erlang:display([erlang:phash2(V) || V <- Versions]),
    erlang:display([check(V) || V <- Versions]),
    erlang:display(bits(<<>>, 1, 40)),
    Kept = parts(<<"start">>, 200, []),
    erlang:display([P || P <- Kept, not good(P)]),
    Self = lists:foldl(fun(_, X) -> <<X/binary, X/binary>> end, <<"ab">>, lists:seq(1, 8)),
    erlang:display({byte_size(Self), erlang:phash2(Self)}),
    Odd = lists:foldl(fun(_, X) -> <<X/bits, X/bits>> end, <<5:3>>, lists:seq(1, 10)),
    erlang:display({bit_size(Odd), erlang:phash2(Odd)}),
    erlang:display(fork(grow(<<1:1>>, 80), 5)),
    erlang:display([size_of(N) || N <- [0, 1, 62, 63, 64, 65, 127, 128, 129, 255, 256, 257, 511, 512, 513]]),
    erlang:display(while_matching(grow(<<>>, 300), 0)),
    erlang:display(failing(grow(<<>>, 70), [1, a, 2])).

grow(Bin, 0) -> Bin;
grow(Bin, N) -> grow(<<Bin/bits, (N rem 251)>>, N - 1).

tail(Bin) ->
    Size = byte_size(Bin) - 8,
    <<_:Size/binary, Tail/binary>> = Bin,
    Tail.

versions(_, 0, All) -> All;
versions(Bin, N, All) ->
    New = <<Bin/binary, N, N, N>>,
    versions(New, N - 1, [New, <<Bin/binary, "other">> | All]).

check(Bin) when byte_size(Bin) rem 3 =:= 0 -> lists:all(fun(X) -> X > 0 end, binary_to_list(Bin));
check(Bin) -> byte_size(Bin).

bits(Bits, _, 0) -> {bit_size(Bits), Bits};
bits(Bits, Size, N) -> bits(<<Bits/bits, N:Size>>, Size rem 13 + 1, N - 1).

parts(_, 0, All) -> All;
parts(Bin, N, All) ->
    New = <<Bin/binary, N:16>>,
    Skip = byte_size(New) - 2,
    <<_:Skip/binary, Part/binary>> = New,
    <<Half:(Skip div 2)/binary, _/binary>> = New,
    parts(New, N - 1, [{N, Part, byte_size(Half)} | All]).

good({N, <<N:16>>, _}) -> true;
good(_) -> false.

fork(Bits, 0) -> [erlang:phash2(Bits)];
fork(Bits, N) -> fork(<<Bits/bits, N:3>>, N - 1) ++ fork(<<Bits/bits, N:11>>, N - 1).

size_of(N) ->
    Bin = grow(<<>>, N),
    More = <<Bin/binary, 1>>,
    {byte_size(More), erlang:phash2(More)}.

%% The binary being read is continued in between.
while_matching(<<X, Rest/binary>> = All, Sum) ->
    More = <<All/binary, X>>,
    while_matching(Rest, Sum + X + byte_size(More));
while_matching(<<>>, Sum) -> Sum.

failing(Bin, Values) ->
    Results = [outcome:class(fun() -> <<Bin/binary, 7, (outcome:id(V)), 8>> end) || V <- Values],
    {Bin =:= grow(<<>>, 70), [tail_or(R) || R <- Results]}.

tail_or(R) when is_binary(R) -> tail(R);
tail_or(R) -> R.
