%% SPDX-License-Identifier: Apache-2.0
%% erlang:crc32, adler32 and md5: of all kinds of I/O lists, in pieces, combined, and wrong arguments.
-module(checksum_bifs).
-export([main/0]).

main() ->
    Large = binary:copy(<<"0123456789abcdef">>, 1000),
    <<_:3, Odd:64/bitstring, _/bitstring>> = Large,
    Data = [<<>>, "", "a", <<"abc">>, ["abc", [<<"def">>, $g]], Large, Odd, [Large | Odd], lists:duplicate(5552, 255), binary:copy(<<255>>, 70000)],
    [erlang:display({erlang:crc32(D), erlang:adler32(D), erlang:md5(D)}) || D <- Data],
    [erlang:display({erlang:crc32(S, D), erlang:adler32(S, D)}) || S <- [0, 1, 16#ffffffff, 123456789], D <- ["", "abc", Large]],
    erlang:display([erlang:crc32_combine(erlang:crc32(A), erlang:crc32(B), iolist_size(B)) =:= erlang:crc32([A, B]) || A <- Data, B <- Data]),
    erlang:display([erlang:adler32_combine(erlang:adler32(A), erlang:adler32(B), iolist_size(B)) =:= erlang:adler32([A, B]) || A <- Data, B <- Data]),
    erlang:display([{erlang:crc32_combine(X, Y, N), erlang:adler32_combine(X, Y, N)} || X <- [0, 305419896], Y <- [0, 1, 16#deadbeef],
        N <- [0, 1, 65520, 65521, 65522, 16#7fffffff, 16#80000000, 16#ffffffff]]),
    md5_pieces(Large),
    errors().

md5_pieces(Large) ->
    Pieces = [<<>>, "a", <<"bc">>, lists:duplicate(55, $x), lists:duplicate(64, $y), [Large, $z], <<"end">>],
    Final = lists:foldl(fun(P, C) -> erlang:md5_update(C, P) end, erlang:md5_init(), Pieces),
    erlang:display({erlang:md5_final(Final), erlang:md5(Pieces), erlang:md5_final(Final) =:= erlang:md5(Pieces)}),
    Half = erlang:md5_update(erlang:md5_init(), "half"),
    erlang:display([erlang:md5_final(erlang:md5_update(Half, P)) || P <- ["", "1", "2"]]),
    erlang:display(erlang:md5_final(erlang:md5_init())).

errors() ->
    [erlang:display(frames:'of'(F)) || F <- [
        fun() -> {erlang:crc32(a)} end,
        fun() -> {erlang:crc32([256])} end,
        fun() -> {erlang:crc32(["a" | b])} end,
        fun() -> {erlang:crc32(<<1:7>>)} end,
        fun() -> {erlang:crc32(-1, "a")} end,
        fun() -> {erlang:crc32(1 bsl 32, "a")} end,
        fun() -> {erlang:crc32(1, a)} end,
        fun() -> {erlang:adler32([a])} end,
        fun() -> {erlang:adler32(x, "a")} end,
        fun() -> {erlang:crc32_combine(1, 2, -1)} end,
        fun() -> {erlang:crc32_combine(1, 2, 1 bsl 32)} end,
        fun() -> {erlang:adler32_combine(1, x, 3)} end,
        fun() -> {erlang:md5(x)} end,
        fun() -> {erlang:md5(["a", -1])} end,
        fun() -> {erlang:md5_update(<<>>, "a")} end,
        fun() -> {erlang:md5_final(a)} end,
        fun() -> {erlang:md5_final(<<1, 2, 3>>)} end]].
