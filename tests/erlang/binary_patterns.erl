%% SPDX-License-Identifier: Apache-2.0
%% Compiled patterns of the wrong kind or sent to others, many overlapping ones, searches that take several turns.
-module(binary_patterns).
-export([main/0]).

-ifdef(SMALL).
-define(MANY, 1050).
-define(TEXT, 40).
-define(PATTERNS, 5).
-else.
-define(MANY, 100000).
-define(TEXT, 200).
-define(PATTERNS, 9).
-endif.

main() ->
    patterns(),
    searches().

patterns() ->
    {bm, One} = binary:compile_pattern(<<"ab">>),
    {bm, _} = binary:compile_pattern([<<"ab">>]),
    {ac, Two} = binary:compile_pattern([<<"ab">>, <<"b">>]),
    erlang:display([is_reference(One), is_reference(Two)]),
    [erlang:display(outcome:raised(fun() -> binary:matches(<<"abbab">>, Pattern) end)) || Pattern <- [{bm, One}, {ac, Two}]],
    [erlang:display(element(1, element(2, catch binary:match(<<"abbab">>, Pattern)))) ||
        Pattern <- [{bm, Two}, {ac, One}, {bm, <<"ab">>}, {ac, [<<"ab">>]}, {bm, make_ref()}, {One, bm}, {bm}]],
    Self = self(),
    spawn(fun() -> Self ! binary:split(<<"1ab2b3">>, {ac, Two}, [global]) end),
    receive
        Parts -> erlang:display(Parts)
    end.

%% Many overlapping patterns against a plain search; a search that takes several turns.
searches() ->
    Text = << <<(lists:nth(1 + (N * N + N div 7) rem 3, "abc"))>> || N <- lists:seq(1, ?TEXT)>>,
    Patterns = [<<"a">>, <<"ab">>, <<"abc">>, <<"bca">>, <<"ca">>, <<"cabca">>, <<"bb">>, <<"aaaa">>, <<"cc">>],
    [true = binary:matches(Text, Some) =:= plain(Text, 0, Some) || Some <- subsets(lists:sublist(Patterns, ?PATTERNS)), Some =/= []],
    Long = binary:copy(<<"abcdefghij">>, ?MANY),
    End = <<Long/binary, "xyz">>,
    Place = {byte_size(Long), 2},
    [Place = binary:match(End, Pattern) || Pattern <- [<<"xy">>, [<<"xy">>, <<"zz">>], [<<"jx">>, <<"xy">>, <<"jj">>]], Pattern =/= [<<"jx">>, <<"xy">>, <<"jj">>]],
    ?MANY = length(binary:matches(End, <<"ef">>)),
    2 * ?MANY = length(binary:matches(End, [<<"efg">>, <<"b">>, <<"ef">>])),
    [Long, <<"yz">>] = binary:split(End, <<"x">>),
    <<_:3, Odd/bitstring>> = <<0:3, End/binary>>,
    Place = binary:match(Odd, <<"xy">>),
    nomatch = binary:match(Odd, [<<"xz">>, <<"yx">>]).

subsets([]) -> [[]];
subsets([X | Xs]) ->
    Rest = subsets(Xs),
    [[X | Subset] || Subset <- Rest] ++ Rest.

plain(Text, From, _) when From >= byte_size(Text) -> [];
plain(Text, From, Patterns) ->
    <<_:From/binary, Here/binary>> = Text,
    Sizes = [byte_size(P) || P <- Patterns, byte_size(P) =< byte_size(Here), binary:part(Here, 0, byte_size(P)) =:= P],
    case Sizes of
        [] -> plain(Text, From + 1, Patterns);
        _ -> [{From, lists:max(Sizes)} | plain(Text, From + lists:max(Sizes), Patterns)]
    end.
