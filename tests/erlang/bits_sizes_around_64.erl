%% SPDX-License-Identifier: Apache-2.0
%% Binaries of 60 to 70 bytes, and bitstrings a bit more or less: where they move out of the heap nothing may show.
-module(bits_sizes_around_64).
-export([main/0]).

main() ->
    [erlang:display(all_ways(Size)) || Size <- lists:seq(60, 70) ++ [0, 1, 7, 8, 9, 16, 17]],
    [erlang:display(bit_ways(Bits)) || Bits <- lists:seq(508, 516)],
    erlang:display(survivors(300, [])).

all_ways(Size) ->
    List = lists:seq(1, Size),
    Bin = list_to_binary(List),
    Ways = [<< <<X>> || X <- List >>, lists:foldl(fun(X, B) -> <<B/binary, X>> end, <<>>, List),
            lists:foldr(fun(X, B) -> <<X, B/binary>> end, <<>>, List), middle(<<0, Bin/binary, 0>>, Size),
            middle(<<0, Bin/binary, (list_to_binary(lists:duplicate(100, 7)))/binary>>, Size), <<Bin/binary>>,
            <<(binary_to_integer_bits(Bin, Size)):(Size * 8)>>],
    {Size, [Way =:= Bin || Way <- Ways], erlang:phash2(Ways)}.

middle(Bin, Size) ->
    <<_, Middle:Size/binary, _/binary>> = Bin,
    Middle.

binary_to_integer_bits(Bin, Size) ->
    Bits = Size * 8,
    <<N:Bits>> = Bin,
    N.

bit_ways(Bits) ->
    Value = (1 bsl Bits) div 3,
    One = <<Value:Bits>>,
    Two = << <<((Value bsr (Bits - 1 - N)) band 1):1>> || N <- lists:seq(0, Bits - 1) >>,
    Three = <<(Value bsr 5):(Bits - 5), (Value band 31):5>>,
    <<_:3, Four:Bits/bits, _/bits>> = <<7:3, One/bits, 1:2>>,
    {Bits, [One =:= Two, Two =:= Three, Three =:= Four], erlang:phash2(Four)}.

%% Parts of long binaries that are gone, among garbage.
survivors(0, Kept) -> erlang:phash2(Kept);
survivors(N, Kept) ->
    Bin = << <<X>> || X <- lists:seq(1, 60 + N rem 10) >>,
    <<_:N, Part:40/bits, Rest/bits>> = <<0:N, Bin/binary>>,
    survivors(N - 1, [{Part, bit_size(Rest)} | lists:sublist(Kept, 20)]).
