%% SPDX-License-Identifier: Apache-2.0
%% OTP's own lists module, both its Erlang functions and the native ones it leans on.
-module(list_library).
-export([main/0]).

main() ->
    L = outcome:id([5, 3, 8, 1, 9, 2, 7, 3]),
    erlang:display(lists:reverse(L)),
    erlang:display(lists:reverse(L, [tail])),
    erlang:display(lists:reverse(L, tail)),
    erlang:display([lists:member(X, L) || X <- [5, 4, 3.0, a]]),
    erlang:display(lists:map(fun(X) -> X * X end, L)),
    erlang:display(lists:filter(fun(X) -> X rem 2 =:= 1 end, L)),
    erlang:display(lists:foldl(fun(X, A) -> [X | A] end, [], L)),
    erlang:display(lists:foldr(fun(X, A) -> X - A end, 0, L)),
    erlang:display(lists:sort(L)),
    erlang:display(lists:usort(L)),
    erlang:display(lists:sort(fun(A, B) -> A >= B end, L)),
    erlang:display({lists:sum(L), lists:max(L), lists:min(L), lists:last(L), lists:nth(3, L), lists:nthtail(6, L)}),
    erlang:display({lists:seq(1, 10), lists:seq(10, 1, -3), lists:seq(5, 4), lists:duplicate(4, x)}),
    erlang:display({lists:append([[1], [], [2, 3]]), lists:append([1], [2]), lists:append([], tail)}),
    erlang:display({lists:zip([1, 2], [a, b]), lists:unzip([{1, a}, {2, b}]), lists:zipwith(fun(A, B) -> A + B end, [1, 2], [3, 4])}),
    Pairs = [{k1, 1}, {k2, 2}, {k1, 3}, not_tuple, {k3}],
    erlang:display([lists:keyfind(K, 1, Pairs) || K <- [k1, k2, k3, k4]]),
    erlang:display([lists:keyfind(K, 2, Pairs) || K <- [1, 2, 3.0, none]]),
    erlang:display([lists:keymember(K, 1, Pairs) || K <- [k1, k9]]),
    erlang:display([lists:keysearch(K, 1, Pairs) || K <- [k2, k9]]),
    erlang:display({lists:keydelete(k1, 1, Pairs), lists:keyreplace(k2, 1, Pairs, {new}), lists:keystore(z, 1, [{a, 1}], {z, 2}),
                    lists:keytake(k2, 1, Pairs), lists:keysort(2, [{a, 3}, {b, 1}, {c, 2}])}),
    erlang:display({lists:delete(3, L), lists:subtract(L, [3, 9]), lists:flatten([1, [2, [3]], []]), lists:flatlength([1, [2, [3]]])}),
    erlang:display({lists:split(3, L), lists:splitwith(fun(X) -> X > 2 end, L), lists:partition(fun(X) -> X > 4 end, L),
                    lists:takewhile(fun(X) -> X > 2 end, L), lists:dropwhile(fun(X) -> X > 2 end, L)}),
    erlang:display({lists:all(fun(X) -> X > 0 end, L), lists:any(fun(X) -> X > 8 end, L), lists:any(fun(_) -> true end, [])}),
    erlang:display({lists:sublist(L, 3), lists:sublist(L, 2, 4), lists:prefix("ab", "abc"), lists:suffix("bc", "abc")}),
    erlang:display({lists:merge([1, 4, 9], [2, 4, 8]), lists:umerge([1, 4], [1, 5]), lists:merge3([1], [0], [2])}),
    erlang:display({lists:mapfoldl(fun(X, A) -> {X + A, A + 1} end, 0, L), lists:mapfoldr(fun(X, A) -> {X + A, A + 1} end, 0, L)}),
    erlang:display({lists:flatmap(fun(X) -> [X, X] end, [1, 2]), lists:filtermap(fun(X) -> X > 5 andalso {true, -X} end, L)}),
    erlang:display({lists:droplast(L), lists:search(fun(X) -> X > 7 end, L), lists:enumerate([a, b]), lists:join(x, [1, 2, 3])}),
    erlang:display([outcome:'of'(F) || F <- [fun() -> lists:nth(9, L) end, fun() -> lists:reverse(outcome:id(a)) end,
                                             fun() -> lists:member(1, outcome:id([2 | 3])) end, fun() -> lists:keyfind(a, 0, []) end,
                                             fun() -> lists:map(not_fun, [1]) end, fun() -> lists:foldl(fun(X) -> X end, 0, [1]) end,
                                             fun() -> lists:seq(1, 5, 0) end, fun() -> lists:last([]) end,
                                             fun() -> lists:sum([1, a]) end, fun() -> lists:reverse([1 | 2], []) end]]),
    Random = random(500, 42, []),
    Sorted = lists:sort(Random),
    erlang:display({hd(Sorted), lists:last(Sorted), length(lists:usort(Random)), ascending(Sorted), Sorted -- Random}),
    erlang:display(lists:foldl(fun(X, A) -> (A * 33 + X) rem 1000003 end, 5381, Sorted)),
    erlang:display(lists:keysort(1, [{X rem 5, X} || X <- lists:sublist(Random, 20)])).

random(0, _, Acc) -> Acc;
random(N, Seed, Acc) -> random(N - 1, (Seed * 1103515245 + 12345) rem 2147483648, [Seed rem 1000 | Acc]).

ascending([A, B | T]) when A =< B -> ascending([B | T]);
ascending([_]) -> true;
ascending(_) -> false.
