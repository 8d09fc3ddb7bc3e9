%% SPDX-License-Identifier: Apache-2.0
%% Match contexts and parts of binaries in registers and on the stack while the collector moves what they point to:
%% short binaries move, long ones do not.
-module(bits_collections).
-export([main/0]).

-ifdef(SMALL).
-define(ROUNDS, 10).
-else.
-define(ROUNDS, 1500).
-endif.

main() ->
    Short = outcome:id(list_to_binary(lists:seq(1, 50))),
    Long = outcome:id(list_to_binary(lists:seq(1, 200))),
    [erlang:display({byte_size(B), sum(B, 0), listed(B), pairs(B, []), kept(B, []), deep(B)}) || B <- [Short, Long, <<1:3, Short/binary>>]],
    erlang:display(churn(?ROUNDS, Short, Long, 0)),
    erlang:display(grow(?ROUNDS, [])),
    garbage_collect(),
    erlang:display({Short =:= list_to_binary(lists:seq(1, 50)), erlang:phash2(Long)}).

waste(N) -> length(lists:seq(1, N * 3)).

sum(<<A, Rest/bits>>, Sum) ->
    _ = waste(A),
    sum(Rest, Sum + A);
sum(<<_/bits>>, Sum) -> Sum.

%% One frame for each byte, the context in each.
listed(Bin) -> erlang:phash2(frames(Bin)).

frames(<<A, Rest/bits>>) ->
    Tail = frames(Rest),
    [{A, bit_size(Rest), waste(3)} | Tail];
frames(<<Rest/bits>>) -> [Rest].

pairs(<<A:12, B:12, Rest/bits>>, Acc) -> pairs(Rest, [{A, [B, waste(2)]} | Acc]);
pairs(Rest, Acc) -> {erlang:phash2(Acc), Rest}.

kept(<<A:5/bits, Rest/bits>>, Acc) -> kept(Rest, [{waste(1), A, Rest} | Acc]);
kept(_, Acc) -> {erlang:phash2([{A, bit_size(R)} || {_, A, R} <- Acc]), length(lists:usort([A || {_, A, _} <- Acc]))}.

deep(Bin) ->
    <<A:10/binary, B/bits>> = Bin,
    W = waste(50),
    <<C:3/binary, D/bits>> = A,
    W1 = waste(50),
    <<E:9, F/bits>> = B,
    W2 = waste(50),
    {C, D, E, bit_size(F), W + W1 + W2, <<A/binary, B/bits>> =:= Bin}.

churn(0, _, _, Sum) -> Sum;
churn(N, Short, Long, Sum) ->
    <<_:(N rem 40)/binary, X:16, _/binary>> = Short,
    <<_:(N rem 190), Y:50/bits, _/bits>> = Long,
    Built = <<Y/bits, X:6, (waste(10)):8, Short/binary>>,
    <<Y:50/bits, Z:20, _/bits>> = Built,
    churn(N - 1, Short, Long, (Sum + Z + byte_size(Built)) band 16#FFFFFF).

grow(0, Kept) -> {length(Kept), erlang:phash2(Kept)};
grow(N, Kept) when length(Kept) > 30 -> grow(N, lists:sublist(Kept, 10));
grow(N, Kept) ->
    Bin = << <<X:(N rem 15 + 1)>> || X <- lists:seq(1, 60) >>,
    <<_:11, Part/bits>> = Bin,
    grow(N - 1, [{N, Part, <<Part/bits, N:16>>} | Kept]).
