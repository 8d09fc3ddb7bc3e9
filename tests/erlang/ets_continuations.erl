%% SPDX-License-Identifier: Apache-2.0
%%
%% Parts of hash tables: how they are cut, what is left for the next, and what becomes of stale continuations.
-module(ets_continuations).
-export([main/0]).

main() ->
    T = ets:new(t, []),
    ets:insert(T, [{N, N rem 3} || N <- lists:seq(1, 900)]),
    [erlang:display({F, N, erlang:phash2(all(ets:F(T, [{{'$1', 1}, [], ['$1']}], N), F))}) || N <- [1, 2, 3, 7, 10, 100, 400, 1000], F <- [select, select_reverse]],
    erlang:display(lists:sublist(all(ets:select(T, [{{'$1', 1}, [], ['$1']}], 7), select), 5)),
    erlang:display({shape(ets:select(T, [{{'$1', 1}, [], ['$1']}], 3)), shape(ets:select_reverse(T, [{{'$1', 1}, [], ['$1']}], 3))}),
    erlang:display(ets:select(T, [{{5, '$1'}, [], ['$1']}], 3)),
    erlang:display(ets:select(T, [{{5, '$1'}, [], ['$1']}, {{6, '$1'}, [], ['$1']}, {{5, '$1'}, [], [{{x, '$1'}}]}])),
    erlang:display(shape(ets:select(T, [{{5, '$1'}, [], ['$1']}, {{6, '$1'}, [], ['$1']}, {{1, '$1'}, [], [{{x, '$1'}}]}], 2))),
    erlang:display([ets:select(T, S, 2) || S <- [[{{5555, '$1'}, [], ['$1']}], [{{5, '$1'}, [{'>', '$1', 100}], ['$1']}], [], [{foo, [], [true]}], [{{'_'}, [], [true]}]]]),
    erlang:display({ets:match(T, {5, '$1'}, 2), ets:match(T, {'$2', '$1', '_'}), shape(ets:match(T, '_', 2)), shape(ets:match_object(T, {'_', 2}, 2))}),
    erlang:display({ets:match(ets:new(e, []), '_', 2), ets:select(ets:new(e, []), [{'_', [], ['$_']}]), ets:select('$end_of_table'), ets:match('$end_of_table')}),
    bad(T),
    stale(T),
    repair(T).

all('$end_of_table', _) -> [];
all({L, '$end_of_table'}, _) -> [L];
all({L, C}, F) -> [L | all(ets:F(C), F)].

shape({L, C}) when is_tuple(C) -> {L, [E || E <- tuple_to_list(C), not is_reference(E)]};
shape(Other) -> Other.

bad(T) ->
    {_, {Tid, B, N, Spec, Rest, Size}} = ets:select(T, [{'$1', [], ['$1']}], 3),
    [erlang:display(try ets:select(C) of {L, _} -> {ok, length(L)} catch error:E -> E end) || C <-
        [foo, {}, {1, 2, 3, 4, 5, 6}, {Tid, B, N, Spec, Rest}, {Tid, B, N, make_ref(), Rest, Size}, {Tid, -1, N, Spec, [], 0},
         {Tid, 1 bsl 40, N, Spec, Rest, Size}, {Tid, a, N, Spec, Rest, Size}, {Tid, B, a, Spec, Rest, Size}, {Tid, B, N, Spec, x, Size},
         {Tid, 3, [], 4, Spec, [], 0, 0}, {Tid, B, N, Spec, Rest, Size}, {nobody, B, N, Spec, Rest, Size}]].

stale(T) ->
    U = ets:new(u, []),
    ets:insert(U, ets:tab2list(T)),
    {_, C} = ets:select(U, [{'$1', [], ['$1']}], 3),
    ets:delete(U),
    erlang:display(try ets:select(C) catch error:E -> E end).

%% A continuation that has been sent around outside has lost its specification.
repair(T) ->
    Spec = [{'$1', [], ['$1']}],
    {_, C} = ets:select(T, Spec, 3),
    Repaired = ets:repair_continuation(setelement(4, C, make_ref()), Spec),
    erlang:display({element(1, ets:select(C)) =:= element(1, ets:select(Repaired)), ets:repair_continuation(C, Spec) =:= C}).
