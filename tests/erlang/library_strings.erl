%% SPDX-License-Identifier: Apache-2.0
%% OTP's string module on lists, binaries and mixtures of both, with grapheme clusters of several code points.
-module(library_strings).
-export([main/0]).

main() ->
    Texts = ["", "abc", "  padded  ", "ÄÖÜ ß straße", "e" ++ [769] ++ "cole", [128104, 8205, 128105, 8205, 128103] ++ "x", <<"binary täxt"/utf8>>,
             ["mixed", <<" ünd "/utf8>>, [$x, ["deep"]]], "a,b,,c", "line\r\nnext\nlast"],
    [erlang:display([string:length(T), string:to_graphemes(T), string:reverse(T), string:uppercase(T), string:lowercase(T), string:titlecase(T),
                     string:casefold(T), string:is_empty(T)]) || T <- Texts],
    [erlang:display([string:trim(T), string:trim(T, leading), string:trim(T, trailing, " x"), string:pad(T, 8), string:pad(T, 8, leading, $*),
                     string:pad(T, 9, both), string:slice(T, 1), string:slice(T, 1, 2), string:next_grapheme(T), string:next_codepoint(T),
                     string:chomp(T)]) || T <- Texts],
    [erlang:display([string:split(T, ","), string:split(T, ",", trailing), string:split(T, ",", all), string:replace(T, "a", "<>", all),
                     string:find(T, "x"), string:find(T, "a", trailing), string:prefix(T, "ab"), string:lexemes(T, ", "),
                     string:nth_lexeme([$z, $, | T], 2, ","), string:take(T, "ab "),
                     string:take(T, "ab", true), string:take(T, " ", false, trailing)]) || T <- Texts, is_list(T), T =/= "" , not is_list(hd(T))],
    erlang:display([string:equal(A, B) || A <- ["straße", <<"abc">>], B <- ["STRASSE", "abc", "strasse"]]),
    erlang:display([string:equal(A, B, true) || A <- ["straße", <<"abc">>], B <- ["STRASSE", "ABC"]]),
    erlang:display([string:equal("e" ++ [769], [233], false, N) || N <- [none, nfc, nfd, nfkc, nfkd]]),
    erlang:display([string:to_integer(S) || S <- ["12", "-7x", "x", "", <<"33 ">>, "+5"]] ++
                       [string:to_float(S) || S <- ["1.5", "-2.5e3z", "1", "x"]]),
    erlang:display([string:concat("a", "b"), string:join(["a", "b", "c"], "; "), string:chars($x, 3), string:copies("ab", 3), string:words("a b  c"),
                    string:substr("abcdef", 2, 3), string:tokens("a,b;c", ",;"), string:strip("..a..", both, $.), string:rchr("abcab", $b),
                    string:str("abcabc", "bc"), string:rstr("abcabc", "bc"), string:span("aab", "a"), string:cspan("aab", "b"),
                    string:centre("ab", 6), string:left("abc", 5, $.), string:right("abc", 2), string:sub_word("a b c", 2),
                    string:to_upper("aé"), string:to_lower("AÉ")]),
    erlang:display([outcome:'of'(fun() -> string:F(X) end) || F <- [length, uppercase, reverse], X <- [a, [a], <<255>>, [1.5], 7]]).
