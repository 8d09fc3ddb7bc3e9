%% SPDX-License-Identifier: Apache-2.0
%% Parts of parts of binaries, at whole bytes and between them, from short binaries, long ones and literals; equal
%% parts are equal whatever they are parts of.
-module(bits_sub_binaries).
-export([main/0]).

-define(LITERAL, <<"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-+0123456789abcdefghijklmnopqrstuvwxyz">>).

main() ->
    Long = list_to_binary(lists:seq(0, 255)),
    Short = list_to_binary(lists:seq(100, 140)),
    Shifted = <<1:3, Long/binary>>,
    [erlang:display(parts(B)) || B <- [Long, Short, Shifted, ?LITERAL, tail(Long), tail(tail(Shifted))]],
    <<_:3, Same/binary>> = Shifted,
    erlang:display({Same =:= Long, Same == Long, Same < Long, erlang:phash2(Same) =:= erlang:phash2(Long)}),
    <<_:10/binary, A:20/binary, _/binary>> = Long,
    <<_:10/binary, B:20/binary, _/binary>> = Same,
    erlang:display({A =:= B, #{A => found} =:= #{B => found}, maps:get(A, #{B => found}), lists:member(A, [B])}),
    erlang:display(halves(Long, [])),
    erlang:display(nested(<<Long/binary, Short/binary>>, 40)),
    erlang:display([binary_part(part(Long, 100, 100), 10, 5), part(part(part(Long, 50, 100), 20, 50), 7, 3)]),
    erlang:display(bin_of_bin(Short)).

tail(<<_:3, T/bits>>) -> T.

part(Bin, Start, Size) ->
    <<_:Start/binary, Part:Size/binary, _/bits>> = Bin,
    Part.

parts(Bits) ->
    <<A:5/binary, B:3/bits, C:100/bits, D:13/bits, _/bits>> = Bits,
    <<C1:50/bits, C2:50/bits>> = C,
    <<C11:7/bits, C12/bits>> = C1,
    <<D1:1, D2:12/bits>> = D,
    {A, B, C, C2, C11, C12, D1, D2, <<C1/bits, C2/bits>> =:= C, <<A/bits, B/bits, C/bits, D/bits>>}.

halves(Bin, All) when byte_size(Bin) < 2 -> [Bin | All];
halves(Bin, All) ->
    Half = byte_size(Bin) div 2,
    <<_:Half/binary, Rest/binary>> = Bin,
    halves(Rest, [erlang:phash2(Bin) | All]).

nested(Bin, 0) -> Bin;
nested(<<_, Middle/binary>>, N) ->
    Size = byte_size(Middle) - 1,
    <<Inner:Size/binary, _/binary>> = Middle,
    nested(Inner, N - 1).

%% Length before content, four levels deep.
bin_of_bin(Bin) ->
    Wrapped = lists:foldl(fun(_, B) -> <<(byte_size(B)):16, B/binary, 255>> end, Bin, [1, 2, 3, 4]),
    {Wrapped, unwrap(Wrapped, 4) =:= Bin, unwrap(Wrapped, 2)}.

unwrap(Bin, 0) -> Bin;
unwrap(<<Size:16, Bin:Size/binary, 255>>, N) -> unwrap(Bin, N - 1).
