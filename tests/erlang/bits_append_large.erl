%% SPDX-License-Identifier: Apache-2.0
%% Ten megabytes built byte by byte, and as much by longer steps: time and memory must not grow with the square.
-module(bits_append_large).
-export([main/0]).

-ifdef(SMALL).
-define(BYTES, 3000).
-else.
-define(BYTES, 10000000).
-endif.

main() ->
    Bin = bytes(<<>>, ?BYTES),
    erlang:display({byte_size(Bin), sum(Bin, 0)}),
    Steps = steps(<<>>, ?BYTES div 100),
    erlang:display({byte_size(Steps), sum(Steps, 0)}),
    Nibbles = nibbles(<<>>, ?BYTES div 50),
    erlang:display({bit_size(Nibbles), nibble_sum(Nibbles, 0)}),
    Twice = <<Bin/binary, Bin/binary>>,
    erlang:display({byte_size(Twice), erlang:phash2(binary_part(Twice, ?BYTES - 50, 100))}),
    Comprehended = << <<(X bxor 16#55)>> || <<X>> <= Bin >>,
    erlang:display({byte_size(Comprehended), sum(Comprehended, 0)}).

bytes(Bin, 0) -> Bin;
bytes(Bin, N) -> bytes(<<Bin/binary, N>>, N - 1).

steps(Bin, 0) -> Bin;
steps(Bin, N) -> steps(<<Bin/binary, N:32, "0123456789abcdef", (N * 3):800>>, N - 1).

nibbles(Bits, 0) -> Bits;
nibbles(Bits, N) -> nibbles(<<Bits/bits, N:4>>, N - 1).

sum(<<A:32, Rest/binary>>, Sum) -> sum(Rest, (Sum + A) band 16#FFFFFFFFFFFF);
sum(<<A, Rest/binary>>, Sum) -> sum(Rest, Sum + A);
sum(<<>>, Sum) -> Sum.

nibble_sum(<<A:4, Rest/bits>>, Sum) -> nibble_sum(Rest, Sum + A);
nibble_sum(<<>>, Sum) -> Sum.
