%% SPDX-License-Identifier: Apache-2.0
%% Sizes that cannot be, terms that are no bitstrings, values that are not the ones expected: no match, never an error.
-module(bits_match_failures).
-export([main/0]).

main() ->
    Bits = outcome:id([<<>>, <<1>>, <<1, 2, 3, 4, 5, 6, 7, 8, 9>>, <<1:5>>]),
    Sizes = outcome:id([0, 1, 8, 9, 64, 72, 73, -1, -8, 1 bsl 20, 1 bsl 58, 1 bsl 59, 1 bsl 100, -(1 bsl 100), a, 1.0, <<8>>, []]),
    [erlang:display({B, S, integer(B, S), little(B, S), binary(B, S), unit(B, S), float(B, S), skip(B, S)}) || B <- Bits, S <- Sizes],
    Terms = outcome:id([a, 1, 1.0, 1 bsl 70, [], [1], {}, #{}, fun() -> ok end, make_ref(), self()]),
    erlang:display([integer(T, 8) || T <- Terms]),
    erlang:display([{clause(T), text(T)} || T <- Terms]),
    erlang:display([value(B, V) || B <- Bits, V <- [1, 0, 16#0102, a, 1.0, -1, 1 bsl 70]]),
    erlang:display([same(B, B1) || B <- Bits, B1 <- Bits]),
    erlang:display([outcome:'of'(fun() -> <<X:16>> = B, X end) || B <- Bits]),
    erlang:display([outcome:'of'(fun() -> only_two(B) end) || B <- Bits]).

integer(B, S) ->
    case B of
        <<X:S, _/bits>> -> X;
        _ -> no
    end.

little(B, S) ->
    case B of
        <<X:S/little-signed, _/bits>> -> X;
        _ -> no
    end.

binary(B, S) ->
    case B of
        <<X:S/binary, _/bits>> -> X;
        _ -> no
    end.

unit(B, S) ->
    case B of
        <<X:S/integer-unit:256, _/bits>> -> X;
        <<X:S/binary-unit:3, _/bits>> -> X;
        _ -> no
    end.

float(B, S) ->
    case B of
        <<_:S/float, _/bits>> -> yes;
        _ -> no
    end.

skip(B, S) ->
    case B of
        <<_:S, _:S, T/bits>> -> T;
        <<_:S, T/bits>> -> {once, T};
        _ -> no
    end.

clause(<<_/bits>>) -> bits;
clause(_) -> other.

text(<<"text", _/binary>>) -> text;
text(<<>>) -> empty;
text(_) -> other.

%% A bound variable, compared after it was read.
value(B, V) ->
    case B of
        <<V, _/bits>> -> byte;
        <<V:16, _/bits>> -> word;
        <<V/float, _/bits>> -> float;
        _ -> no
    end.

same(B, B1) ->
    Size = bit_size(B1),
    case B of
        <<B1:Size/bits, _/bits>> -> prefix;
        _ -> no
    end.

only_two(<<A, B>>) -> {A, B};
only_two(<<A>>) -> A.
