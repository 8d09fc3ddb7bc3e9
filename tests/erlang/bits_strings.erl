%% SPDX-License-Identifier: Apache-2.0
%% Literal text in patterns and in construction, of every length to 20 bytes, at whole bytes and between them.
-module(bits_strings).
-export([main/0]).

main() ->
    Words = outcome:id([<<>>, <<"a">>, <<"ab">>, <<"abc">>, <<"abcd">>, <<"abcde">>, <<"abcdefg">>, <<"abcdefgh">>, <<"abcdefghi">>,
                        <<"abcdefghijklmnopq">>, <<"abcdefghijklmnopqrst">>, <<"abcdefghijklmnopqrstu">>, <<"b">>, <<"abX">>,
                        <<"abcdeX">>, <<"abcdefgX">>, <<"abcdefghijklmnopX">>, <<97:7>>, <<"ab", 3:4>>]),
    erlang:display([longest(W) || W <- Words]),
    erlang:display([longest_after_bits(<<5:3, W/bits>>) || W <- Words]),
    erlang:display([odd(W) || W <- Words]),
    erlang:display([method(M) || M <- outcome:id([<<"GET /x">>, <<"GETS">>, <<"PUT /y">>, <<"POST /z">>, <<"PO">>, <<"DELETE /">>,
                                                  <<"OPTIONS *">>, <<>>])]),
    X = outcome:id(7),
    erlang:display([<<"prefix", X, "suffix">>, <<X:3, "text", X:5>>, <<X:1, "a long text that goes on and on", X:16/little>>,
                    <<"tail">>, <<X:4, "", X:4>>, <<"grün"/utf8, X>>, <<"wide"/utf16>>, <<X:2, "w"/utf32, X:6>>]),
    erlang:display([number(W) || W <- outcome:id([<<1, 2, 3, 4, 5>>, <<16#12345678:32, 9>>, <<16#1234567890ABCDEF:64>>, <<1:1, 0:6>>])]).

longest(<<"abcdefghijklmnopqrst", R/bits>>) -> {20, R};
longest(<<"abcdefghijklmnopq", R/bits>>) -> {17, R};
longest(<<"abcdefghi", R/bits>>) -> {9, R};
longest(<<"abcdefgh", R/bits>>) -> {8, R};
longest(<<"abcdefg", R/bits>>) -> {7, R};
longest(<<"abcde", R/bits>>) -> {5, R};
longest(<<"abcd", R/bits>>) -> {4, R};
longest(<<"abc", R/bits>>) -> {3, R};
longest(<<"ab", R/bits>>) -> {2, R};
longest(<<"a", R/bits>>) -> {1, R};
longest(R) -> {0, R}.

longest_after_bits(<<5:3, "abcdefghijklmnopqrst", R/bits>>) -> {20, R};
longest_after_bits(<<5:3, "abcdefghi", R/bits>>) -> {9, R};
longest_after_bits(<<5:3, "abcdefgh", R/bits>>) -> {8, R};
longest_after_bits(<<5:3, "abc", R/bits>>) -> {3, R};
longest_after_bits(<<5:3, "a", R/bits>>) -> {1, R};
longest_after_bits(<<5:3, R/bits>>) -> {0, R}.

odd(<<97:7, R/bits>>) -> {first, bit_size(R)};
odd(<<16#616:12, R/bits>>) -> {second, R};
odd(<<R/bits>>) -> {third, R}.

method(<<"GET ", Path/binary>>) -> {get, Path};
method(<<"PUT ", Path/binary>>) -> {put, Path};
method(<<"POST ", Path/binary>>) -> {post, Path};
method(<<"DELETE ", Path/binary>>) -> {delete, Path};
method(<<"OPTIONS *">>) -> options;
method(<<M:3/binary, _/binary>>) -> {unknown, M};
method(_) -> bad.

number(<<16#0102030405:40>>) -> forty;
number(<<16#12345678:32, R/binary>>) -> {thirty_two, R};
number(<<16#1234567890ABCDEF:64>>) -> sixty_four;
number(<<1:1, 0:6>>) -> seven.
