%% SPDX-License-Identifier: Apache-2.0
%% Long-lived terms of every kind under churn, with collections of both kinds asked for in between: they get old at
%% different times, refer to each other across the generations, and are replaced bit by bit.
-module(gc_generations).
-export([main/0]).

-ifdef(SMALL).
-define(ROUNDS, 12).
-define(CHURN, 20).
-else.
-define(ROUNDS, 300).
-define(CHURN, 400).
-endif.

main() ->
    Old = terms(0),
    erlang:display(erlang:phash2(Old)),
    erlang:display(rounds(?ROUNDS, Old, [])),
    erlang:display(erlang:phash2(Old)),
    erlang:display(replace(?ROUNDS, list_to_tuple(Old), 0)),
    erlang:display(closures(?ROUNDS, fun(X) -> X end)),
    erlang:display(map(?ROUNDS, #{})).

%% One of each; what follows refers to what came before.
terms(N) ->
    Big = (N + 1) bsl 100,
    Float = (N + 1) * 1.0e200,
    Tuple = {N, Big, Float},
    Map = maps:from_list([{I, {I, Tuple}} || I <- lists:seq(1, 5)]),
    Large = maps:from_list([{{key, I}, [I | Tuple]} || I <- lists:seq(1, 40)]),
    Binary = list_to_binary(lists:duplicate(10, N)),
    Refc = list_to_binary(lists:duplicate(200, N rem 256)),
    <<_:3, Part:500/bits, _/bits>> = Refc,
    Improper = [Part, Binary | Refc],
    [Big, Float, Tuple, Map, Large, Binary, Refc, Part, Improper].

rounds(0, _, Kept) -> [erlang:phash2(K) || K <- Kept];
rounds(N, Old, Kept) ->
    churn(?CHURN),
    case N rem 7 of
        0 -> true = erlang:garbage_collect(self(), [{type, minor}]);
        3 -> true = erlang:garbage_collect();
        _ -> ok
    end,
    true = Old =:= terms(0),
    New = [{N, lists:nth(N rem 9 + 1, Old)} | lists:sublist(Kept, 5)],
    rounds(N - 1, Old, New).

churn(0) -> ok;
churn(N) ->
    L = [{I, N} || I <- lists:seq(1, 10)],
    10 = length(L),
    churn(N - 1).

replace(0, Tuple, Sum) -> {Sum, erlang:phash2(Tuple)};
replace(N, Tuple, Sum) ->
    I = N rem tuple_size(Tuple) + 1,
    New = setelement(I, Tuple, lists:nth(I, terms(N))),
    churn(?CHURN div 10),
    replace(N - 1, New, Sum + erlang:phash2(element(I, New), 1000)).

closures(0, F) -> F(0);
closures(N, F) ->
    Data = {N, [N]},
    churn(3),
    G = fun(X) -> {A, [B]} = Data, F(X + A + B) end,
    closures(N - 1, G).

map(0, Map) -> {map_size(Map), lists:sum([A || {A, _} <- maps:values(Map)])};
map(N, Map) ->
    churn(3),
    Next = Map#{N => {N, [N]}, (N div 2) => {0, Map}},
    map(N - 1, maps:map(fun(_, {A, _}) -> {A, small} end, Next)).
