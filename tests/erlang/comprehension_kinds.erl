%% SPDX-License-Identifier: Apache-2.0
%% List and bitstring comprehensions over lists, bitstrings and maps' pairs: several generators, filters that fail,
%% elements that do not match, and what is no generator.
-module(comprehension_kinds).
-export([main/0]).

main() ->
    erlang:display([{X, Y} || X <- [1, 2, 3], Y <- [a, b]]),
    erlang:display([{X, Y, Z} || X <- lists:seq(1, 20), Y <- lists:seq(X, 20), Z <- lists:seq(Y, 20), X * X + Y * Y =:= Z * Z]),
    erlang:display([X || {ok, X} <- [{ok, 1}, error, {ok, 2}, {ok}, {error, 3}, {ok, {ok, 4}}]]),
    erlang:display([X || X <- [1, a, 2.5, "s", 7], X > 1, X < 5]),
    erlang:display([X || X <- [1, a, [], {}, 3], X + 1 > 2]),
    erlang:display([X || X <- [1, 2, 3, 4], begin Y = X * X, Y > 4 end]),
    erlang:display([[Y || Y <- X, is_integer(Y)] || X <- [[1, a], [b], [2, 3]]]),
    erlang:display([X || <<X:4>> <= <<16#12, 16#ab, 16#cd>>]),
    erlang:display([X || <<1:1, X:7>> <= <<16#81, 16#02, 16#ff, 3:3>>]),
    erlang:display([{A, B} || <<A, B:16/little>> <= <<1, 2, 3, 4, 5, 6, 7, 8>>]),
    erlang:display([C || <<C/utf8>> <= <<"aé€😀"/utf8, 255, "b">>]),
    erlang:display([{L, B} || <<L, B:L/binary>> <= <<1, $a, 3, "bcd", 0, 2, "e">>]),
    erlang:display(<< <<(X * 2)>> || X <- [1, 2, 100, 200] >>),
    erlang:display(<< <<X:3>> || X <- lists:seq(0, 9), X rem 2 =:= 0 >>),
    erlang:display(<< <<B:8, A:8>> || <<A, B>> <= <<"abcdef">> >>),
    erlang:display(<< <<X/utf8>> || X <- [97, 233, 8364, 128512] >>),
    erlang:display(<< <<(bnot X):5>> || <<X:5>> <= <<16#12345678:32>> >>),
    erlang:display(<< <<A, B>> || <<A>> <= <<"ab">>, B <- [1, 2] >>),
    erlang:display(<< <<B/bitstring>> || B <- [<<1:1>>, <<2:2>>, <<3:3>>, <<"x">>] >>),
    erlang:display([{K, V + 1} || {K, V} <- maps:to_list(#{a => 1, b => 2, {c} => 3})]),
    erlang:display(maps:from_list([{V, K} || {K, V} <- maps:to_list(#{x => 1, y => 2})])),
    erlang:display(lists:sum([X * Y || X <- lists:seq(1, 100), Y <- lists:seq(1, 20), (X + Y) rem 3 =:= 0])),
    erlang:display(byte_size(<< <<X:16>> || X <- lists:seq(1, 3000) >>)),
    erlang:display([X || {X, X} <- [{1, 1}, {1, 2}, {a, a}, {1, 1.0}]]),
    erlang:display([X || X <- [], throw(never)]),
    erlang:display(sieve(100)),
    erlang:display(quick_sort([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9])),
    erlang:display(permutations([1, 2, 3, 4])),
    Fails = [fun() -> [X || X <- outcome:id(atom)] end, fun() -> [X || X <- outcome:id([1, 2 | 3])] end,
             fun() -> [X || X <- outcome:id([1, 2]), outcome:id(maybe_not)] end,
             fun() -> [X || <<X>> <= outcome:id(not_binary)] end, fun() -> << <<X>> || X <- outcome:id({}) >> end,
             fun() -> << <<X>> || X <- outcome:id([1, a]) >> end, fun() -> [1 / X || X <- outcome:id([1, 0])] end,
             fun() -> << <<X/binary>> || X <- outcome:id([<<1:7>>]) >> end,
             fun() -> [X || X <- outcome:id([1]), X andalso outcome:id(1)] end],
    [erlang:display(outcome:'of'(F)) || F <- Fails].

sieve(N) -> sieve_list(lists:seq(2, N)).
sieve_list([P | Rest]) -> [P | sieve_list([X || X <- Rest, X rem P =/= 0])];
sieve_list([]) -> [].

quick_sort([]) -> [];
quick_sort([P | T]) -> quick_sort([X || X <- T, X < P]) ++ [P] ++ quick_sort([X || X <- T, X >= P]).

permutations([]) -> [[]];
permutations(L) -> [[H | T] || H <- L, T <- permutations(L -- [H])].
