%% SPDX-License-Identifier: Apache-2.0
%% Matches: captures in all forms, options, subjects of all kinds.
-module(re_run).
-export([main/0]).

main() ->
    [show(S, P, []) || {S, P} <- plain()],
    captures(),
    options(),
    subjects(),
    replace_and_split(),
    precompiled().

show(S, P, O) -> erlang:display({S, P, O, outcome:'of'(fun() -> re:run(S, P, O) end)}).

plain() ->
    [{"abc", "b"}, {"abc", "x"}, {"", ""}, {"aaa", "a*"}, {"foobar", "(foo)(bar)?(baz)?"}, {"foobar", "(foo)(baz)?(bar)"}, {"abcabc", "(abc)\\1"},
     {"2024-01-31", "^(\\d{4})-(\\d\\d)-(\\d\\d)$"}, {"x=1, y=22", "(\\w)=(\\d+)$"}, {"aXbX", "a.*X"}, {"aXbX", "a.*?X"}, {"tab\there", "\\s"},
     {"((()))", "^(\\((?1)*\\))$"}, {"abba", "^(?:(.)(?=.*(\\1)))"}, {"one two", "\\btwo\\b"}, {"line1\nline2", "(?m)^line2$"}, {"foo.bar", "\\Qo.b\\E"},
     {"aaaa", "(a{2}){2}"}, {"ABC", "(?i)abc"}, {"xay", "x(?:a|b|c)y"}, {"price: $45.00", "\\$(\\d+)\\.(\\d\\d)"}, {"aab", "(?>a+)ab"}, {"ab", "a(?#x)b"},
     {[228, 246], "\\w+"}, {[228, 246], [228]}, {"foobar", "foo\\Kbar"}, {"abcd", "(?<=b)c"}, {"z", "[^a-y]"}].

captures() ->
    S = "ABCabcdABC",
    P = "(?<FIRST>A)?(?<LOW>abcd)(?<NONE>X)?(.*)",
    [show(S, P, [{capture, What, Type}]) || What <- [all, all_but_first, first, none, [], all_names, [0], [1, 2], [4, 2, 0, 9, -1], ['LOW'], ["NONE", <<"LOW">>],
        [nope], [0 | x], foo, [{a}], ["a" | <<"b">>], [1.0]], Type <- [index, list, binary, foo]],
    [show(S, P, [{capture, What}]) || What <- [all, first, none, all_but_first]],
    [show("cb", "(?<A>a)|(?<A>b)|(?<B>c)", [dupnames, {capture, What, list}]) || What <- [all_names, ['A'], ['B', 'A'], all]],
    [show("b", "(?<A>a)|(?<A>b)|(?<B>c)", [dupnames, {capture, What, index}]) || What <- [all_names, ['A'], ['B', 'A'], all]],
    show(<<"ABCabcdABC">>, "bcd", [{capture, all, binary}]),
    show(binary:copy(<<"0123456789">>, 20), "5(.*)6", [{capture, all, binary}]),
    show(binary:copy(<<"0123456789">>, 20), "9(01)", [{capture, all, list}]).

options() ->
    [show(S, P, O) || {S, P, O} <-
        [{"abcabc", "b", [{offset, N}]} || N <- [0, 1, 2, 4, 5, 6, -1]] ++
        [{"abc", "b", [anchored]}, {"abc", "a", [anchored]}, {"abc", "^a", [notbol]}, {"abc", "c$", [noteol]}, {"abc", "x*", [notempty]},
         {"abc", "x*", [notempty_atstart]}, {"aXb\n", "b$", [dollar_endonly]}, {"a\r\nb", "^b", [multiline, {newline, crlf}]}, {"a\rb", "^b", [multiline, {newline, cr}]},
         {"a\nb", "a.b", []}, {"a\nb", "a.b", [dotall]}, {"a b", "a b # x", [extended]}, {"AB", "ab", [caseless]}, {"a\nb", "b", [firstline]}, {"aaa", "a+", [ungreedy]},
         {"abab", "ab", [global]}, {"abab", "(a)(b)", [global, {capture, all_but_first, list}]}, {"", "", [global]}, {"abc", "", [global]}, {"abc", "x*", [global, notempty]},
         {"a\x85b", "a\\Rb", [bsr_unicode]}, {"a\x85b", "a\\Rb", [bsr_anycrlf]}, {"aaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)*$", [{match_limit, 100}]},
         {"aaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)*$", [{match_limit, 100}, report_errors]}, {"aaaaaaaaaaaaa!", "(a+)*$", [{match_limit_recursion, 5}, report_errors]},
         {"aaaaaaaaaaaaa!", "(a+)*$", [{match_limit_recursion, 5}]}, {"a", "(", [report_errors]}, {"a", "(", []}, {"a", "a", [{match_limit, -1}]}]].

