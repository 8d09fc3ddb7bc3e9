%% SPDX-License-Identifier: Apache-2.0
%% binary_to_term/1,2 with bytes written by hand: every tag, forms that no encoder writes any more, and unusual but valid
%% ones; options; and bytes that are no term.
-module(external_decode).
-export([main/0]).

main() ->
    Good = [<<97, 5>>, <<98, -5:32>>, <<98, 5:32>>, <<110, 0, 0>>, <<110, 1, 0, 7>>, <<110, 1, 1, 7>>, <<110, 9, 0, 1:72/little>>, <<110, 10, 1, (1 bsl 70):80/little>>,
            <<111, 3:32, 1, 1, 2, 3>>, <<111, 300:32, 0, 1, 0:2384, 1>>, <<70, 1.5/float>>, <<70, 0:64>>, <<70, 1:1, 0:63>>, float_text("1.50000000000000000000e+00"),
            float_text("-2.5"), float_text("1.0e3"), float_text("+7.25E-2"), <<100, 1:16, "a">>, <<100, 2:16, 233, "b">>, <<115, 1, "b">>, <<115, 1, 233>>, <<118, 2:16, 195, 169>>,
            <<119, 3, "abc">>, <<119, 0>>, <<104, 0>>, <<104, 2, 97, 1, 97, 2>>, <<105, 0:32>>, <<105, 1:32, 106>>, <<106>>, <<107, 0:16>>, <<107, 3:16, "abc">>,
            <<108, 0:32, 106>>, <<108, 0:32, 97, 5>>, <<108, 1:32, 97, 1, 106>>, <<108, 2:32, 97, 1, 97, 2, 97, 3>>, <<109, 0:32>>, <<109, 2:32, 1, 2>>, <<77, 0:32, 0>>,
            <<77, 1:32, 8, 255>>, <<77, 1:32, 3, 255>>, <<77, 2:32, 5, 1, 255>>, <<116, 0:32>>, <<116, 2:32, 97, 2, 106, 97, 1, 106>>, <<116, 1:32, 116, 0:32, 116, 0:32>>,
            <<113, 100, 5:16, "lists", 119, 3, "map", 97, 2>>, <<113, 119, 5, "lists", 100, 3:16, "foo", 98, 7:32>>, <<106, 1, 2, 3>>, <<97, 1, 0>>, big_map(33), big_map(100), string_map()],
    lists:foreach(fun(B) -> erlang:display({B, binary_to_term(<<131, B/binary>>), binary_to_term(<<131, B/binary>>, [used])}) end, Good),
    Bad = [<<>>, <<0>>, <<97>>, <<98, 1>>, <<110>>, <<110, 5, 0, 1>>, <<111, -1:32, 0>>, <<111, 16#00400001:32, 0>>, <<70, 1, 2>>, <<70, 16#7FF0000000000000:64>>, <<70, -1:64>>,
           float_text("1"), float_text("1e5"), float_text("x"), float_text(" 1.5"), float_text("1.5e"), float_text("1.0e400"), float_text(".5"), float_text("inf"), <<99, "1.5">>,
           <<100, 5:16, "ab">>, <<100, 256:16, (binary:copy(<<"a">>, 256))/binary>>, <<118, 1:16, 255>>, <<119, 2, 195, 40>>, <<118, 1100:16, (binary:copy(<<"a">>, 1100))/binary>>,
           <<104, 1>>, <<104, 2, 97, 1>>, <<105, -1:32>>, <<105, 16#10000000:32, 106>>, <<107, 3:16, "ab">>, <<108, 1:32, 97, 1>>, <<108, -1:32, 106>>, <<108, 2:32, 97, 1, 97, 2>>, <<109, 3:32, 1, 2>>,
           <<109, -1:32>>, <<77, 1:32, 0, 255>>, <<77, 0:32, 3>>, <<77, 1:32, 9, 255>>, <<77, 2:32, 1, 1>>, <<116, 1:32, 106>>, <<116, -1:32>>, <<116, 2:32, 106, 106, 106, 106>>,
           <<116, 2:32, 70, 0.0/float, 97, 1, 70, (-0.0)/float, 97, 2>>, double_map(40), <<113, 97, 1, 100, 1:16, "a", 97, 1>>, <<113, 100, 1:16, "a", 100, 1:16, "b", 106>>,
           <<113, 100, 1:16, "a", 100, 1:16, "b", 98, -1:32>>, <<82, 0>>, <<65>>, <<80>>, <<80, 5:32>>, <<131, 97, 1>>, <<255>>, <<1>>, <<120>>, <<88>>, <<90, 0:16>>, <<112, 0:32>>],
    erlang:display([{B, outcome:class(fun() -> binary_to_term(<<131, B/binary>>) end)} || B <- Bad]),
    erlang:display([outcome:class(fun() -> binary_to_term(B) end) || B <- [<<>>, <<131>>, <<130, 97, 1>>, a, "abc", <<131, 97, 1:7>>, <<1:1, 131, 97, 1>>]]),
    erlang:display([outcome:class(fun() -> binary_to_term(<<131, 97, 1>>, O) end) || O <- [x, [x], [safe | x], [{used}]]]),
    <<_:3, Unaligned/binary>> = <<0:3, 131, 104, 2, 97, 1, 109, 3:32, "xyz">>,
    erlang:display(binary_to_term(Unaligned)),
    erlang:display(binary_to_term(Unaligned, [used, safe])),
    erlang:display([outcome:class(fun() -> binary_to_term(<<131, B/binary>>, [safe]) end)
                    || B <- [<<119, 24, "no atom of anybody yet 1">>, <<100, 24:16, "no atom of anybody yet 2">>, <<104, 1, 119, 24, "no atom of anybody yet 3">>,
                             <<113, 119, 5, "lists", 119, 11, "no_function", 97, 2>>, <<119, 5, "lists">>, <<100, 5:16, "lists">>, <<113, 119, 6, "erlang", 119, 4, "self", 97, 0>>]]),
    erlang:display(error_of(fun() -> binary_to_term(<<131, 255>>) end)),
    erlang:display(error_of(fun() -> binary_to_term(<<131, 97, 1>>, [bad]) end)),
    erlang:display(error_of(fun() -> term_to_binary(a, [bad]) end)).

float_text(Text) -> <<99, (list_to_binary(Text))/binary, 0:((31 - length(Text)) * 8)>>.

big_map(N) -> <<116, N:32, << <<98, K:32, 97, (K band 255)>> || K <- lists:seq(1, N) >>/binary>>.

double_map(N) -> <<116, (N + 1):32, << <<98, K:32, 106>> || K <- lists:seq(1, N) ++ [N div 2] >>/binary>>.

string_map() -> <<116, 2:32, 107, 1:16, "b", 107, 1:16, "x", 107, 1:16, "a", 106>>.

error_of(F) ->
    try F()
    catch
        C:R:Trace -> {C, R, hd(Trace)}
    end.
