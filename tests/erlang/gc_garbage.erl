%% SPDX-License-Identifier: Apache-2.0
%% Much garbage of every kind, little kept: lists, tuples, closures, big integers, floats, strings;
%% what is kept must come through unharmed, and memory must stay bounded.
-module(gc_garbage).
-export([main/0]).

-ifdef(SMALL).
-define(ROUNDS, 15).
-else.
-define(ROUNDS, 400).
-endif.

main() ->
    Kept = {kept, lists:seq(1, 50), "string", 1.5, 1.0e-300, 1 bsl 200, fun(X) -> {X, ?ROUNDS} end, make_ref()},
    erlang:display(lists_(?ROUNDS, 0)),
    erlang:display(check(Kept)),
    erlang:display(tuples_(?ROUNDS, {})),
    erlang:display(closures(?ROUNDS, fun(X) -> X end)),
    erlang:display(bigs(?ROUNDS, 1)),
    erlang:display(floats(?ROUNDS * 10, 1.0e-200)),
    erlang:display(strings(?ROUNDS, "")),
    erlang:display(trees(?ROUNDS div 10, 0)),
    erlang:display(sliding(?ROUNDS * 10, [])),
    erlang:display(setelements(?ROUNDS * 5, list_to_tuple(lists:seq(1, 40)))),
    erlang:display(check(Kept)).

check({kept, L, S, F, G, B, Fun, R}) -> {lists:sum(L), S, F, G, B, Fun(a), is_reference(R)}.

lists_(0, Sum) -> Sum;
lists_(N, Sum) ->
    L = lists:seq(1, 200),
    M = lists:map(fun(X) -> {X, N} end, L),
    R = lists:reverse(M),
    lists_(N - 1, Sum + length(R) + element(1, hd(R))).

tuples_(0, T) -> T;
tuples_(N, _) -> tuples_(N - 1, list_to_tuple([{N, I, [I]} || I <- lists:seq(1, 10)])).

closures(0, F) -> F(0);
closures(N, _) when N rem 10 =:= 0 -> closures(N - 1, fun(X) -> X + N end);
closures(N, F) -> closures(N - 1, fun(X) -> F(X) + N end).

bigs(0, A) -> A rem 1000000007;
bigs(N, A) when A > 1 bsl 2000 -> bigs(N - 1, A bsr 1900);
bigs(N, A) -> bigs(N - 1, A * 123456789123456789 + N).

floats(0, F) -> F;
floats(N, F) when F > 1.0e200 -> floats(N - 1, F * 1.0e-300);
floats(N, F) -> floats(N - 1, F * 1.5e3).

strings(0, S) -> length(S);
strings(N, S) when length(S) > 500 -> strings(N - 1, integer_to_list(N));
strings(N, S) -> strings(N - 1, S ++ integer_to_list(N * 1000003)).

trees(0, Sum) -> Sum;
trees(N, Sum) -> trees(N - 1, Sum + weigh(tree(8))).

tree(0) -> leaf;
tree(D) -> {tree(D - 1), D, tree(D - 1)}.

weigh(leaf) -> 1;
weigh({L, _, R}) -> weigh(L) + weigh(R).

%% A window over the newest items: old ones die one by one.
sliding(0, Window) -> {length(Window), lists:sum([X || {X, _} <- Window])};
sliding(N, Window) -> sliding(N - 1, [{N, [N, N + 1]} | lists:sublist(Window, 19)]).

setelements(0, T) -> lists:sum([X || X <- tuple_to_list(T), is_integer(X)]);
setelements(N, T) -> setelements(N - 1, setelement(N rem 40 + 1, T, N)).