subjects() ->
    Refc = binary:copy(<<"x">>, 100),
    <<_:3, Odd:8/bitstring, _/bitstring>> = Refc,
    <<_:3, Large:640/bitstring, _/bitstring>> = Refc,
    <<_, Sub:80/binary, _/binary>> = <<Refc/binary, "yz">>,
    [show(S, ".+", [{capture, all, T}]) || S <- [<<"ab">>, ["a", <<"b">>, [$c, [[]]]], Odd, Large, Sub, [Sub | Large]], T <- [index, binary]],
    [show(S, "a", []) || S <- [a, 1, [256], [a], ["a" | b], <<1:3>>, [<<1:3>>], {}]],
    [show(S, P, [unicode, {capture, all, T}]) || S <- [[8364, 32, 1086, 1087], <<8364/utf8, " ", 1086/utf8>>, "abc", [[8364], <<"x">>]], P <- [[8364], <<"\\w+">>, "."], T <- [index, list, binary]],
    [show(S, "x", [unicode]) || S <- [<<16#ff, 16#fe>>, <<"x", 16#e2, 16#82>>, [16#d800], [16#110000]]],
    show([1078, 1076, 1078], [1078], [unicode, global, {capture, all, list}]),
    show("\x{e4}", "\\w", [unicode, ucp]).

replace_and_split() ->
    [erlang:display(outcome:'of'(F)) || F <- [
        fun() -> re:replace("abcd", "c", "[&]") end,
        fun() -> re:replace("abcd", "c", "[&]", [{return, list}]) end,
        fun() -> re:replace("abcabc", "(b)(c)", "<\\2\\1>", [global, {return, binary}]) end,
        fun() -> re:replace("abcd", "", "-", [global, {return, list}]) end,
        fun() -> re:replace([8364, $x], "x", [1078], [unicode, {return, list}]) end,
        fun() -> re:split("Erlang", "[ln]") end,
        fun() -> re:split("Erlang", "[ln]", [{return, list}]) end,
        fun() -> re:split("Erlang", "([ln])", [{return, list}, {parts, 2}]) end,
        fun() -> re:split("a,b,,c,,", ",", [{return, list}, trim]) end,
        fun() -> re:split("a,b,,c,,", "(,)", [{return, binary}, group]) end,
        fun() -> re:split("", "") end,
        fun() -> re:split("abc", "", [{return, list}]) end,
        fun() -> re:replace("abcd", "(", "x") end,
        fun() -> re:split(a, "x") end,
        fun() -> string:split("a b c", " ", all) end]].

precompiled() ->
    {ok, P} = re:compile("(a)(?<x>b)?"),
    {ok, U} = re:compile(<<8364/utf8, "+">>, [unicode]),
    show("xxab", P, [{capture, all, list}]),
    show("xxabab", P, [global, {capture, [x], list}]),
    show([8364, 8364], U, [{capture, all, list}]),
    show([8364, 8364], U, [global]),
    show("a", P, [caseless]),
    show("a", setelement(5, P, <<"garbage">>), []),
    show("a", setelement(5, P, binary:copy(<<1>>, 200)), []),
    show("a", setelement(1, P, foo), []),
    show("a", setelement(2, P, x), []),
    show("a", {re_pattern, 1, 0}, []),
    [erlang:display(frames:'of'(F)) || F <- [
        fun() -> {re:run("a", "(", [global])} end,
        fun() -> {re:run(a, P, [global])} end,
        fun() -> {re:run("a", "a", [foo])} end,
        fun() -> {re:run([8364], "a", [])} end,
        fun() -> {re:run(<<255>>, "a", [unicode, global])} end,
        fun() -> {re:replace("a", "a", [x | y])} end]].
