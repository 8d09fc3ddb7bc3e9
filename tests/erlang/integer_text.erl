%% SPDX-License-Identifier: Apache-2.0
%% integer_to_list/1 and list_to_integer/1 on small and big integers, and what they refuse.
-module(integer_text).
-export([main/0]).

main() ->
    Values = outcome:id([0, 7, -7, 10, 1000000, 576460752303423487, 576460752303423488,
                         -576460752303423488, -576460752303423489, 1 bsl 64, -(1 bsl 64), 1 bsl 200]),
    [erlang:display(integer_to_list(V)) || V <- Values],
    erlang:display([V || V <- Values, list_to_integer(integer_to_list(V)) =/= V]),
    erlang:display([list_to_integer(S) || S <- ["+5", "-0", "000012", "-000012", "+00", "99999999999999999999",
                                                "-00000000000000000000000000000000000000000001"]]),
    erlang:display([outcome:'of'(fun() -> list_to_integer(S) end)
                    || S <- outcome:id(["", "-", "+", "1a", " 1", "1 ", "--1", "0x10", [], [a], 5, [49 | 50], [-1],
                                        "12.5", [1000]])]),
    erlang:display([outcome:'of'(fun() -> integer_to_list(S) end) || S <- outcome:id([a, 1.0, "1", []])]),
    Long = lists:flatten(lists:duplicate(25, "12345678")),
    erlang:display(length(Long)),
    erlang:display(integer_to_list(list_to_integer(Long)) =:= Long),
    erlang:display(list_to_integer(Long) rem 1000000007),
    erlang:display(palindrome(89, 0)).

%% Reverse and add until the decimal text reads the same both ways.
palindrome(N, Steps) ->
    Text = integer_to_list(N),
    case lists:reverse(Text) of
        Text -> {N, Steps};
        Back -> palindrome(N + list_to_integer(Back), Steps + 1)
    end.
