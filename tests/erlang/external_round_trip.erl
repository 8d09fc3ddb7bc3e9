%% SPDX-License-Identifier: Apache-2.0
%% Terms of all kinds, nested at random, written and read again with all options; deep and long ones; and how much of the
%% bytes is used.
-module(external_round_trip).
-export([main/0]).

-ifdef(SMALL).
-define(ROUNDS, 30).
-define(DEPTH, 3000).
-define(LENGTH, 5000).
-else.
-define(ROUNDS, 400).
-define(DEPTH, 200000).
-define(LENGTH, 300000).
-endif.

main() ->
    erlang:display(rounds(?ROUNDS, 4711, 0)),
    Deep = nest(?DEPTH, []),
    erlang:display([binary_to_term(term_to_binary(T)) =:= T || T <- [Deep, wrap(?DEPTH, a), maps_of(?DEPTH, #{})]]),
    Long = lists:seq(1, ?LENGTH),
    Bin = term_to_binary(Long),
    erlang:display({byte_size(Bin), erlang:phash2(Bin), binary_to_term(Bin) =:= Long}),
    Map = maps:from_list([{{K}, integer_to_list(K)} || K <- lists:seq(1, ?LENGTH div 5)]),
    MapBin = term_to_binary(Map),
    erlang:display({byte_size(MapBin), erlang:phash2(MapBin), binary_to_term(MapBin) =:= Map}),
    Ordered = term_to_binary(Map, [deterministic]),
    erlang:display({erlang:phash2(Ordered), Ordered =:= MapBin, binary_to_term(Ordered) =:= Map}),
    erlang:display(binary_to_term(<<Bin/binary, "more">>, [used]) =:= {Long, byte_size(Bin)}).

rounds(0, _, Sum) -> Sum;
rounds(N, Seed, Sum) ->
    {Term, Next} = term(Seed, 4),
    Bin = term_to_binary(Term),
    Size = byte_size(Bin),
    Term = binary_to_term(Bin),
    {Term, Size} = binary_to_term(<<Bin/binary, 0>>, [used, safe]),
    Size = erlang:external_size(Term),
    lists:foreach(
        fun(Options) ->
            Variant = term_to_binary(Term, Options),
            true = binary_to_term(Variant) == Term,
            Variant = iolist_to_binary(term_to_iovec(Term, Options)),
            {_, Used} = binary_to_term(<<Variant/binary, 1, 2, 3>>, [used]),
            Used = byte_size(Variant)
        end,
        [[], [compressed], [{compressed, 1}], [{compressed, 9}, {minor_version, 2}], [{minor_version, 0}], [deterministic, {minor_version, 2}]]),
    rounds(N - 1, Next, (Sum + erlang:phash2(Bin, 1 bsl 32)) band 16#FFFFFFFF).

next(Seed) -> (Seed * 1103515245 + 12345) band 16#7FFFFFFF.

term(Seed, 0) -> leaf((Seed bsr 8) rem 9, next(Seed));
term(Seed, Depth) ->
    Next = next(Seed),
    case (Seed bsr 7) rem 7 of
        0 -> term(Next, 0);
        1 -> {List, S} = list((Next bsr 5) rem 8, Next, Depth - 1), {List, S};
        2 -> {List, S} = list((Next bsr 5) rem 6, Next, Depth - 1), {list_to_tuple(List), S};
        3 -> {List, S} = list((Next bsr 5) rem 5, Next, Depth - 1), {maps:from_list([{K, {K}} || K <- List]), S};
        4 -> {A, S1} = term(Next, Depth - 1), {B, S2} = term(S1, Depth - 1), {[A | B], S2};
        5 -> {A, S} = term(Next, Depth - 1), {maps:from_list([{K, A} || K <- lists:seq(1, 30 + (Next bsr 9) rem 10)]), S};
        6 -> term(Next, Depth - 1)
    end.

list(0, Seed, _) -> {[], Seed};
list(N, Seed, Depth) ->
    {Head, S1} = term(Seed, Depth),
    {Tail, S2} = list(N - 1, S1, Depth),
    {[Head | Tail], S2}.

leaf(0, S) -> {S, S};
leaf(1, S) -> {-(S * S * S), S};
leaf(2, S) -> {S bsl (S rem 300), S};
leaf(3, S) -> {S / 7, S};
leaf(4, S) -> {<<S:(S rem 200)>>, S};
leaf(5, S) -> {element(1 + S rem 5, {a, 'b c', 'é', '', undefined}), S};
leaf(6, S) -> {integer_to_list(S), S};
leaf(7, S) -> {binary:copy(<<S:16>>, 1 + (S bsr 9) rem 60), S};
leaf(8, S) -> {element(1 + S rem 3, {[], {}, #{}}), S}.

nest(0, T) -> T;
nest(N, T) -> nest(N - 1, [T]).

wrap(0, T) -> T;
wrap(N, T) -> wrap(N - 1, {T, N}).

maps_of(0, T) -> T;
maps_of(N, T) -> maps_of(N - 1, #{v => T}).
