%% SPDX-License-Identifier: Apache-2.0
%% Text as lists of characters: numbers to text, joining, splitting, upper case, counting words.
-module(strings).
-export([run/0, iterations/0]).

iterations() -> 20.

run() -> repeat(40, 0).

repeat(0, Sum) -> Sum;
repeat(N, Sum) ->
    Text = join(lines(N, 150), "\n"),
    Words = split(upper(Text), $\s, [], []),
    repeat(N - 1, (Sum * 31 + hash(Text, 0) + length(Words)) band 16#FFFFFF).

lines(_, 0) -> [];
lines(N, I) -> ["line " ++ integer_to_list(I) ++ " of page " ++ integer_to_list(N * I) ++ " and no more" | lines(N, I - 1)].

join([Last], _) -> Last;
join([H | T], Between) -> H ++ Between ++ join(T, Between).

split([], _, Word, Words) -> [back(Word, []) | Words];
split([C | T], C, Word, Words) -> split(T, C, [], [back(Word, []) | Words]);
split([H | T], C, Word, Words) -> split(T, C, [H | Word], Words).

back([], Acc) -> Acc;
back([H | T], Acc) -> back(T, [H | Acc]).

upper([]) -> [];
upper([C | T]) when C >= $a, C =< $z -> [C - 32 | upper(T)];
upper([C | T]) -> [C | upper(T)].

hash([], H) -> H;
hash([C | T], H) -> hash(T, (H * 33 + C) band 16#FFFFFFF).
