%% SPDX-License-Identifier: Apache-2.0
%% Bitstrings that are not whole bytes, as values: comparing, hashing, as keys, in type tests, their sizes, and how
%% they print.
-module(bits_bitstrings).
-export([main/0]).

main() ->
    All = outcome:id([<<>>, <<0:1>>, <<1:1>>, <<0:2>>, <<1:2>>, <<2:2>>, <<0:7>>, <<0>>, <<0:9>>, <<1>>, <<1:9>>, <<1, 0:1>>, <<1, 1:1>>,
                      <<127, 1:1>>, <<128:8>>, <<1, 2, 3, 4, 5:3>>, <<1, 2, 3, 4, 5:4>>, <<0:64, 1:1>>, <<0:600, 1:3>>, <<0:600, 1:4>>]),
    erlang:display(lists:sort(All)),
    erlang:display([{bit_size(B), byte_size(B), is_binary(B), is_bitstring(B)} || B <- All]),
    erlang:display([[compare(A, B) || B <- All] || A <- All]),
    Shifted = [shifted(B, N) || B <- All, N <- [1, 4, 7, 8]],
    erlang:display([X || {X, false} <- [{B, lists:all(fun(S) -> S =:= B end, [shifted(B, N) || N <- [1, 2, 3, 9]])} || B <- All]]),
    erlang:display(length(lists:usort(Shifted))),
    Map = maps:from_list([{B, bit_size(B)} || B <- Shifted]),
    erlang:display({map_size(Map), [maps:get(B, Map) || B <- All]}),
    erlang:display([erlang:phash2(B) =:= erlang:phash2(shifted(B, 3)) || B <- All]),
    erlang:display([invert(B) || B <- All]),
    erlang:display([reverse(B) || B <- All]),
    erlang:display([count(B, 0) || B <- All]),
    erlang:display(<< <<B/bits>> || B <- All >> =:= joined(All, <<>>)),
    erlang:display([{kind(B), kind(shifted(B, 5))} || B <- All]).

shifted(Bits, N) ->
    <<_:N, Same/bits>> = <<-1:N, Bits/bits>>,
    Same.

compare(A, B) when A < B -> '<';
compare(A, B) when A > B -> '>';
compare(A, B) when A =:= B -> '='.

invert(Bits) -> << <<(1 - B):1>> || <<B:1>> <= Bits >>.

reverse(Bits) -> reverse(Bits, <<>>).

reverse(<<B:1, Rest/bits>>, Acc) -> reverse(Rest, <<B:1, Acc/bits>>);
reverse(<<>>, Acc) -> Acc.

count(<<1:1, Rest/bits>>, N) -> count(Rest, N + 1);
count(<<_:1, Rest/bits>>, N) -> count(Rest, N);
count(<<>>, N) -> N.

joined([B | Rest], Acc) -> joined(Rest, <<Acc/bits, B/bits>>);
joined([], Acc) -> Acc.

kind(B) when is_binary(B), byte_size(B) > 64 -> long;
kind(B) when is_binary(B) -> short;
kind(B) when bit_size(B) > 512 -> long_bits;
kind(B) when is_bitstring(B) -> bits.
