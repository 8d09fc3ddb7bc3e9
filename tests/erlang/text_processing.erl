%% SPDX-License-Identifier: Apache-2.0
%% Strings as lists: splitting, joining, searching, ciphers, run lengths, Roman numerals, edit
%% distance, palindromes, word counts, case, padding, number words, UTF-8 bytes, anagrams.
-module(text_processing).
-export([main/0]).

main() ->
    Text = "The quick brown fox jumps over the lazy dog. The dog sleeps; the fox does not.",
    erlang:display(words(Text)),
    erlang:display(join(lists:map(fun capital/1, words(Text)), " ")),
    erlang:display(frequencies([lower(W) || W <- words(Text)])),
    erlang:display(upper(Text)),
    erlang:display([caesar(Text, 3), caesar(caesar(Text, 3), -3) =:= Text, caesar("xyz XYZ", 5)]),
    erlang:display([vigenere("ATTACKATDAWN", "LEMON", 1), vigenere(vigenere("ATTACKATDAWN", "LEMON", 1), "LEMON", -1)]),
    erlang:display([packed("aaabbbbccd"), unpacked(packed("aaabbbbccd")), packed(""), packed("x")]),
    erlang:display([roman(N) || N <- [1, 4, 9, 14, 40, 90, 400, 1987, 2024, 3999]]),
    erlang:display([from_roman(roman(N)) =:= N || N <- [1, 4, 944, 1987, 3999]]),
    erlang:display([distance(A, B) || {A, B} <- [{"kitten", "sitting"}, {"", "abc"}, {"flaw", "lawn"}, {"same", "same"}]]),
    erlang:display([palindrome(S) || S <- ["A man, a plan, a canal: Panama", "Not one", "", "x"]]),
    erlang:display([find(P, Text) || P <- ["fox", "the", "cat", "", "not."]]),
    erlang:display(replace("the", "THAT", Text)),
    erlang:display([in_words(N) || N <- [0, 7, 13, 20, 42, 100, 115, 999, 1000, 12345, 1000000]]),
    erlang:display([right(S, 8) || S <- ["abc", "", "exactly8", "longer than eight"]]),
    erlang:display([trim(S) || S <- ["  both  ", "none", "   ", "", "in side "]]),
    erlang:display([utf8([C]) || C <- [$a, 16#E9, 16#20AC, 16#1F600]]),
    erlang:display(anagrams(["listen", "silent", "enlist", "google", "elgoog", "abc", "cab", "xyz"])),
    erlang:display(longest_common("ACCGGTCGAGTGCGCGGAAGCCGGCCGAA", "GTCGTTCGGAATGCCGTTGCTCTGTAAA")),
    erlang:display(soundex_like(["Robert", "Rupert", "Rubin", "Ashcraft", "Tymczak"])),
    erlang:display([to_number(S) || S <- ["42", "-17", "+5", "3.25", "-0.5", "x1", "", "1e3", "99999999999999999999"]]),
    erlang:display(wrap(words(Text), 20)),
    erlang:display(csv("a,b,\"c,d\",\"say \"\"hi\"\"\",,e")),
    erlang:display(morse("SOS HELP")),
    erlang:display(zigzag("PAYPALISHIRING", 3)).

words(Text) -> words(Text, [], []).

words([], [], Acc) -> lists:reverse(Acc);
words([], W, Acc) -> lists:reverse([lists:reverse(W) | Acc]);
words([C | T], W, Acc) when C >= $a, C =< $z; C >= $A, C =< $Z -> words(T, [C | W], Acc);
words([_ | T], [], Acc) -> words(T, [], Acc);
words([_ | T], W, Acc) -> words(T, [], [lists:reverse(W) | Acc]).

join([], _) -> "";
join([L], _) -> L;
join([H | T], Between) -> H ++ Between ++ join(T, Between).

capital([C | T]) when C >= $a, C =< $z -> [C - $a + $A | T];
capital(W) -> W.

lower(W) -> [if C >= $A, C =< $Z -> C + 32; true -> C end || C <- W].

upper(W) -> lists:map(fun(C) when C >= $a, C =< $z -> C - 32; (C) -> C end, W).

frequencies(Words) -> frequencies(lists:sort(Words), []).

frequencies([], Acc) -> lists:reverse(lists:keysort(2, Acc));
frequencies([W | T], [{W, N} | Acc]) -> frequencies(T, [{W, N + 1} | Acc]);
frequencies([W | T], Acc) -> frequencies(T, [{W, 1} | Acc]).

caesar(Text, N) -> [shift(C, N) || C <- Text].

shift(C, N) when C >= $a, C =< $z -> $a + (C - $a + N + 26) rem 26;
shift(C, N) when C >= $A, C =< $Z -> $A + (C - $A + N + 26) rem 26;
shift(C, _) -> C.

vigenere(Text, Key, Sign) -> vigenere(Text, Key, Key, Sign).

vigenere([], _, _, _) -> [];
vigenere(Text, [], Key, Sign) -> vigenere(Text, Key, Key, Sign);
vigenere([C | T], [K | Ks], Key, Sign) -> [shift(C, Sign * (K - $A)) | vigenere(T, Ks, Key, Sign)].

packed([]) -> [];
packed([C | T]) -> packed(T, C, 1).

packed([C | T], C, N) -> packed(T, C, N + 1);
packed(T, C, N) -> [{C, N} | packed(T)].

unpacked(Pairs) -> lists:append([lists:duplicate(N, C) || {C, N} <- Pairs]).

roman(N) -> roman(N, [{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"},
                      {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}]).

roman(0, _) -> "";
roman(N, [{V, S} | _] = Table) when N >= V -> S ++ roman(N - V, Table);
roman(N, [_ | Table]) -> roman(N, Table).

from_roman([]) -> 0;
from_roman([A, B | T]) ->
    case {digit(A), digit(B)} of
        {X, Y} when X < Y -> Y - X + from_roman(T);
        {X, _} -> X + from_roman([B | T])
    end;
from_roman([A]) -> digit(A).

digit($I) -> 1;
digit($V) -> 5;
digit($X) -> 10;
digit($L) -> 50;
digit($C) -> 100;
digit($D) -> 500;
digit($M) -> 1000.

distance(A, B) -> lists:last(lists:foldl(fun(C, Row) -> next_row(C, B, Row) end, lists:seq(0, length(B)), A)).

next_row(C, B, [First | _] = Row) -> next_row(C, B, Row, [First + 1]).

next_row(_, [], _, New) -> lists:reverse(New);
next_row(C, [D | B], [Corner, Above | Row], [Left | _] = New) ->
    Cost = case C of
               D -> Corner;
               _ -> 1 + min(Corner, min(Above, Left))
           end,
    next_row(C, B, [Above | Row], [Cost | New]).

palindrome(S) ->
    Letters = lower([C || C <- S, C >= $A, C =< $Z orelse C >= $a andalso C =< $z]),
    Letters =:= lists:reverse(Letters).

find(Pattern, Text) -> find(Pattern, Text, 1).

find(Pattern, Text, At) ->
    case {lists:prefix(Pattern, Text), Text} of
        {true, _} -> At;
        {false, []} -> none;
        {false, [_ | T]} -> find(Pattern, T, At + 1)
    end.

replace(_, _, []) -> [];
replace(Old, New, [C | T] = Text) ->
    case lists:prefix(Old, Text) of
        true -> New ++ replace(Old, New, lists:nthtail(length(Old), Text));
        false -> [C | replace(Old, New, T)]
    end.

in_words(N) when N < 20 ->
    element(N + 1, {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
                    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"});
in_words(N) when N < 100, N rem 10 =:= 0 ->
    element(N div 10 - 1, {"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"});
in_words(N) when N < 100 -> in_words(N - N rem 10) ++ "-" ++ in_words(N rem 10);
in_words(N) when N < 1000 -> parts(N, 100, " hundred");
in_words(N) when N < 1000000 -> parts(N, 1000, " thousand");
in_words(N) -> parts(N, 1000000, " million").

parts(N, Unit, Name) ->
    in_words(N div Unit) ++ Name ++ case N rem Unit of 0 -> ""; R -> " " ++ in_words(R) end.

right(S, Width) when length(S) >= Width -> S;
right(S, Width) -> right([$\s | S], Width).

trim(S) -> lists:reverse(left(lists:reverse(left(S)))).

left([$\s | T]) -> left(T);
left(S) -> S.

utf8(Text) -> lists:append([bytes(C) || C <- Text]).

bytes(C) when C < 16#80 -> [C];
bytes(C) when C < 16#800 -> [16#C0 bor (C bsr 6), 16#80 bor (C band 63)];
bytes(C) when C < 16#10000 -> [16#E0 bor (C bsr 12), 16#80 bor ((C bsr 6) band 63), 16#80 bor (C band 63)];
bytes(C) -> [16#F0 bor (C bsr 18), 16#80 bor ((C bsr 12) band 63), 16#80 bor ((C bsr 6) band 63), 16#80 bor (C band 63)].

anagrams(Words) ->
    Keyed = lists:sort([{lists:sort(W), W} || W <- Words]),
    [[W || {K, W} <- Keyed, K =:= Key] || Key <- lists:usort([K || {K, _} <- Keyed])].

%% Length and one instance of the longest common subsequence, by rows of {Length, Reversed}.
longest_common(A, B) ->
    Row = lists:foldl(fun(C, Above) -> common_row(C, B, Above, {0, ""}, {0, ""}) end, lists:duplicate(length(B), {0, ""}), A),
    {Length, Reversed} = lists:last(Row),
    {Length, lists:reverse(Reversed)}.

common_row(_, [], [], _, _) -> [];
common_row(C, [C | B], [Above | Rest], {N, S}, _) ->
    Here = {N + 1, [C | S]},
    [Here | common_row(C, B, Rest, Above, Here)];
common_row(C, [_ | B], [{N, _} = Above | Rest], _, {M, _} = Left) ->
    Here = if N >= M -> Above; true -> Left end,
    [Here | common_row(C, B, Rest, Above, Here)].

soundex_like(Names) -> [soundex(lower(Name)) || Name <- Names].

soundex([First | Rest]) -> [First | lists:sublist(codes(Rest, code(First)) ++ "000", 3)].

codes([], _) -> [];
codes([C | T], Last) ->
    case code(C) of
        Last -> codes(T, Last);
        $0 -> codes(T, case C of $h -> Last; $w -> Last; _ -> none end);
        Code -> [Code | codes(T, Code)]
    end.

code(C) when C =:= $b; C =:= $f; C =:= $p; C =:= $v -> $1;
code(C) when C =:= $c; C =:= $g; C =:= $j; C =:= $k; C =:= $q; C =:= $s; C =:= $x; C =:= $z -> $2;
code(C) when C =:= $d; C =:= $t -> $3;
code($l) -> $4;
code(C) when C =:= $m; C =:= $n -> $5;
code($r) -> $6;
code(_) -> $0.

to_number([$- | T]) ->
    case to_number(T) of
        error -> error;
        N -> -N
    end;
to_number([$+ | T]) -> to_number(T);
to_number([C | _] = Text) when C >= $0, C =< $9 -> whole(Text, 0);
to_number(_) -> error.

whole([C | T], N) when C >= $0, C =< $9 -> whole(T, N * 10 + C - $0);
whole([], N) -> N;
whole([$. | T], N) -> fraction(T, float(N), 0.1);
whole(_, _) -> error.

fraction([C | T], N, Unit) when C >= $0, C =< $9 -> fraction(T, N + (C - $0) * Unit, Unit / 10);
fraction([], N, _) -> N;
fraction(_, _, _) -> error.

wrap([W | Words], Width) -> wrap(Words, Width, W).

wrap([], _, Line) -> [Line];
wrap([W | Words], Width, Line) when length(Line) + length(W) < Width -> wrap(Words, Width, Line ++ " " ++ W);
wrap([W | Words], Width, Line) -> [Line | wrap(Words, Width, W)].

csv(Line) -> csv(Line, [], []).

csv([], Field, Fields) -> lists:reverse([lists:reverse(Field) | Fields]);
csv([$, | T], Field, Fields) -> csv(T, [], [lists:reverse(Field) | Fields]);
csv([$" | T], [], Fields) -> quoted(T, [], Fields);
csv([C | T], Field, Fields) -> csv(T, [C | Field], Fields).

quoted([$", $" | T], Field, Fields) -> quoted(T, [$" | Field], Fields);
quoted([$" | T], Field, Fields) -> csv(T, Field, Fields);
quoted([C | T], Field, Fields) -> quoted(T, [C | Field], Fields).

morse(Text) -> join([case C of $\s -> "/"; $E -> "."; $H -> "...."; $L -> ".-.."; $O -> "---"; $P -> ".--."; $S -> "..." end || C <- Text], " ").

zigzag(Text, Rows) -> lists:append([[C || {C, R} <- lists:zip(Text, rows(length(Text), 0, 1, Rows)), R =:= Row] || Row <- lists:seq(0, Rows - 1)]).

rows(0, _, _, _) -> [];
rows(N, R, Step, Rows) when R + Step < 0; R + Step >= Rows -> [R | rows(N - 1, R - Step, -Step, Rows)];
rows(N, R, Step, Rows) -> [R | rows(N - 1, R + Step, Step, Rows)].
