%% SPDX-License-Identifier: Apache-2.0
%% term_to_binary/1,2 byte for byte: every type at its borders, all minor versions, maps on both sides of the limit of
%% small ones, order of pairs, and external_size.
-module(external_bytes).
-export([main/0]).

-ifdef(SMALL).
-define(STRING, 300).
-else.
-define(STRING, 65535).
-endif.

main() ->
    lists:foreach(fun(T) -> erlang:display({T, term_to_binary(T)}) end, terms()),
    lists:foreach(
        fun(Options) -> erlang:display({Options, [term_to_binary(T, Options) || T <- [a, 'é', 'ł', 1.5, -0.001, {b, [1.0e300], #{k => 2.5}}]]}) end,
        [[], [{minor_version, 0}], [{minor_version, 1}], [{minor_version, 2}], [deterministic], [{minor_version, 2}, {minor_version, 0}],
         [{compressed, 0}, deterministic, {minor_version, 2}]]),
    erlang:display([{T, catch erlang:external_size(T)} || T <- terms()]),
    erlang:display([erlang:external_size({a, 1.5}, [{minor_version, V}]) || V <- [0, 1]]),
    erlang:display([byte_size(term_to_binary(T)) =:= erlang:external_size(T) || T <- terms()] -- [true || _ <- terms()]),
    Long = list_to_tuple(lists:seq(1, 300)),
    erlang:display(term_to_binary(Long) =:= <<131, 105, 300:32, (entries(300))/binary>>),
    String = lists:duplicate(?STRING, $x),
    erlang:display([binary:part(term_to_binary(S), 0, 6) || S <- [String, [$x | String], String ++ [256], [a | String]]]),
    erlang:display([size(term_to_binary(S)) || S <- [String, [$x | String], String ++ [256], [a | String]]]),
    Maps = [maps:from_list([{K, -K} || K <- lists:seq(1, N)]) || N <- [31, 32, 33, 40]],
    erlang:display([term_to_binary(M) || M <- Maps]),
    erlang:display([term_to_binary(M, [deterministic]) || M <- Maps]),
    Mixed = maps:from_list([{K, #{K => [K]}} || I <- lists:seq(1, 12), K <- [I, {I}, <<I>>, I + 0.5]]),
    erlang:display(term_to_binary(Mixed)),
    erlang:display(term_to_binary(#{Mixed => Mixed}, [deterministic, {minor_version, 2}])),
    erlang:display([outcome:class(fun() -> term_to_binary(a, O) end)
                    || O <- [x, [x], [{minor_version, 3}], [{minor_version, -1}], [{minor_version, a}], [{compressed, 10}], [{compressed, -1}], [compressed | x],
                             [{a, b, c}], [local]]]),
    erlang:display([outcome:class(fun() -> erlang:external_size(a, O) end) || O <- [x, [x], [{minor_version, 2}], [{minor_version, 1} | y]]]).

terms() ->
    [0, 1, 255, 256, -1, -256, 16#7FFFFFFF, 16#80000000, -16#80000000, -16#80000001, 1 bsl 40, -(1 bsl 55), (1 bsl 59) - 1, 1 bsl 59, -(1 bsl 59), -(1 bsl 59) - 1,
     1 bsl 63, (1 bsl 64) - 1, 1 bsl 64, -(1 bsl 64), 1 bsl 2039, (1 bsl 2040) - 1, 1 bsl 2040, -(1 bsl 2048), 0.0, -0.0, 1.5, 1.0e308, 5.0e-324, -1.0e-40, a, '', 'a b',
     'é', 'ł', list_to_atom(lists:duplicate(255, $z)), list_to_atom(lists:duplicate(200, 16#142)), [], "", "abc", [255], [256], [-1], [a], [1 | 2], [a, b | c], [[]], [1, 2.0],
     {}, {a}, {1, {2, {3}}}, <<>>, <<1, 2>>, <<5:3>>, <<1, 2, 3:5>>, <<0:1>>, binary:part(<<1, 2, 3, 4, 5>>, 1, 3), tail(<<5:3, 1, 2, 3, 4:4>>), #{}, #{a => 1}, #{b => 1, a => 2, 1.0 => f, 1 => i},
     fun lists:map/2, fun external_bytes:main/0, "\x{e9}", [16#142], list_to_tuple(lists:duplicate(255, x)), {[], [[]], "a", [{}]}].

tail(<<_:3, Rest/bits>>) -> Rest.

entries(0) -> <<>>;
entries(N) when N < 256 -> <<(entries(N - 1))/binary, 97, N>>;
entries(N) -> <<(entries(N - 1))/binary, 98, N:32>>.
