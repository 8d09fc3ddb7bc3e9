%% SPDX-License-Identifier: Apache-2.0
%% A match may stop after any step and at any depth, and goes on as if it had not: each kind of
%% pattern behind others that nest, and begun with few reductions left. Limits count as they do in
%% a match that does not stop.
-module(re_stops).
-export([main/0]).

-ifdef(SMALL).
-define(DEPTHS, [0, 29, 31]).
-define(LEFT, [1]).
-define(LONG, 1000).
-else.
-define(DEPTHS, [0 | lists:seq(14, 33)]).
-define(LEFT, lists:seq(1, 8)).
-define(LONG, 30000).
-endif.

main() ->
    [erlang:display({Pattern, summary(Pattern, [no_start_optimize | Options], Subject)}) || {Pattern, Options, Subject} <- patterns()],
    limits(),
    limits_of_patterns(),
    deep(),
    in_a_deep_call(),
    at_once().

summary(Pattern, Options, Subject) ->
    Deep = [deeper(Depth, Pattern, Options, Subject) || Depth <- ?DEPTHS],
    Plain = re:run(Subject, Pattern, Options),
    Stopped = [begin erlang:bump_reductions(4000 - Left), re:run(Subject, Pattern, Options) =:= Plain end || Left <- ?LEFT],
    {erlang:phash2(Deep), erlang:phash2(Plain), lists:usort(Stopped)}.

%% The pattern behind a group that matches Depth times, each time within the match before.
deeper(Depth, Pattern, Options, Subject) ->
    Whole = ["(?:~|!(*FAIL))*", Pattern],
    Before = lists:duplicate(Depth, $~),
    re:run(unicode:characters_to_binary([Before, Subject]), unicode:characters_to_binary(Whole), [anchored | Options]).

patterns() ->
    A = "aaaaaaaaab",
    W = "words and 123, x@y.com; end",
    U = [1043, 1088, 1086, 223, 101, 32, 228, 228, 228, 246, 49, 50, 8364, 13, 10, 101, 769, 769, 8232, 90],
    [{P, [], A} || P <- ["a*b", "a+?b", "(a+)+c", "(a|aa)+c", "(a*)*", "(a*?)*?b", "a{3,7}a{3,}?b", "(?>a+)b", "(?>(a)+)ab", "a++b", "(a)*+b",
                         "(?:a|b)*c", "((a)|(b))*c", "(a)(?1)*b", "(a(?1)?b|a)*", "(?=(a+))\\1b", "(?!a+c)(a+)", "(?<=a)b", "(?<!a)b", "a*(?<=aaa)b",
                         "(a)?(?(1)a*c|b)", "(?(?=aaa)a*b|c)", "a*\\Kb", "a+(*COMMIT)c|b", "a+(*PRUNE)c|b", "a+(*SKIP)c|b", "a(*THEN)c|a*b",
                         "(?:a(*THEN)c|a*b)", "a+(*MARK:x)a(*SKIP:x)c|b", "(a+|b+)*?$", "(?<x>a)(?&x)*b", "(?|(a)|(b))*\\1c", "(a{0,3}){2,5}c",
                         "(?i)A*B", "(?i)(A+)\\1B", "[^b]*b", "[^b]*?c", "(.)\\1*b", "(.)\\1*?b", "(a)\\1{2,}+b", ".*b", ".*?c", "(?s).*c", "\\N*?b", "()*b", "(a|)*c",
                         "(a|b(*ACCEPT)c)*d", "(?:(?=(a))a)*b", "a\\Bb|a*b\\b", "(?:a?){9}a{9}b"]] ++
    [{P, [], W} || P <- ["(\\w+) (\\d+)", "\\w+?\\s\\W*\\d", "(\\S+)@(\\S+)\\.com", "\\D*\\d{2,3}?\\d;", "[[:alpha:]]*[^[:alpha:]]", "([a-z]+ )*x", "\\b\\w+\\b,",
                         "(?:\\w+[ ,@.;]*)*!", "\\h*\\H*?\\h\\d", "\\R|\\v*\\V*;", "(?i)WORDS(.*)END$", "[^,]*+, *(?<name>[a-z]*)", "(?:(?i)[A-Z ]*?)\\d+x"]] ++
    [{P, [unicode, ucp], U} || P <- ["\\w+", "\\w*?\\s", "\\p{Lu}\\p{L}*", "\\P{N}*\\d{1,2}", "\\P{N}*?\\p{Sc}", "\\X*Z", "\\X*?Z", "(\\X)+?\\R", "[^\\d]*\\d", "[^\\x{e4}]*?\\x{f6}",
                                     "(?i)\\x{433}\\x{420}*.*", "(?i)(\\x{e4})\\1*\\x{d6}", "\\x{e4}+\\x{f6}", "[\\x{e4}\\x{20ac}]*1", "\\H*\\h\\x{c4}*+.", ".*?\\R", "(?s).*Z", "(?s).*?Z",
                                     "\\p{Xan}*?\\p{Xsp}\\p{Xwd}*\\p{Sc}", "\\C*Z", "[[:^alpha:]]|(?:\\S|\\s)*!", "\\N+", "\\V*\\v", "\\p{L&}*?\\p{Any}*\\p{Xps}Z", "\\p{Cyrillic}*\\P{Latin}",
                                     "[^\\x{433}]+?Z", "(?:.\\x{301}?)*Z", "(?i)[^\\x{c4}]*?\\x{d6}"]].

