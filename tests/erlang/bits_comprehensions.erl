%% SPDX-License-Identifier: Apache-2.0
%% Binary comprehensions: from lists, from bitstrings, nested, filtered, of parts that are not whole bytes, with
%% generators that stop at what does not match, and results past the size of a short binary.
-module(bits_comprehensions).
-export([main/0]).

main() ->
    List = outcome:id(lists:seq(1, 20)),
    Bin = outcome:id(<<1, 2, 3, 250, 251, 252>>),
    erlang:display(<< <<X>> || X <- List >>),
    erlang:display(<< <<X:3>> || X <- List >>),
    erlang:display(<< <<X:16/little>> || X <- List, X rem 3 =:= 0 >>),
    erlang:display(<< <<(X bxor 255)>> || <<X>> <= Bin >>),
    erlang:display([X || <<X:4>> <= Bin]),
    erlang:display([{X, Y} || <<X:3, Y:5/signed>> <= Bin, X > 0]),
    erlang:display(<< <<Y:4, X:4>> || <<X:4, Y:4>> <= Bin >>),
    erlang:display(<< <<X, Y>> || <<X>> <= Bin, Y <- [1, 2], X < 10 >>),
    erlang:display(<< <<(<< <<B:1>> || <<B:1>> <= <<X>>, B =:= 1 >>)/bits>> || <<X>> <= Bin >>),
    erlang:display([<< <<X:1>> || _ <- lists:seq(1, X) >> || X <- [0, 1, 7, 8, 9]]),
    erlang:display([X || <<X:16>> <= outcome:id(<<1, 2, 3, 4, 5>>)]),
    erlang:display([X || <<1, X>> <= outcome:id(<<1, 2, 1, 3, 2, 4, 1, 5>>)]),
    erlang:display([{Key, Value} || <<Size, Key:Size/binary, Value:16>> <= outcome:id(<<1, $a, 7:16, 3, "bcd", 8:16, 9, "short">>)]),
    erlang:display(<< <<X/utf8>> || X <- "käse", X > $a >>),
    erlang:display([X || <<X/utf8>> <= outcome:id(<<"grün"/utf8>>)]),
    erlang:display(<< <<X:32/float>> || X <- [1.5, 2, -0.25] >>),
    erlang:display([X || <<X:32/float-little>> <= outcome:id(<<1.5:32/float-little, -1:32, 2.5:32/float-little>>)]),
    erlang:display(<< <<(part(X))/bits>> || X <- outcome:id([<<1>>, <<2:3>>, <<>>, <<3, 4>>]) >>),
    erlang:display(erlang:phash2(<< <<X:N>> || X <- lists:seq(1, 200), N <- [1, 5, 9] >>)),
    Many = << <<X:24>> || X <- lists:seq(1, many()) >>,
    erlang:display({byte_size(Many) div many(), lists:sum([X || <<X:24>> <= Many]) div many()}),
    erlang:display(matrix(6)),
    erlang:display([outcome:class(fun() -> << <<X>> || X <- outcome:id([1, a]) >> end),
                    outcome:class(fun() -> << <<X/binary>> || X <- outcome:id([<<1>>, <<1:1>>]) >> end),
                    outcome:class(fun() -> << <<X>> || <<X>> <= outcome:id(no) >> end)]).

part(X) -> X.

-ifdef(SMALL).
many() -> 300.
-else.
many() -> 50000.
-endif.

%% Transposed twice.
matrix(N) ->
    M = << <<(X * N + Y)>> || X <- lists:seq(0, N - 1), Y <- lists:seq(0, N - 1) >>,
    T = transpose(M, N),
    {M, T, transpose(T, N) =:= M}.

transpose(M, N) ->
    << <<(at(M, Y * N + X))>> || X <- lists:seq(0, N - 1), Y <- lists:seq(0, N - 1) >>.

at(Bin, Index) ->
    <<_:Index/binary, X, _/binary>> = Bin,
    X.
