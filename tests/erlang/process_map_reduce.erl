%% SPDX-License-Identifier: Apache-2.0
%%
%% Map-reduce and other divided work: words counted, matrices multiplied, lists sorted, queens placed, sums searched.
-module(process_map_reduce).
-export([main/0]).

main() ->
    erlang:display({words, words()}),
    erlang:display({matrix, matrix(6)}),
    erlang:display({sorted, merge_sort([X * 7919 rem 1009 || X <- lists:seq(1, 200)]) =:= lists:sort([X * 7919 rem 1009 || X <- lists:seq(1, 200)])}),
    erlang:display({quick, quick_sort([5, 3, 9, 1, 5, 2, 8])}),
    erlang:display({queens, queens(6)}),
    erlang:display({primes, lists:sum(pmap(fun(N) -> case prime(N) of true -> N; false -> 0 end end, lists:seq(2, 200)))}),
    erlang:display({fib, fib(12)}),
    erlang:display({failing, catch pmap(fun(X) -> 10 div X end, [1, 2, 5])}),
    erlang:display({failed, try pmap(fun(X) -> 10 div X end, [1, 0, 5]) catch C:R -> {C, R} end}),
    erlang:display({first, first([30, 1, 40])}),
    erlang:display({tree, tree_sum({{{1, 2}, 3}, {4, {5, {6, 7}}}})}).

pmap(F, List) ->
    Refs = [element(2, spawn_monitor(fun() -> exit({ok, F(X)}) end)) || X <- List],
    [receive {'DOWN', R, _, _, {ok, V}} -> V; {'DOWN', R, _, _, {Reason, _}} -> exit(Reason) end || R <- Refs].

words() ->
    Texts = ["the cat and the dog", "a dog and a bird", "the bird the bird"],
    Self = self(),
    Reducers = list_to_tuple([spawn(fun() -> reduce(length(Texts), #{}) end) || _ <- [1, 2, 3]]),
    [spawn(fun() ->
                   [element(erlang:phash2(W, 3) + 1, Reducers) ! {word, W} || W <- string:lexemes(T, " ")],
                   [R ! finished || R <- tuple_to_list(Reducers)]
           end) || T <- Texts],
    [R ! {result, Self} || R <- tuple_to_list(Reducers)],
    lists:sort(lists:append([receive {R, Counts} -> maps:to_list(Counts) end || R <- tuple_to_list(Reducers)])).

reduce(0, Counts) -> receive {result, To} -> To ! {self(), Counts} end;
reduce(Left, Counts) ->
    receive
        {word, W} -> reduce(Left, Counts#{W => maps:get(W, Counts, 0) + 1});
        finished -> reduce(Left - 1, Counts)
    end.

matrix(N) ->
    A = [[I + J || J <- lists:seq(1, N)] || I <- lists:seq(1, N)],
    B = [[I * J rem 5 || J <- lists:seq(1, N)] || I <- lists:seq(1, N)],
    Columns = [[lists:nth(J, Row) || Row <- B] || J <- lists:seq(1, N)],
    pmap(fun(Row) -> pmap(fun(Column) -> lists:sum([X * Y || {X, Y} <- lists:zip(Row, Column)]) end, Columns) end, A).

merge_sort([]) -> [];
merge_sort([X]) -> [X];
merge_sort(List) ->
    {L, R} = lists:split(length(List) div 2, List),
    [A, B] = case length(List) > 25 of true -> pmap(fun merge_sort/1, [L, R]); false -> [merge_sort(L), merge_sort(R)] end,
    lists:merge(A, B).

quick_sort([]) -> [];
quick_sort([P | Rest]) ->
    [A, B] = pmap(fun quick_sort/1, [[X || X <- Rest, X < P], [X || X <- Rest, X >= P]]),
    A ++ [P | B].

queens(N) -> lists:sum(pmap(fun(C) -> place(N, 2, [C]) end, lists:seq(1, N))).
place(N, Row, Placed) when Row > N, Placed =/= [] -> 1;
place(N, Row, Placed) -> lists:sum([place(N, Row + 1, [C | Placed]) || C <- lists:seq(1, N), safe(C, 1, Placed)]).
safe(_, _, []) -> true;
safe(C, D, [P | Placed]) -> C =/= P andalso abs(C - P) =/= D andalso safe(C, D + 1, Placed).

prime(N) -> lists:all(fun(D) -> N rem D =/= 0 end, lists:seq(2, trunc(math:sqrt(N)))).

fib(N) when N < 2 -> N;
fib(N) when N < 6 -> fib(N - 1) + fib(N - 2);
fib(N) -> lists:sum(pmap(fun fib/1, [N - 1, N - 2])).

%% The first answer wins; the others are ended.
first(Times) ->
    Self = self(),
    Ref = make_ref(),
    Pids = [spawn(fun() -> receive after T * 20 -> Self ! {Ref, T} end end) || T <- Times],
    Winner = receive {Ref, T} -> T end,
    [exit(P, kill) || P <- Pids],
    Winner.

tree_sum({L, R}) -> lists:sum(pmap(fun tree_sum/1, [L, R]));
tree_sum(N) -> N.
