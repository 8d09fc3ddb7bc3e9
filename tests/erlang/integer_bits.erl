%% SPDX-License-Identifier: Apache-2.0
%% band, bor, bxor, bnot, bsl and bsr on small and big integers of both signs, with shift counts
%% of zero, beyond the word, and negative; and a few classic bit tricks.
-module(integer_bits).
-export([main/0]).

main() ->
    Values = outcome:id([0, 1, -1, 5, -6, 16#FF, 16#F0F0, -16#F0F0, 1 bsl 58, -(1 bsl 58), 1 bsl 59,
                         -(1 bsl 59), -(1 bsl 59) - 1, (1 bsl 63) - 1, 1 bsl 63, -(1 bsl 63),
                         (1 bsl 64) - 1, 1 bsl 64, 16#DEADBEEFCAFEBABE1234567890ABCDEF,
                         -16#DEADBEEFCAFEBABE1234567890ABCDEF]),
    [erlang:display({X, [{X band Y, X bor Y, X bxor Y} || Y <- Values]}) || X <- Values],
    erlang:display([bnot X || X <- Values]),
    Counts = outcome:id([0, 1, 3, 31, 32, 58, 59, 60, 63, 64, 65, 100, 128, 200]),
    [erlang:display({X, [{X bsl C, X bsr C} || C <- Counts]}) || X <- Values],
    erlang:display([{X bsl -C =:= X bsr C, X bsr -C =:= X bsl C} || X <- [1, -1, 77], C <- Counts]),
    erlang:display([X || X <- Values, Y <- Values, (X bxor Y) bxor Y =/= X]),
    erlang:display([X || X <- Values, Y <- Values, (X band Y) + (X bor Y) =/= X + Y]),
    erlang:display([X || X <- Values, Y <- Values, bnot (X band Y) =/= (bnot X) bor (bnot Y)]),
    erlang:display([popcount(X) || X <- Values, X >= 0]),
    erlang:display([reverse32(X) || X <- [1, 2, 16#80000000, 16#12345678, 16#FFFFFFFF]]),
    erlang:display(xorshift(88172645463325252, 50)),
    erlang:display(fnv("the quick brown fox jumps over the lazy dog", 16#CBF29CE484222325)),
    erlang:display([outcome:'of'(Fun)
                    || Fun <- [fun() -> 1 band outcome:id(a) end, fun() -> outcome:id(1.0) bor 1 end,
                               fun() -> outcome:id(1.0) bxor 2 end, fun() -> bnot outcome:id(1.5) end,
                               fun() -> outcome:id(a) bsl 1 end, fun() -> 1 bsl outcome:id(b) end,
                               fun() -> outcome:id([]) bsr 1 end, fun() -> 1 bsr outcome:id(2.0) end]]),
    erlang:display([0 bsl (outcome:id(1) bsl 70), 5 bsr (outcome:id(1) bsl 70), -5 bsr (outcome:id(1) bsl 70)]),
    erlang:display([flags(X) || X <- lists:seq(0, 15)]).

popcount(0) -> 0;
popcount(X) -> 1 + popcount(X band (X - 1)).

reverse32(X) -> reverse32(X, 32, 0).

reverse32(_, 0, Acc) -> Acc;
reverse32(X, N, Acc) -> reverse32(X bsr 1, N - 1, (Acc bsl 1) bor (X band 1)).

%% 64-bit generator: every intermediate crosses the small border.
xorshift(X, 0) -> X;
xorshift(X, N) ->
    A = (X bxor (X bsl 13)) band 16#FFFFFFFFFFFFFFFF,
    B = A bxor (A bsr 7),
    xorshift((B bxor (B bsl 17)) band 16#FFFFFFFFFFFFFFFF, N - 1).

fnv([], H) -> H;
fnv([C | T], H) -> fnv(T, ((H bxor C) * 16#100000001B3) band 16#FFFFFFFFFFFFFFFF).

flags(X) when X band 1 =:= 1, X band 8 =/= 0 -> {low, high};
flags(X) when X band 1 =:= 1 -> low;
flags(X) when X bsr 3 =:= 1 -> high;
flags(X) when X bxor 6 =:= 0 -> six;
flags(_) -> none.
