%% SPDX-License-Identifier: Apache-2.0
%% Text: wrapping and justifying, tables with aligned columns, CSV with quotes, templates, Markdown to tags, diffs, spelling by distance.
-module(text_layout).
-export([main/0]).

main() ->
    Text = "It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness, it was the epoch of belief",
    [erlang:display({W, wrap(Text, W)}) || W <- [20, 33, 60]],
    [erlang:display(justify(L, 33)) || L <- wrap(Text, 33)],
    erlang:display(table([["name", "count", "price"], ["apple", "3", "1.25"], ["watermelon", "12", "10.0"], ["fig", "144", ""]])),
    Csv = "a,b,c\n\"quoted, comma\",\"with \"\"quotes\"\"\",\"multi\nline\"\n,,\n1,2",
    erlang:display([csv(Csv), lists:flatten(to_csv(csv(Csv))), csv(lists:flatten(to_csv(csv(Csv)))) =:= csv(Csv)]),
    erlang:display(template("Dear {{name}}, you owe {{ amount }} {{unknown}} {not} {{", #{"name" => "Ann", "amount" => "5"})),
    erlang:display(lists:flatten(markdown("# Title\n\nSome *emphasis* and **strong** text with `code`.\n\n- one\n- two\n\nlast"))),
    erlang:display(diff(string:split("a b c d e f", " ", all), string:split("a x c d f g", " ", all))),
    Words = ["receive", "process", "function", "pattern", "binary", "module", "record"],
    erlang:display([{W, hd(lists:sort([{distance(W, C), C} || C <- Words]))} || W <- ["recieve", "proces", "funcion", "patern", "binnary", "modul"]]),
    erlang:display([{W, soundex(W)} || W <- ["Robert", "Rupert", "Rubin", "Ashcraft", "Tymczak", "Pfister", "Honeyman"]]),
    erlang:display([caesar(3, "Hello, World"), caesar(-3, caesar(3, "Hello, World")), vigenere("ATTACKATDAWN", "LEMON"), morse("sos we sink")]),
    erlang:display(lists:sort(maps:to_list(lists:foldl(fun(W, M) -> maps:update_with(length(W), fun(L) -> lists:usort([W | L]) end, [W], M) end, #{}, string:lexemes(Text, " ,"))))),
    erlang:display([palindrome(W) || W <- ["A man, a plan, a canal: Panama", "no lemon, no melon", "nope"]]),
    erlang:display([number_text(N) || N <- [0, 7, 13, 42, 100, 999, 1001, 123456, 1000000]]).

wrap(Text, Width) -> wrap(string:lexemes(Text, " "), Width, "").
wrap([], _, Line) -> [Line];
wrap([W | Ws], Width, "") -> wrap(Ws, Width, W);
wrap([W | Ws], Width, Line) when length(Line) + 1 + length(W) =< Width -> wrap(Ws, Width, Line ++ " " ++ W);
wrap(Ws, Width, Line) -> [Line | wrap(Ws, Width, "")].

justify(Line, Width) ->
    case string:lexemes(Line, " ") of
        [_] -> Line;
        Words ->
            Gaps = length(Words) - 1,
            Spaces = Width - lists:sum([length(W) || W <- Words]),
            lists:append([W ++ lists:duplicate(if I > Gaps -> 0; I =< Spaces rem Gaps -> Spaces div Gaps + 1; true -> Spaces div Gaps end, $\s) || {I, W} <- lists:enumerate(Words)])
    end.

table(Rows) ->
    Widths = [lists:max([length(C) || C <- Column]) || Column <- columns(Rows)],
    [string:trim(lists:flatten(lists:join(" | ", [pad(I, C, W) || {I, C, W} <- lists:zip3(lists:seq(1, length(R)), R, Widths)])), trailing) || R <- Rows].
columns([[] | _]) -> [];
columns(Rows) -> [[hd(R) || R <- Rows] | columns([tl(R) || R <- Rows])].
pad(1, C, W) -> string:pad(C, W);
pad(_, C, W) -> string:pad(C, W, leading).

csv(Text) -> csv(Text, [], [], []).
csv([$" | T], [], Row, Rows) -> {Field, Rest} = quoted(T, []), csv(Rest, lists:reverse(Field), Row, Rows);
csv([$, | T], Field, Row, Rows) -> csv(T, [], [lists:reverse(Field) | Row], Rows);
csv([$\n | T], Field, Row, Rows) -> csv(T, [], [], [lists:reverse([lists:reverse(Field) | Row]) | Rows]);
csv([C | T], Field, Row, Rows) -> csv(T, [C | Field], Row, Rows);
csv([], Field, Row, Rows) -> lists:reverse([lists:reverse([lists:reverse(Field) | Row]) | Rows]).
quoted([$", $" | T], Acc) -> quoted(T, [$" | Acc]);
quoted([$" | T], Acc) -> {lists:reverse(Acc), T};
quoted([C | T], Acc) -> quoted(T, [C | Acc]).
to_csv(Rows) -> lists:join($\n, [lists:join($,, [field(F) || F <- R]) || R <- Rows]).
field(F) ->
    case lists:any(fun(C) -> lists:member(C, ",\"\n") end, F) of
        true -> [$", [if C =:= $" -> [$", $"]; true -> C end || C <- F], $"];
        false -> F
    end.

template("{{" ++ Rest, Values) ->
    case string:split(Rest, "}}") of
        [Name, After] -> maps:get(string:trim(Name), Values, "?") ++ template(After, Values);
        _ -> "{{" ++ Rest
    end;
template([C | T], Values) -> [C | template(T, Values)];
template([], _) -> [].

markdown(Text) -> [block(string:trim(B)) || B <- string:split(Text, "\n\n", all)].
block("# " ++ T) -> ["<h1>", inline(T), "</h1>"];
block("- " ++ _ = T) -> ["<ul>", [["<li>", inline(L), "</li>"] || "- " ++ L <- string:split(T, "\n", all)], "</ul>"];
block(T) -> ["<p>", inline(T), "</p>"].
inline("**" ++ T) -> {In, Rest} = until("**", T), ["<b>", inline(In), "</b>" | inline(Rest)];
inline("*" ++ T) -> {In, Rest} = until("*", T), ["<i>", inline(In), "</i>" | inline(Rest)];
inline("`" ++ T) -> {In, Rest} = until("`", T), ["<code>", In, "</code>" | inline(Rest)];
inline([C | T]) -> [C | inline(T)];
inline([]) -> [].
until(Mark, T) -> case string:split(T, Mark) of [In, Rest] -> {In, Rest}; [All] -> {All, ""} end.

diff([X | A], [X | B]) -> [{same, X} | diff(A, B)];
diff([], B) -> [{add, X} || X <- B];
diff(A, []) -> [{remove, X} || X <- A];
diff([X | A], [Y | B]) ->
    {D1, D2} = {diff(A, [Y | B]), diff([X | A], B)},
    case length([x || {same, _} <- D1]) >= length([x || {same, _} <- D2]) of
        true -> [{remove, X} | D1];
        false -> [{add, Y} | D2]
    end.

distance([], B) -> length(B);
distance(A, []) -> length(A);
distance([X | A], [X | B]) -> distance(A, B);
distance([X, Y | A], [Y, X | B]) -> 1 + distance(A, B);
distance([_ | A] = L, [_ | B] = M) when length(A) + length(B) < 14 -> 1 + lists:min([distance(A, B), distance(A, M), distance(L, B)]);
distance([_ | A], [_ | B]) -> 1 + distance(A, B).

soundex([F | T]) ->
    Codes = [code(C) || C <- string:lowercase([F | T])],
    Digits = squeeze([C || C <- Codes, C =/= skip]),
    Rest = case {Digits, code(hd(string:lowercase([F])))} of {[D | Ds], D} -> Ds; {Ds, _} -> Ds end,
    [F | lists:sublist([D || D <- Rest, D =/= vowel] ++ "000", 3)].
code(C) -> case [D || {D, Cs} <- [{$1, "bfpv"}, {$2, "cgjkqsxz"}, {$3, "dt"}, {$4, "l"}, {$5, "mn"}, {$6, "r"}, {skip, "hw"}], lists:member(C, Cs)] of [D] -> D; [] -> vowel end.
squeeze([X, X | T]) -> squeeze([X | T]);
squeeze([X | T]) -> [X | squeeze(T)];
squeeze([]) -> [].

caesar(N, Text) -> [if C >= $a, C =< $z -> (C - $a + N + 26) rem 26 + $a; C >= $A, C =< $Z -> (C - $A + N + 26) rem 26 + $A; true -> C end || C <- Text].
vigenere(Text, Key) -> [(C + lists:nth(I rem length(Key) + 1, Key) - 2 * $A) rem 26 + $A || {I, C} <- lists:enumerate(0, Text)].
morse(Text) -> lists:flatten(lists:join(" ", [maps:get(C, #{$s => "...", $o => "---", $w => ".--", $e => ".", $i => "..", $n => "-.", $k => "-.-"}, "/") || C <- Text])).
palindrome(Text) -> L = [C || C <- string:lowercase(Text), C >= $a, C =< $z], L =:= lists:reverse(L).

number_text(0) -> "zero";
number_text(N) -> string:trim(lists:flatten(lists:join(" ", words(N)))).
words(0) -> [];
words(N) when N >= 1000000 -> words(N div 1000000) ++ ["million" | words(N rem 1000000)];
words(N) when N >= 1000 -> words(N div 1000) ++ ["thousand" | words(N rem 1000)];
words(N) when N >= 100 -> words(N div 100) ++ ["hundred" | words(N rem 100)];
words(N) when N >= 20 -> [element(N div 10 - 1, {"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}) | words(N rem 10)];
words(N) -> [element(N, {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"})].
