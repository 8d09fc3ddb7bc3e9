%% SPDX-License-Identifier: Apache-2.0
%% Module binary: searching with one and many patterns, compiled or not, in scopes and in sub-binaries; splitting,
%% replacing, common prefixes, numbers, parts. Results are held against a search written here.
-module(binary_module_search).
-export([main/0]).

-ifdef(SMALL).
-define(ROUNDS, 50).
-else.
-define(ROUNDS, 2000).
-endif.

main() ->
    plain(),
    scopes(),
    splitting(),
    improper_options(),
    replacing(),
    common(),
    numbers(),
    parts(),
    random(?ROUNDS, rand:seed_s(exsss, {7, 8, 9}), 0),
    large().

improper_options() ->
    erlang:display([try binary:F(<<"a:b">>, <<":">>, O) catch C:R -> {C, R} end ||
                       F <- [split, match, matches], O <- [[{scope, {0, 3}} | rest], [{scope, {0, 3}}, wrong | rest], rest, [[] | rest]]]).

plain() ->
    Subjects = [<<>>, <<"a">>, <<"abcabcabc">>, <<"aaaa">>, <<"the quick brown fox">>, <<0, 255, 0, 255>>],
    Patterns = [<<"a">>, <<"abc">>, <<"aa">>, [<<"a">>, <<"ab">>, <<"abc">>], [<<"bc">>, <<"ca">>], [<<"quick">>, <<"qui">>, <<"ick brown">>], <<255, 0>>, [<<"x">>], [<<"c">>, <<"b">>, <<"a">>]],
    [erlang:display({S, P, binary:match(S, P), binary:matches(S, P), binary:matches(S, binary:compile_pattern(P))}) || S <- Subjects, P <- Patterns].

scopes() ->
    S = <<"abcabcabc">>,
    [erlang:display({Scope, outcome:'of'(fun() -> {binary:match(S, <<"bc">>, [{scope, Scope}]), binary:matches(S, [<<"b">>, <<"ca">>], [{scope, Scope}]), binary:split(S, <<"b">>, [{scope, Scope}, global])} end)}) ||
        Scope <- [{0, 9}, {0, 0}, {9, 0}, {3, 3}, {4, 2}, {9, -9}, {5, -3}, {5, -4}, {0, 10}, {-1, 2}, {9, 1}, {2, -3}, {a, 1}]].

splitting() ->
    Options = [[], [global], [trim], [global, trim], [global, trim_all], [trim_all]],
    [erlang:display({S, P, [binary:split(S, P, O) || O <- Options]}) || S <- [<<"a,b,,c,,">>, <<",,a">>, <<",">>, <<>>, <<"abc">>], P <- [<<",">>, [<<",,">>, <<",">>]]].

replacing() ->
    S = <<"abracadabra">>,
    [erlang:display(outcome:'of'(fun() -> binary:replace(S, P, R, O) end)) || {P, R, O} <- [{<<"a">>, <<"-">>, []}, {<<"a">>, <<"-">>, [global]}, {[<<"ab">>, <<"ra">>], <<"[]">>, [global, {insert_replaced, 1}]},
        {<<"a">>, <<"<>">>, [global, {insert_replaced, [1, 1]}]}, {<<"x">>, <<"y">>, [global]}, {<<"a">>, fun(M) -> <<M/binary, M/binary>> end, [global]}, {<<"a">>, <<"-">>, [global, {scope, {3, 4}}]}, {<<"a">>, <<"-">>, [foo]}]].

common() ->
    Lists = [[<<"abc">>, <<"abd">>], [<<"abc">>], [<<>>, <<"a">>], [<<"xabc">>, <<"yabc">>, <<"zbc">>], [<<"same">>, <<"same">>]],
    erlang:display([{binary:longest_common_prefix(L), binary:longest_common_suffix(L)} || L <- Lists]),
    <<_:5, Odd:32/bitstring, _/bitstring>> = <<"abcdefgh">>,
    erlang:display({binary:longest_common_prefix([Odd, Odd]), binary:match(Odd, Odd), binary:at(Odd, 2), binary:first(Odd), binary:last(Odd), binary:bin_to_list(Odd)}).

