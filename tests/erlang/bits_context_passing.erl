%% SPDX-License-Identifier: Apache-2.0
%% A bitstring taken apart across many functions, kept in variables over calls, collections and exceptions: what one
%% function reads must not move another's place.
-module(bits_context_passing).
-export([main/0]).

-ifdef(SMALL).
-define(ROUNDS, 20).
-else.
-define(ROUNDS, 2000).
-endif.

main() ->
    Bin = << <<X>> || X <- lists:seq(1, 120) >>,
    erlang:display(header(Bin)),
    erlang:display(lookahead(Bin, [])),
    erlang:display(both(Bin, 0)),
    erlang:display(erlang:phash2(garbage(Bin, ?ROUNDS, []))),
    erlang:display(protect(Bin)),
    erlang:display(two(Bin, <<100, Bin/binary>>, [])),
    erlang:display(tree(outcome:id(<<2, 2, 0, 1, 0, 2, 2, 0, 3, 1, 0, 4>>))),
    erlang:display(fold(fun(X, A) -> [X | A] end, [], Bin)),
    erlang:display(even(Bin, 0)),
    erlang:display(returned(Bin)).

header(<<Version:4, Length:4, Rest/binary>>) ->
    {Options, Body} = options(Rest, Length, []),
    {Version, Options, checksum(Body, 0), body(Body)}.

options(Rest, 0, Acc) -> {lists:reverse(Acc), Rest};
options(<<Kind, Rest/binary>>, N, Acc) -> value(Rest, Kind, N, Acc).

value(Bin, Kind, N, Acc) when Kind < 100 ->
    case Bin of
        <<Value:Kind/binary, Rest/binary>> -> options(Rest, N - 1, [{Kind, Value} | Acc]);
        _ -> {[{short, Kind} | Acc], Bin}
    end;
value(Rest, Kind, _, Acc) -> {[{cut, Kind} | Acc], Rest}.

checksum(<<A:16, Rest/binary>>, Sum) -> checksum(Rest, (Sum + A) rem 65521);
checksum(<<A>>, Sum) -> (Sum + A) rem 65521;
checksum(<<>>, Sum) -> Sum.

body(<<A, _/binary>>) -> A;
body(<<>>) -> none.

%% The rest is read twice, by another function in between.
lookahead(<<A, Rest/binary>>, Acc) when A rem 40 =:= 0 ->
    Next = body(Rest),
    Sum = checksum(Rest, 0),
    lookahead(Rest, [{A, Next, Sum} | Acc]);
lookahead(<<_, Rest/binary>>, Acc) -> lookahead(Rest, Acc);
lookahead(<<>>, Acc) -> Acc.

both(<<A, Rest/binary>> = All, N) -> both(Rest, N + A + byte_size(All));
both(<<>>, N) -> N.

garbage(_, 0, Acc) -> Acc;
garbage(<<A, Rest/binary>>, N, Acc) ->
    Waste = [{X, <<X:16, A>>} || X <- lists:seq(1, A)],
    garbage(Rest, N - 1, [length(Waste) | Acc]);
garbage(<<>>, N, Acc) -> garbage(<<N, 3, N, 5, (<<N:600>>)/binary>>, N - 1, Acc).

protect(<<A, Rest/binary>>) ->
    Result = try middle(Rest) catch throw:X -> {thrown, X} end,
    {A, Result, checksum(Rest, 0)}.

middle(<<A, B, Rest/binary>>) when A < B -> throw({B, checksum(Rest, 0)});
middle(_) -> none.

two(<<A, As/binary>>, <<B, Bs/binary>>, Acc) when A < B -> two(As, <<B, Bs/binary>>, [A | Acc]);
two(As, <<B, Bs/binary>>, Acc) -> two(As, Bs, [-B | Acc]);
two(_, <<>>, Acc) -> erlang:phash2(Acc).

tree(Bin) ->
    {Tree, <<>>} = branch(Bin),
    Tree.

branch(<<0, Leaf, Rest/binary>>) -> {Leaf, Rest};
branch(<<N, Rest/binary>>) -> children(N, Rest, []).

children(0, Rest, Acc) -> {lists:reverse(Acc), Rest};
children(N, Bin, Acc) ->
    {Child, Rest} = branch(Bin),
    children(N - 1, Rest, [Child | Acc]).

fold(_, Acc, <<>>) -> erlang:phash2(Acc);
fold(Fun, Acc, <<X, Rest/binary>>) -> fold(Fun, Fun(X, Acc), Rest).

even(<<_, Rest/binary>>, N) -> odd(Rest, N + 1);
even(<<>>, N) -> {even, N}.

odd(<<A, Rest/binary>>, N) when A > 100 -> {big, even(Rest, N), A};
odd(<<_, Rest/binary>>, N) -> even(Rest, N + 1);
odd(<<>>, N) -> {odd, N}.

returned(<<A, Rest/binary>>) ->
    Pair = {A, Rest},
    {B, <<C, _/binary>>} = Pair,
    [B, C, byte_size(Rest)].
