%% SPDX-License-Identifier: Apache-2.0
%% Integers to text and back in all bases: borders of words and chunks of digits, long ones, and what is no integer.
-module(integer_text_bases).
-export([main/0]).

-ifdef(SMALL).
-define(DIGITS, 300).
-else.
-define(DIGITS, 10000).
-endif.

main() ->
    Values = [0, 1, 35, 36, 255, 1 bsl 31, (1 bsl 32) - 1, 1 bsl 32, (1 bsl 59) - 1, 1 bsl 59, 1 bsl 60, (1 bsl 63) - 1, 1 bsl 63, (1 bsl 64) - 1, 1 bsl 64, (1 bsl 128) - 1, 1 bsl 128],
    [erlang:display({B, [{integer_to_list(V, B), integer_to_binary(-V, B)} || V <- Values]}) || B <- lists:seq(2, 36)],
    erlang:display([V =:= list_to_integer(integer_to_list(V, B), B) andalso -V =:= binary_to_integer(integer_to_binary(-V, B), B) || V <- Values, B <- lists:seq(2, 36)]),
    Powers = [power(B, N) || B <- [7, 10, 16, 36], N <- [8, 9, 10, 17, 18, 19, 20, 27, 36, 37, 100]],
    erlang:display([{integer_to_list(P - 1), integer_to_list(P), integer_to_list(P, 36)} || P <- Powers]),
    long(),
    erlang:display([outcome:'of'(fun() -> list_to_integer(T, B) end) || {T, B} <- [{"", 10}, {"-", 10}, {"+", 10}, {"+5", 10}, {"-0", 10}, {"00012", 10}, {"1 ", 10}, {" 1", 10}, {"12a", 10}, {"12a", 11}, {"zZ", 36}, {"2", 2},
        {"1_000", 10}, {"--1", 10}, {"1.0", 10}, {lists:duplicate(50, $0), 10}, {"-" ++ lists:duplicate(30, $9), 10}]]),
    [erlang:display(frames:'of'(F)) || F <- [
        fun() -> {integer_to_list(outcome:id(5), outcome:id(1))} end,
        fun() -> {integer_to_binary(outcome:id(5), outcome:id(37))} end,
        fun() -> {list_to_integer(outcome:id("12"), outcome:id(a))} end,
        fun() -> {binary_to_integer(outcome:id("12"))} end,
        fun() -> {list_to_integer(outcome:id([$1, a]))} end]],
    erlang:display([string:to_integer(T) || T <- ["12abc", "-7", "+3x", "abc", "", "- 1", <<"42 rest">>, "99999999999999999999999"]]).

power(_, 0) -> 1;
power(B, N) -> B * power(B, N - 1).

long() ->
    Text = [$1 + (N * 7 rem 9) || N <- lists:seq(1, ?DIGITS)],
    Integer = list_to_integer(Text),
    erlang:display({integer_to_list(Integer) =:= Text, erlang:crc32([integer_to_list(Integer, B) || B <- [2, 3, 7, 10, 16, 31, 36]])}),
    erlang:display([list_to_integer(integer_to_list(-Integer, B), B) =:= -Integer || B <- [2, 3, 7, 16, 31, 36]]),
    Nines = power(10, ?DIGITS) - 1,
    erlang:display({lists:usort(integer_to_list(Nines)), erlang:crc32(integer_to_binary(Nines * Nines)), erlang:crc32(integer_to_binary(power(10, ?DIGITS)))}),
    erlang:display(erlang:crc32(integer_to_list(1 bsl (?DIGITS * 3)))).