limits() ->
    Around = [1, 2, 3, 10, 63, 64, 65, 66, 67, 68, 126, 127, 128, 129, 130, 131, 132, 133, 260, 261, 400, 401, 402, 1000, 10000],
    [erlang:display({Kind, Pattern, changes(none, [{Limit, re:run(Subject, Pattern, [report_errors, no_start_optimize, {capture, first}, {Kind, Limit}])} || Limit <- Around])})
     || Kind <- [match_limit, match_limit_recursion],
        {Pattern, Subject} <- [{"(a|b)*$", lists:duplicate(200, $a)}, {"(a|b)*c", lists:duplicate(70, $a)}, {"(a+)+c", "aaaaaaaaaac"}, {"^(a(?1)*b|c)+$", "aaaaaaaaaacbbbbbbbbbb"}]].

changes(Last, [{_, Last} | Rest]) -> changes(Last, Rest);
changes(_, [{_, Next} = Change | Rest]) -> [Change | changes(Next, Rest)];
changes(_, []) -> [].

limits_of_patterns() ->
    [erlang:display(re:run(Subject, Pattern, [report_errors, no_start_optimize]))
     || {Pattern, Subject} <- [{"(*LIMIT_MATCH=100)(a+)+$", lists:duplicate(20, $a) ++ "b"}, {"(*LIMIT_RECURSION=70)(a|b)*c", lists:duplicate(100, $a)}]].

%% Far deeper than any stack.
deep() ->
    Subject = binary:copy(<<"ab">>, ?LONG),
    erlang:display(re:run(Subject, "(a|b)*c", [anchored])),
    {match, [{0, Size}, Last]} = re:run(Subject, "((?:a|b))*"),
    erlang:display({Size, Last}),
    {match, [_ | Groups]} = re:run([Subject, "!"], "^((a)|(b))*(!)$"),
    erlang:display(Groups),
    Nested = [lists:duplicate(?LONG div 100, $(), lists:duplicate(?LONG div 100, $))],
    erlang:display(re:run(Nested, "^(\\((?1)*\\))$", [{capture, first}])),
    erlang:display(re:run([Nested, ")"], "^(\\((?1)*\\))$", [{capture, first}, report_errors])),
    erlang:display(re:run(Subject, "^(?:(?=(.))\\1)*$", [{capture, [1]}])),
    erlang:display(re:run(Subject, "^.*c")),
    erlang:display(re:run(Subject, "^.*?c", [dotall])).

in_a_deep_call() -> erlang:display(call(10000)).

call(0) -> element(1, re:run(binary:copy(<<"ab">>, 1000), "^((a)|(b))*$"));
call(N) -> {Result} = {call(N - 1)}, Result.

at_once() ->
    Self = self(),
    Match = fun(N) -> re:run([lists:duplicate(?LONG div 100 + N, $a), "b"], "^(?:(a)|a)*?(b)$", [{capture, all}]) end,
    Pids = [spawn_link(fun() -> erlang:bump_reductions(4000 - N), Self ! {self(), [Match(N) || _ <- [1, 2, 3]]} end) || N <- lists:seq(1, 10)],
    erlang:display([receive {Pid, Results} -> lists:usort(Results) end || Pid <- Pids]).
