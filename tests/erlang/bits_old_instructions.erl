%% SPDX-License-Identifier: Apache-2.0
%% Construction as compilers before OTP 25 emit it, with sizes computed first and a segment written at a time.
-module(bits_old_instructions).
-compile(r24).
-export([main/0]).

main() ->
    Values = outcome:id([0, 1, -1, 255, 16#1234, -(1 bsl 63), 1 bsl 64, -(1 bsl 70)]),
    [erlang:display([fixed(V), sized(V, 0), sized(V, 13), sized(V, 70), little(V, 11), little(V, 24)]) || V <- Values],
    [erlang:display([floats(V), single(V)]) || V <- outcome:id([0.0, 1.5, -2.25, 7, 1 bsl 60])],
    [erlang:display([binaries(B), part(B, 1), tail(B), bits(B)])
     || B <- outcome:id([<<9>>, <<1, 2>>, list_to_binary(lists:seq(1, 60)), list_to_binary(lists:seq(1, 90))])],
    erlang:display([bits(B) || B <- outcome:id([<<>>, <<1:1>>, <<5:11>>, <<0:700, 1:3>>])]),
    [erlang:display([utf8(P), utf16(P), utf32(P)]) || P <- outcome:id([$a, 16#E9, 16#20AC, 16#1F600])],
    erlang:display(append(<<>>, 70)),
    erlang:display(append_bits(<<>>, 70)),
    Base = append(<<>>, 300),
    erlang:display([erlang:phash2(X) || X <- [<<Base/binary, 1>>, <<Base/binary, 2>>, <<Base/binary, "three">>, Base]]),
    erlang:display(<< <<X:5>> || X <- outcome:id(lists:seq(1, 50)) >>),
    erlang:display(<< <<(X + 1), X:16/little>> || <<X>> <= outcome:id(<<1, 2, 3, 250>>) >>),
    erlang:display(literal(outcome:id(5))),
    erlang:display(record(outcome:id([{1, <<"one">>}, {2, <<"two">>}, {3, <<>>}]))),
    Bad = outcome:id([a, -1, 1.0, <<1:3>>, 1 bsl 70, []]),
    erlang:display([outcome:'of'(fun() -> Fun(X) end)
                    || Fun <- [fun fixed/1, fun(S) -> sized(1, S) end, fun floats/1, fun(S) -> part(<<1, 2>>, S) end,
                               fun binaries/1, fun utf8/1, fun utf16/1, fun utf32/1, fun tail/1],
                       X <- Bad]),
    erlang:display([guard(X) || X <- outcome:id([1, a, 1.5, <<1>>])]),
    erlang:display(heap(outcome:id(3))).

fixed(V) -> <<V:8, V:3, V:16, V:64, V:65, 5:5>>.

sized(V, S) -> <<1:1, V:S, V:S/little, V:S/signed>>.

little(V, S) -> <<V:S/little, 1:3, V:S/native>>.

floats(V) -> <<V/float, V:64/float-little, 1:1, V:32/float>>.

single(V) ->
    S = outcome:id(32),
    <<V:S/float>>.

binaries(B) -> <<0, B/binary, 1:4, B/binary>>.

part(B, N) -> <<2, B:N/binary>>.

tail(B) -> <<B/binary, "tail">>.

bits(B) -> <<B/bits, 3:2, B/bits>>.

utf8(P) -> <<"<", P/utf8, ">">>.

utf16(P) -> <<P/utf16, P/utf16-little>>.

utf32(P) -> <<1:4, P/utf32, P/utf32-little>>.

append(Bin, 0) -> Bin;
append(Bin, N) -> append(<<Bin/binary, (N rem 251)>>, N - 1).

append_bits(Bits, 0) -> Bits;
append_bits(Bits, N) -> append_bits(<<Bits/bits, N:(N rem 7)>>, N - 1).

literal(X) -> <<"a literal ", X, " in the middle of a text", X:7, "!">>.

record(Pairs) -> iolist_to_binary([<<Key:16, (byte_size(Value)):16, Value/binary>> || {Key, Value} <- Pairs]).

guard(X) when <<X:8>> =:= <<1>> -> one;
guard(X) when <<X/float>> =:= <<1.5/float>> -> float;
guard(X) when <<X/binary, 2>> =:= <<1, 2>> -> binary;
guard(_) -> none.

%% Heap space for what follows is reserved together with the binary.
heap(X) ->
    B = <<X:16, 1>>,
    {B, [X, {X, B}], <<B/binary, X>>}.
