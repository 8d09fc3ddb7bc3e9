%% SPDX-License-Identifier: Apache-2.0
%% Sizes that are expressions, variables bound in the same pattern, bit syntax in guards, in funs and in comprehensions.
-module(bits_expressions).
-export([main/0]).

main() ->
    Bin = outcome:id(<<3, 10, 20, 30, 40, 50, 60, 70, 80, 90>>),
    erlang:display([half(B) || B <- outcome:id([<<>>, <<2, 1>>, <<4, 1, 2, 3>>, Bin])]),
    erlang:display(chain(Bin)),
    erlang:display([in_guard(X, Bin) || X <- outcome:id([3, 10, <<3>>, 3.5, 3 * 256 + 10])]),
    Fun = fun(<<N, Part:N/binary, _/binary>>) -> Part; (<<>>) -> empty; (_) -> other end,
    erlang:display([Fun(B) || B <- [Bin, <<>>, <<200>>]]),
    Size = outcome:id(4),
    Take = fun(B) -> <<A:Size, C:(Size * 3)/little, _/bits>> = B, {A, C} end,
    erlang:display([Take(B) || B <- [Bin, <<-1:64>>]]),
    Expected = outcome:id(10),
    erlang:display([case B of <<_, Expected, T/binary>> -> byte_size(T); _ -> different end || B <- [Bin, <<3, 11>>]]),
    erlang:display([{A, B} || <<A, B>> <= Bin, A < B]),
    erlang:display([N || <<N:(Size + 6)>> <= Bin]),
    erlang:display(try_size(Bin)),
    erlang:display([fields(<<Kind, Bin/binary>>) || Kind <- outcome:id([0, 1, 2, 3, 4])]),
    erlang:display(pack([{5, 17}, {3, 5}, {11, 2000}, {1, 1}], <<>>)),
    erlang:display(unpack([5, 3, 11, 1], pack([{5, 17}, {3, 5}, {11, 2000}, {1, 1}], <<>>))),
    erlang:display(max_key(#{<<1>> => a, <<1, 2>> => b, <<0:3>> => c})).

half(<<N, First:(N div 2)/binary, Rest/binary>>) when N rem 2 =:= 0 -> {even, First, Rest};
half(<<N, First:((N + 1) div 2)/binary, Rest/binary>>) -> {odd, First, Rest};
half(_) -> none.

chain(<<A, B:A/binary, C, D:(C - 38)/binary, E/binary>>) -> {A, B, C, D, E}.

in_guard(X, <<A, B, _/binary>>) when X =:= A; X =:= <<A>>, B > A -> {first, B};
in_guard(X, <<A:16, _/binary>>) when X =:= A -> sixteen;
in_guard(X, B) when is_integer(X), <<X>> < B -> less;
in_guard(_, <<_:2/binary, A, _/binary>>) -> A.

try_size(Bin) ->
    [try <<A:S/binary, _/binary>> = Bin, A catch error:{badmatch, B} -> {no, byte_size(B)} end
     || S <- outcome:id([0, 2, 10, 11, -1])].

fields(<<0, A:4, B:12/little, _/bits>>) -> {A, B};
fields(<<1, A:3/binary-unit:4, B:4, C/binary>>) -> {A, B, byte_size(C)};
fields(<<2, A:16/signed-big, B:16/unsigned-little, C:16/native, _/bits>>) -> {A, B, C};
fields(<<3, A/utf8, B:7/bitstring, C:1, _/bits>>) -> {A, B, C};
fields(<<Kind, _/bits>>) -> {unknown, Kind}.

pack([{Size, Value} | Rest], Acc) -> pack(Rest, <<Acc/bits, Value:Size>>);
pack([], Acc) -> Acc.

unpack([Size | Sizes], Bits) ->
    <<Value:Size, Rest/bits>> = Bits,
    [Value | unpack(Sizes, Rest)];
unpack([], Bits) -> [Bits].

max_key(Map) -> lists:max([<<Key/bits, 1:1>> || Key <- maps:keys(Map)]).
