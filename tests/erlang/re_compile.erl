%% SPDX-License-Identifier: Apache-2.0
%% What regular expressions compile to, byte for byte, and what is none.
-module(re_compile).
-export([main/0]).

main() ->
    [erlang:display({P, re:compile(P)}) || P <- patterns()],
    [erlang:display({P, length(element(2, re:run("", P, [{capture, all_but_first, index}, report_errors])))}) || P <- ["()", "()()"]],
    [erlang:display({P, shape(re:compile(P))}) || P <- referring()],
    [erlang:display({P, O, shape(outcome:'of'(fun() -> re:compile(P, O) end))}) || {P, O} <- with_options()],
    [erlang:display({P, re:compile(P)}) || P <- wrong()],
    [erlang:display({P, O, frames:'of'(fun() -> re:compile(P, O) end)}) || {P, O} <- bad()],
    inspect(),
    erlang:display(re:version()).

%% All but the code, which ends in bytes left over when groups refer to each other.
shape({ok, P}) -> {ok, setelement(5, P, byte_size(element(5, P)))};
shape({value, V}) -> shape(V);
shape(Other) -> Other.

referring() ->
    ["(?<name>a)\\k<name>", "(a(b(c)))\\3\\2\\1", "(a)\\g{1}\\g{-1}", "(?R)?a", "(?(1)a|b)", "(?<a>x)(?&a)"].

patterns() ->
    ["", "a", "abc", "a|b", "(a)(b)", "a*b+c?", "[a-z]", "[^a-z\\d]", "\\bfoo\\b", "^$", "(?:x|y)*?z", 
     "(?i)abc", "a{2,5}", "a{3}", "a{3,}+", "(?>a+)b", "(?=a)b(?!c)", "(?<=ab)c(?<!d)", "\\x{41}\\n\\t\\e", "(?#comment)a",
     "[[:alpha:][:^digit:]]",  "\\Qa.b\\E", ".", "\\R\\X\\h\\v", <<"bin">>, ["i", $o, [<<"list">>]],
     "\\p{L}\\P{Lu}", "(*ANYCRLF)a$", "a\\Kb", "(?|(a)|(b))", lists:duplicate(300, $x), "\\d+(?:\\.\\d+)?"].

with_options() ->
    [{"a", [caseless]}, {"a b #c\nd", [extended]}, {"a", [anchored, dotall, multiline, ungreedy]}, {"a", [dollar_endonly, firstline]},
     {"(a)", [no_auto_capture]}, {"(?<n>a)(?<n>b)", [dupnames]}, {"(?<n>a)(?<n>b)", []}, {"å", [unicode]}, {<<"å"/utf8>>, [unicode]},
     {[8364, $a], [unicode]}, {[8364, $a], []}, {"\\w", [ucp]}, {"a", [never_utf]}, {"(*UTF8)a", [never_utf]}, {"a", [{newline, crlf}]},
     {"a", [{newline, any}]}, {"a", [{newline, cr}]}, {"a", [{newline, anycrlf}]}, {"a", [bsr_anycrlf, no_start_optimize]}, {"a", [bsr_unicode]},
     {<<16#ff>>, [unicode]}, {[16#d800], [unicode]}, {<<"a", 0, "b">>, []}].

wrong() ->
    ["(", ")", "a)", "(a", "[", "[z-a]", "*", "a**", "\\", "(?", "(?<n", "(?<n>a)(?<n>b)", "\\g{9}", "(?P=x)", "[[:foo:]]", "a{5,3}", "\\p{Foo}",
     "(?<=a*)", "(?(1", "\\c", "\\x{110000000}", "(?z)", "(?<1>a)", "(*FOO)"].

bad() ->
    [{a, []}, {"a", [foo]}, {"a", foo}, {"a", [global]}, {"a", [{offset, 1}]}, {"a", [caseless | x]}, {[a], []}, {"a", [{newline, foo}]},
     {"a", [{newline, 1}]}, {<<1:3>>, []}, {"a", [{a, b, c}]}, {"a", [1]}, {[300], []}].

inspect() ->
    {ok, P} = re:compile("(?<year>\\d+)-(?<month>\\d+)|(?<a>x)"),
    {ok, Q} = re:compile("(?<b>x)|(?<b>y)(?<a>z)", [dupnames]),
    {ok, R} = re:compile("(x)"),
    [erlang:display(re:inspect(X, namelist)) || X <- [P, Q, R]],
    [erlang:display(outcome:'of'(fun() -> re:inspect(X, I) end)) || {X, I} <- [{P, foo}, {a, namelist}, {{re_pattern, 0, 0, 0, <<>>}, namelist},
        {{re_pattern, 0, 0, 0, <<1, 2, 3, 4, 5, 6, 7, 8>>}, namelist}]].
