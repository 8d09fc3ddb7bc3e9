%% SPDX-License-Identifier: Apache-2.0
%% Lists as the language has them: ++, --, length, hd, tl, improper lists, matching, and the
%% errors of each.
-module(list_operations).
-export([main/0]).

main() ->
    L = outcome:id([a, b, c, b, d, 1, 1.0, {x}, "s"]),
    erlang:display([L ++ [], [] ++ L, L ++ [e], L ++ tail, [] ++ tail, [x] ++ [y | z]]),
    erlang:display([L -- [b], L -- [b, b], L -- [b, b, b], L -- L, L -- [1], L -- [1.0], L -- [{x}, "s", "t"],
                    [] -- L, L -- []]),
    erlang:display([length(X) || X <- [[], [1], L, L ++ L, lists:seq(1, 5000)]]),
    erlang:display([outcome:'of'(fun() -> length(X) end) || X <- outcome:id([a, {}, [1 | 2], [1, 2, 3 | 4], 5])]),
    erlang:display([outcome:'of'(fun() -> hd(X) end) || X <- outcome:id([[1], [1 | 2], [], a, {1}])]),
    erlang:display([outcome:'of'(fun() -> tl(X) end) || X <- outcome:id([[1], [1 | 2], [], a, {1}])]),
    erlang:display([outcome:'of'(fun() -> X ++ [z] end) || X <- outcome:id([[1 | 2], a, {1}, 5])]),
    erlang:display([outcome:'of'(fun() -> X -- Y end)
                    || {X, Y} <- outcome:id([{[1 | 2], [1]}, {[1], [1 | 2]}, {a, []}, {[], a}, {[1, 2], 3}])]),
    erlang:display([shape(X) || X <- outcome:id([[], [1], [1, 2], [1, 2, 3], [1 | 2], [1, 2 | 3], a, [[]], [[1], 2]])]),
    erlang:display((L ++ L) -- (L ++ [b])),
    erlang:display(L -- [c] -- [c]),
    erlang:display([1, 2, 3] -- [1, 2] -- [2]),
    Big = lists:seq(1, 2000),
    erlang:display(length(Big -- lists:seq(1, 2000, 2))),
    erlang:display(lists:sum(Big -- lists:seq(1000, 2000))),
    subtractions(),
    erlang:display(second(Big)),
    erlang:display(last(Big)),
    erlang:display(zip(lists:seq(1, 5), [a, b, c, d, e])),
    erlang:display(unzip([{1, a}, {2, b}, {3, c}])),
    erlang:display(flatten([1, [2, [3, [4, [], [[5]]]], 6], [[[]]], "ab"])),
    erlang:display(interleave("abcdef", "123")),
    erlang:display(rotate(7, lists:seq(1, 20))),
    erlang:display(deep_improper(5)),
    erlang:display(append_many(100, [])),
    erlang:display([X || X <- [[1 | 2], [1, 2 | 3]], is_list(X)]),
    erlang:display([not_list_in_guard(X) || X <- outcome:id([[1, 2], [1 | 2], [], a])]).

%% Long lists of all kinds of terms against short and long ones, and in more than one turn.
subtractions() ->
    Terms = [term(N) || N <- lists:seq(1, 700)],
    Some = [term(N) || N <- lists:seq(1, 700, 3)],
    [erlang:display({length(A -- B), erlang:phash2(A -- B), A -- B =:= plainly(A, B)}) ||
        {A, B} <- [{Terms, Some}, {Some, Terms}, {Terms, lists:reverse(Terms)}, {Terms, [b, 7, 7.0]}, {[b, 7, 7, x], Terms},
                   {Terms ++ Terms, Some ++ Some ++ Some}, {lists:duplicate(500, a), lists:duplicate(300, a)}, {[0.0 | Some], [-0.0 | Terms]}]],
    Long = lists:seq(1, 9000),
    erlang:display({Long -- lists:seq(9000, 3, -1), lists:subtract([5, 9001, 5], Long), length(Long -- [a || _ <- Long])}),
    [erlang:display(try Call() catch error:Reason:Trace -> {Reason, setelement(3, hd(Trace), element(3, hd(Trace)) =:= [A, B])} end) ||
        {A, B} <- [{Long ++ x, Long}, {Long, Long ++ x}, {Long ++ x, [1]}, {[1], Long ++ x}, {Long, x}, {x, Long}],
        Call <- [fun() -> A -- B end, fun() -> lists:subtract(A, B) end, fun() -> erlang:subtract(A, B) end]].

term(N) ->
    case N rem 7 of
        0 -> N rem 50;
        1 -> {N rem 50, "s"};
        2 -> float(N rem 50);
        3 -> (N rem 50) bsl 70;
        4 -> <<(N rem 50):12>>;
        5 -> #{N rem 50 => v};
        6 -> lists:nth(N rem 5 + 1, [a, b, [], "c", 1.0e200])
    end.

plainly(List, []) -> List;
plainly(List, [X | Xs]) -> plainly(lists:delete(X, List), Xs).

shape([]) -> nil;
shape([_]) -> one;
shape([_, _]) -> two;
shape([_, _ | T]) when is_list(T) -> {more, T};
shape([A | B]) when is_integer(B) -> {pair, A, B};
shape([_ | _]) -> improper;
shape(_) -> no_list.

second([_, B | _]) -> B.

last([X]) -> X;
last([_ | T]) -> last(T).

zip([], []) -> [];
zip([A | As], [B | Bs]) -> [{A, B} | zip(As, Bs)].

unzip(Pairs) -> unzip(Pairs, [], []).

unzip([], As, Bs) -> {lists:reverse(As), lists:reverse(Bs)};
unzip([{A, B} | T], As, Bs) -> unzip(T, [A | As], [B | Bs]).

flatten(L) -> flatten(L, []).

flatten([], Tail) -> Tail;
flatten([H | T], Tail) when is_list(H) -> flatten(H, flatten(T, Tail));
flatten([H | T], Tail) -> [H | flatten(T, Tail)].

interleave([A | As], Bs) -> [A | interleave(Bs, As)];
interleave([], Bs) -> Bs.

rotate(0, L) -> L;
rotate(N, [H | T]) -> rotate(N - 1, T ++ [H]).

deep_improper(0) -> end_of_list;
deep_improper(N) -> [N | deep_improper(N - 1)].

append_many(0, Acc) -> {length(Acc), hd(Acc), lists:sum(Acc)};
append_many(N, Acc) -> append_many(N - 1, Acc ++ [N, N * 2]).

not_list_in_guard(X) when length(X) =:= 2 -> two;
not_list_in_guard(X) when hd(X) =:= 1 -> one_first;
not_list_in_guard(X) when tl(X) =:= [] -> short;
not_list_in_guard(_) -> none.