numbers() ->
    Values = [0, 1, 255, 256, 65535, 1 bsl 59, (1 bsl 59) - 1, 1 bsl 64, (1 bsl 64) - 1, 1 bsl 200],
    erlang:display([{binary:encode_unsigned(V), binary:encode_unsigned(V, little)} || V <- Values]),
    erlang:display([binary:decode_unsigned(binary:encode_unsigned(V, E), E) =:= V || V <- Values, E <- [big, little]]),
    erlang:display([{binary:decode_unsigned(B), binary:decode_unsigned(B, little)} || B <- [<<>>, <<0>>, <<0, 0, 0, 0, 0, 0, 0, 0, 0, 1>>, <<1, 0, 0, 0, 0, 0, 0, 0, 0, 0>>]]).

parts() ->
    B = <<1, 2, 3, 4, 5, 6, 7, 8, 9, 10>>,
    erlang:display([{binary:part(B, P), binary:part(B, element(1, P), element(2, P)), binary_part(B, P), binary:bin_to_list(B, P)} || P <- [{0, 10}, {0, 0}, {10, 0}, {3, 4}, {10, -10}, {5, -2}]]),
    erlang:display([binary:bin_to_list(B), binary:bin_to_list(B, 2, 3), binary:list_to_bin([1, [2, <<3>>]]), binary:copy(B), binary:copy(<<"ab">>, 3), binary:copy(<<>>, 5), binary:copy(B, 0)]),
    Big = binary:copy(<<"x">>, 1000),
    <<_:10/binary, Sub:500/binary, _/binary>> = Big,
    erlang:display({binary:referenced_byte_size(Big), binary:referenced_byte_size(Sub), binary:referenced_byte_size(binary:copy(Sub))}),
    erlang:display([binary:at(B, I) || I <- lists:seq(0, 9)]),
    erlang:display([split_binary(B, N) || N <- [0, 5, 10]]).

%% Texts and patterns over a small alphabet.
random(0, _, Sum) -> erlang:display(Sum);
random(N, S0, Sum) ->
    {Text, S1} = letters(60, S0),
    {Count, S2} = rand:uniform_s(4, S1),
    {Patterns, S3} = lists:mapfoldl(fun(_, S) -> {L, Sa} = rand:uniform_s(4, S), letters(L, Sa) end, S2, lists:seq(1, Count)),
    Found = binary:matches(Text, Patterns),
    Found = search(Text, Patterns, 0),
    First = case Found of [] -> nomatch; [F | _] -> F end,
    First = binary:match(Text, binary:compile_pattern(Patterns)),
    Pieces = binary:split(Text, Patterns, [global]),
    true = length(Pieces) =:= length(Found) + 1,
    random(N - 1, S3, erlang:crc32(Sum, [[A, B] || {A, B} <- Found])).

letters(N, S) ->
    {Letters, S1} = lists:mapfoldl(fun(_, Sa) -> {L, Sb} = rand:uniform_s(3, Sa), {$a + L - 1, Sb} end, S, lists:seq(1, N)),
    {list_to_binary(Letters), S1}.

search(Text, _, At) when At >= byte_size(Text) -> [];
search(Text, Patterns, At) ->
    Here = [byte_size(P) || P <- Patterns, byte_size(P) =< byte_size(Text) - At, binary:part(Text, At, byte_size(P)) =:= P],
    case Here of
        [] -> search(Text, Patterns, At + 1);
        _ -> Size = lists:max(Here), [{At, Size} | search(Text, Patterns, At + Size)]
    end.

large() ->
    Text = binary:copy(<<"abcdefghij">>, ?ROUNDS * 5),
    erlang:display({length(binary:matches(Text, <<"ja">>)), length(binary:matches(Text, [<<"c">>, <<"hi">>, <<"zz">>])), binary:match(Text, <<"zz">>), length(binary:split(Text, [<<"e">>, <<"f">>], [global]))}),
    Worst = binary:copy(<<"a">>, ?ROUNDS * 5),
    erlang:display(binary:match(Worst, <<(binary:copy(<<"a">>, 100))/binary, "b">>)).
