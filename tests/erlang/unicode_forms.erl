%% SPDX-License-Identifier: Apache-2.0
%% unicode:characters_to_binary, characters_to_list and their errors: every encoding, characters cut
%% off between binaries, what is no character, deep lists, long texts.
-module(unicode_forms).
-export([main/0]).

-ifdef(SMALL).
-define(LONG, 2000).
-else.
-define(LONG, 300000).
-endif.

main() ->
    Data = data(),
    Encodings = [utf8, unicode, latin1, utf16, {utf16, little}, utf32, {utf32, little}, {utf16, big}, foo],
    [erlang:display({D, [outcome:'of'(fun() -> unicode:characters_to_binary(D, In) end) || In <- [utf8, latin1]]}) || D <- Data],
    [erlang:display({D, [outcome:'of'(fun() -> unicode:characters_to_list(D, In) end) || In <- Encodings]}) || D <- Data],
    [erlang:display([outcome:'of'(fun() -> unicode:characters_to_binary(D, utf8, Out) end) || Out <- Encodings]) || D <- Data],
    [erlang:display([outcome:'of'(fun() -> unicode:characters_to_binary(D, latin1, Out) end) || Out <- Encodings]) || D <- Data],
    split(),
    boms(),
    long(),
    erlang:display([unicode:bin_is_7bit(B) || B <- [<<>>, <<"abc">>, <<127>>, <<128>>, <<1:3>>]]),
    erlang:display([outcome:class(fun() -> unicode:bin_is_7bit(X) end) || X <- [a, "abc"]]),
    [erlang:display(frames:'of'(F)) || F <- [
        fun() -> {unicode:characters_to_list(outcome:id(a))} end,
        fun() -> {unicode:characters_to_binary(outcome:id([a]))} end,
        fun() -> {unicode:characters_to_list(outcome:id(["a" | b]), utf8)} end,
        fun() -> {unicode:characters_to_binary(outcome:id(<<1:3>>), utf8)} end]].

data() ->
    [[], <<>>, "abc", [228, 246], [8364], [16#10ffff], [16#110000], [-1], [16#d800], [16#fffe], <<"abc">>, <<"ä€"/utf8>>, <<16#ff>>, <<"a", 16#e2, 16#82>>, <<16#e2>>, <<16#c0, 16#80>>,
     <<16#ed, 16#a0, 16#80>>, <<16#f4, 16#90, 16#80, 16#80>>, <<16#f0, 16#9f, 16#98, 16#80>>, <<"ok", 16#80, "rest">>, ["a", <<"b">>, [$c, [<<"d">>, [8364]]], <<"e"/utf8>>],
     ["abc", 16#d800, "def"], [[["deep", <<"x">>], 16#110000, "a"], <<"tail">>], ["abc" | <<"tail">>], ["abc" | def], [a], a, 1, {}, [<<"a">>, a], [<<1:3>>], <<"x":8, 1:1>>, [[]], [[[]], <<>>],
     [<<16#e2, 16#82>>, <<16#ac>>, "z"], [<<16#e2>>, <<16#82>>, <<16#ac>>], [<<16#e2, 16#82>>, $a], [<<16#e2, 16#82>>, <<"a">>], [[<<16#e2>>, [<<16#82, 16#ac, 16#ff>>]], "rest"], [<<16#f0, 16#9f>>]].

split() ->
    Text = unicode:characters_to_binary([16#1f600, 8364, 228, $a]),
    [begin
        <<A:N/binary, B/binary>> = Text,
        erlang:display({N, unicode:characters_to_list([A, B]), unicode:characters_to_list(A), unicode:characters_to_binary([[A], B | <<"end">>])})
     end || N <- lists:seq(0, byte_size(Text))].

boms() ->
    erlang:display([unicode:bom_to_encoding(B) || B <- [<<16#ef, 16#bb, 16#bf>>, <<16#fe, 16#ff>>, <<16#ff, 16#fe>>, <<0, 0, 16#fe, 16#ff>>, <<16#ff, 16#fe, 0, 0>>, <<"abc">>]]),
    erlang:display([unicode:encoding_to_bom(E) || E <- [utf8, utf16, {utf16, little}, utf32, {utf32, little}, latin1]]).

long() ->
    Characters = [case N rem 4 of 0 -> $a; 1 -> 228; 2 -> 8364; 3 -> 16#1f600 end || N <- lists:seq(1, ?LONG)],
    Binary = unicode:characters_to_binary(Characters),
    erlang:display({byte_size(Binary), erlang:crc32(Binary), unicode:characters_to_list(Binary) =:= Characters}),
    {error, Good, [Bad | Rest]} = unicode:characters_to_binary(Characters ++ [16#d800 | "rest"]),
    erlang:display({byte_size(Good), Bad, Rest}),
    Nested = lists:foldl(fun(C, Acc) -> [Acc, C] end, [], lists:sublist(Characters, ?LONG div 10)),
    erlang:display(erlang:crc32(unicode:characters_to_binary(Nested))),
    Pieces = [<<B>> || <<B>> <= binary:part(Binary, 0, ?LONG div 20)],
    erlang:display(element(1, unicode:characters_to_list([Pieces, <<16#ff>>]))).
