%% SPDX-License-Identifier: Apache-2.0
%% All that lists sorts, merges and looks up by key: stability, order functions, duplicates, wrong input.
-module(library_lists).
-export([main/0]).

-ifdef(SMALL).
-define(SIZE, 60).
-else.
-define(SIZE, 700).
-endif.

main() ->
    Numbers = numbers(?SIZE, 7),
    Pairs = [{N rem 13, I} || {N, I} <- lists:zip(Numbers, lists:seq(1, length(Numbers)))],
    Mixed = [3, 1.0, a, "s", {2}, 1, [], #{}, <<>>, 2.5, b, [a], {}, {1, 2}, #{a => 1}, <<1>>, -1, 1 bsl 70],
    true = sorted(lists:sort(Numbers)),
    true = lists:sort(Numbers) =:= lists:sort(fun erlang:'=<'/2, Numbers),
    true = lists:reverse(lists:sort(Numbers)) =:= lists:sort(fun erlang:'>='/2, Numbers),
    true = lists:usort(Numbers) =:= lists:usort(fun erlang:'=<'/2, Numbers),
    true = stable(lists:keysort(1, Pairs)),
    true = lists:keysort(1, Pairs) =:= lists:sort(fun({A, _}, {B, _}) -> A =< B end, Pairs),
    erlang:display([lists:sort(Mixed), lists:usort(Mixed ++ Mixed), lists:ukeysort(1, Pairs), erlang:phash2(lists:keysort(2, Pairs))]),
    {A, B} = lists:split(?SIZE div 2, Numbers),
    [SA, SB, UA, UB] = [lists:sort(A), lists:sort(B), lists:usort(A), lists:usort(B)],
    erlang:display([lists:merge(SA, SB) =:= lists:sort(Numbers), lists:umerge(UA, UB) =:= lists:usort(Numbers), lists:merge3([1, 4], [2, 5], [3, 6]),
                    lists:umerge3([1, 4], [1, 5], [4, 6]), lists:merge([[1, 9], [2, 8], [3], []]), lists:umerge([[1, 2], [2, 3], [3, 4]]),
                    lists:merge(fun(X, Y) -> X >= Y end, [5, 3], [4, 2]), lists:umerge(fun(X, Y) -> X >= Y end, [5, 3], [5, 2]),
                    lists:keymerge(1, [{1, a}, {3, a}], [{1, b}, {2, b}]), lists:ukeymerge(1, [{1, a}, {3, a}], [{1, b}, {2, b}]), lists:rmerge([3, 1], [2]),
                    lists:rumerge([3, 1], [3, 2])]),
    Table = [{a, 1}, {b, 2}, {1, c}, {1.0, d}, {a, 3}, {x}, {[], e, f}],
    erlang:display([[lists:keyfind(K, N, Table), lists:keymember(K, N, Table), lists:keysearch(K, N, Table), lists:keydelete(K, N, Table), lists:keytake(K, N, Table),
                     lists:keyreplace(K, N, Table, {new}), lists:keystore(K, N, Table, {new, K})] || {K, N} <- [{a, 1}, {1, 1}, {1.0, 1}, {none, 1}, {2, 2}, {f, 3}]]),
    L = lists:seq(1, 12),
    erlang:display([lists:all(fun(X) -> X > 0 end, L), lists:any(fun(X) -> X > 11 end, L), lists:append([[1], [], [2, 3]]), lists:concat([a, 1, "s", 2.5]), lists:delete(3, L),
                    lists:droplast(L), lists:dropwhile(fun(X) -> X < 9 end, L), lists:duplicate(3, x), lists:enumerate([a, b]), lists:enumerate(5, [a]), lists:filter(fun(X) -> X rem 4 =:= 0 end, L),
                    lists:filtermap(fun(X) -> if X < 3 -> true; X < 6 -> {true, -X}; true -> false end end, L), lists:flatlength([1, [2, [3]]]), lists:flatmap(fun(X) -> [X, X] end, [1, 2]),
                    lists:flatten([1, [2, [[], [3]]], []]), lists:flatten([[a]], tail), lists:foldr(fun(X, Acc) -> [X | Acc] end, end_, [1, 2]), lists:join(x, [1, 2, 3]), lists:last(L),
                    lists:mapfoldl(fun(X, S) -> {X * 2, S + X} end, 0, L), lists:mapfoldr(fun(X, S) -> {X + S, S + 1} end, 0, L), lists:max(L), lists:min([2, 1.0, 1]), lists:nth(5, L),
                    lists:nthtail(10, L), lists:partition(fun(X) -> X rem 3 =:= 0 end, L), lists:prefix([1, 2], L), lists:suffix([12], L), lists:reverse([1, 2], [3]), lists:search(fun(X) -> X > 6 end, L),
                    lists:seq(10, 1, -3), lists:seq(1, 0), lists:splitwith(fun(X) -> X < 4 end, L), lists:sublist(L, 3), lists:sublist(L, 3, 4), lists:sublist(L, 11, 9),
                    lists:subtract(L, [1, 1, 5, 20]), lists:takewhile(fun(X) -> X < 4 end, L), lists:uniq([1, 2, 1, 1.0, 3, 2]), lists:uniq(fun({X, _}) -> X end, [{a, 1}, {a, 2}, {b, 3}]),
                    lists:unzip([{1, a}, {2, b}]), lists:unzip3([{1, a, x}]), lists:zip3([1], [a], [x]), lists:zipwith(fun(X, Y) -> X * Y end, [1, 2], [3, 4]), lists:zipwith3(fun(X, Y, Z) -> X + Y + Z end, [1], [2], [3])]),
    erlang:display([outcome:'of'(fun() -> apply(lists, F, As) end) || {F, As} <- [{sort, [a]}, {sort, [[b, a | c]]}, {nth, [0, [a]]}, {last, [[]]}, {max, [[]]}, {zip, [[1], []]}, {sublist, [[a], -1]},
                    {seq, [1, 5, 0]}, {seq, [5, 1]}, {keysort, [2, [{a}]]}, {flatten, [[a | b]]}, {sum, [[1, a]]}, {append, [[[1], a]]}, {split, [3, [1]]}, {map, [x, [1]]}, {foldl, [fun(X) -> X end, 0, [1]]}, {nthtail, [2, [a]]}]]).

numbers(0, _) -> [];
numbers(N, X) -> [X rem 1009 | numbers(N - 1, (X * 1103515245 + 12345) band 16#7fffffff)].

sorted([X, Y | T]) -> X =< Y andalso sorted([Y | T]);
sorted(_) -> true.

stable([{K, I}, {K, J} | T]) -> I < J andalso stable([{K, J} | T]);
stable([_ | T]) -> stable(T);
stable([]) -> true.
