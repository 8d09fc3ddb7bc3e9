%% SPDX-License-Identifier: Apache-2.0
%% What is left of a bitstring: tails of whole bytes, of any unit, empty ones, and the tests that they need.
-module(bits_tails).
-export([main/0]).

main() ->
    Bits = outcome:id([<<>>, <<1>>, <<1, 2>>, <<1, 2, 3>>, <<1:1>>, <<1:7>>, <<1:9>>, <<1:15>>, <<1, 2, 3, 4, 5:3>>, <<0:64>>,
                       <<0:519>>, <<0:520>>, <<0:521>>]),
    [erlang:display([bytes(B), bits(B), pairs(B), unit3(B), after_bit(B), exact(B), empty(B), skip(B), last(B)]) || B <- Bits],
    erlang:display([ends(B, []) || B <- Bits]),
    erlang:display([odd(B, 0) || B <- Bits]),
    erlang:display([sized(B, N) || B <- Bits, N <- [0, 1, 2, 3]]),
    erlang:display([whole(B) || B <- Bits]).

bytes(<<_, T/binary>>) -> T;
bytes(_) -> no.

bits(<<_, T/bits>>) -> T;
bits(_) -> no.

pairs(<<_, T/binary-unit:16>>) -> T;
pairs(_) -> no.

unit3(<<T/binary-unit:3>>) -> bit_size(T);
unit3(_) -> no.

after_bit(<<_:1, T/bits>>) -> T;
after_bit(_) -> no.

exact(<<_:9>>) -> nine;
exact(<<_:16>>) -> sixteen;
exact(<<_:64>>) -> sixty_four;
exact(<<_:521>>) -> more;
exact(_) -> other.

empty(<<>>) -> empty;
empty(_) -> not_empty.

skip(<<_:3/binary, T/binary>>) -> {three, T};
skip(<<_:2/unit:5, _/bits>>) -> ten;
skip(<<_/binary>>) -> bytes;
skip(_) -> none.

last(Bits) ->
    Size = bit_size(Bits) - 1,
    case Bits of
        <<_:Size, B:1>> -> B;
        _ -> none
    end.

%% Every tail of a bitstring, one bit shorter each time.
ends(<<_:1, T/bits>>, All) when bit_size(T) < 12 -> ends(T, [T | All]);
ends(<<_:1, T/bits>>, All) -> ends(T, All);
ends(<<>>, All) -> All.

odd(<<_, T/binary>>, N) -> odd(T, N + 1);
odd(<<>>, N) -> {whole, N};
odd(<<T/bits>>, N) -> {N, T}.

sized(Bits, N) ->
    case Bits of
        <<A:N/binary, T/binary>> -> {A, byte_size(T)};
        <<A:N, T/bits>> -> {A, bit_size(T)};
        _ -> no
    end.

whole(<<B/binary>>) -> byte_size(B);
whole(<<B/bits>>) -> {bits, bit_size(B)}.
