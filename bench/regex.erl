%% SPDX-License-Identifier: Apache-2.0
%% Regular expressions: searches of a text by three patterns, many short matches, one that backtracks, one that nests.
-module(regex).
-export([run/0, iterations/0]).

iterations() -> 10.

run() ->
    Text = binary:copy(<<"The quick brown fox jumps over the lazy dog 12345 times; foo@bar.com wrote that. ">>, 100),
    [Mail, Pair, Letters, Line] = [element(2, re:compile(P)) || P <- ["[a-z]+@[a-z]+\\.com", "(\\w+)\\s+(\\d+)", "(?:a|b|c|d|e)*f", "^([a-z]+)=(\\d+)$"]],
    Found = [length(element(2, re:run(Text, P, [global]))) || P <- [Mail, Pair, Letters]],
    short(2000, Line),
    {error, match_limit} = re:run("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "(a+)+$", [report_errors, {match_limit, 100000}]),
    {match, [{0, Nested}, _]} = re:run(binary:copy(<<"ab">>, 2000), "^(a|b)*$"),
    {Found, Nested}.

short(0, _) -> ok;
short(N, Line) ->
    {match, [_, <<"somekey">>, _]} = re:run(<<"somekey=12345">>, Line, [{capture, all, binary}]),
    short(N - 1, Line).
