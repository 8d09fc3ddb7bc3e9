%% SPDX-License-Identifier: Apache-2.0
%% Clauses that read some way before they turn out not to match: the next one starts where the first did.
-module(bits_backtracking).
-export([main/0]).

main() ->
    Inputs = outcome:id([<<>>, <<1>>, <<1, 2>>, <<1, 2, 3>>, <<1, 2, 4>>, <<1, 3, 5, 6>>, <<2, 0:16, 7>>, <<2, 5:16, 1, 2, 3, 4, 5>>,
                         <<2, 5:16, 1, 2>>, <<3, 65, 66, 0, 67>>, <<3, 65, 66>>, <<1:4, 2:4, 3:1>>, <<16#FF, 16#FF>>, not_binary]),
    [erlang:display([deep(B), sized(B), mixed(B), guarded(B), twice(B)]) || B <- Inputs],
    erlang:display([number(T) || T <- outcome:id([<<"0">>, <<"0x1F;">>, <<"017 ">>, <<"12.5e3,">>, <<"12.x">>, <<"0b101">>,
                                                  <<"0b2">>, <<"-7">>, <<"-">>, <<>>])]),
    erlang:display([zero_ended(B) || B <- Inputs, is_binary(B)]),
    erlang:display([nested(B, B) || B <- Inputs]),
    erlang:display(longest(<<"aaaaabaaaab">>, 0)).

deep(<<1, 2, 3, _/binary>>) -> a;
deep(<<1, 2, X, _/binary>>) when X > 3 -> {b, X};
deep(<<1, X:16, Rest/binary>>) -> {c, X, Rest};
deep(<<1, X>>) -> {d, X};
deep(<<X:4, Y:4, Z:1>>) -> {e, X, Y, Z};
deep(<<X:2, Rest/bits>>) -> {f, X, bit_size(Rest)};
deep(_) -> g.

sized(<<2, N:16, Body:N/binary, Rest/binary>>) when N > 3 -> {long, Body, Rest};
sized(<<2, N:16, Body:N/binary, Rest/binary>>) -> {short, Body, Rest};
sized(<<2, N:16, Rest/binary>>) -> {cut, N, Rest};
sized(<<N, Body:N/binary, _/binary>>) -> {byte, Body};
sized(<<_, Rest/bits>>) -> {other, Rest};
sized(_) -> none.

mixed(Bits) ->
    case Bits of
        <<X:13, Y:3, 0:1, _/bits>> -> {x, X, Y};
        <<X/utf8, Y/utf8, _/bits>> -> {utf8, X, Y};
        <<X/signed, _/bits>> -> {signed, X};
        _ -> none
    end.

guarded(<<X, Y, _/bits>>) when X + Y =:= 3 -> three;
guarded(<<X:16, _/bits>>) when X > 16#200 -> {large, X};
guarded(<<X:8, Rest/bits>>) when bit_size(Rest) > X -> {more, bit_size(Rest)};
guarded(B) when is_bitstring(B) -> bits;
guarded(_) -> other.

twice(<<A, _/bits>> = B) ->
    case B of
        <<A, A, _/bits>> -> same;
        <<A, C, _/bits>> when C > A -> {up, C - A};
        <<_:8, C:3, _/bits>> -> {top, C};
        <<A>> -> single;
        _ -> other
    end;
twice(_) -> none.

number(<<$-, Rest/binary>>) -> {minus, number(Rest)};
number(<<"0x", Rest/binary>>) -> {hex, digits(Rest, 16, 0)};
number(<<"0b", D, Rest/binary>>) when D =:= $0; D =:= $1 -> {binary, digits(<<D, Rest/binary>>, 2, 0)};
number(<<$0, D, _/binary>> = Text) when D >= $0, D =< $7 -> {octal, digits(Text, 8, 0)};
number(<<D, _/binary>> = Text) when D >= $0, D =< $9 -> fraction(digits(Text, 10, 0));
number(Text) -> {none, Text}.

fraction({Whole, <<$., D, _/binary>> = Rest}) when D >= $0, D =< $9 ->
    <<_, Digits/binary>> = Rest,
    {Whole, digits(Digits, 10, 0)};
fraction({Whole, Rest}) -> {Whole, Rest}.

digits(<<D, Rest/binary>>, Base, N) when D >= $0, D < $0 + Base, D =< $9 -> digits(Rest, Base, N * Base + D - $0);
digits(<<D, Rest/binary>>, 16, N) when D >= $A, D =< $F -> digits(Rest, 16, N * 16 + D - $A + 10);
digits(Rest, _, N) -> {N, Rest}.

%% Length is found by trying.
zero_ended(Bin) -> zero_ended(Bin, 0).

zero_ended(Bin, N) ->
    case Bin of
        <<Text:N/binary, 0, Rest/binary>> -> {Text, Rest};
        <<_:N/binary, _, _/binary>> -> zero_ended(Bin, N + 1);
        _ -> no_zero
    end.

nested(<<A, Rest/bits>>, Whole) ->
    case Rest of
        <<B, Inner/bits>> when B > A ->
            case Whole of
                <<A, B, C, _/bits>> -> {A, B, C, Inner};
                <<_:8, _/bits>> -> {A, B, Inner}
            end;
        <<>> -> last;
        <<_:1, _/bits>> -> {not_up, Rest}
    end;
nested(Rest, Whole) -> {Rest =:= Whole}.

longest(<<"aaaab", _/binary>>, At) -> At;
longest(<<_, Rest/binary>>, At) -> longest(Rest, At + 1);
longest(<<>>, _) -> none.
