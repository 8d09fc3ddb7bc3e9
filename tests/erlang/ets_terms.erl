%% SPDX-License-Identifier: Apache-2.0
%%
%% Every kind of term as key and as value; what is in a table is a copy.
-module(ets_terms).
-export([main/0]).

main() ->
    Local = fun(X) -> X + 1 end,
    Terms = [a, [], {}, 1, -1, 1.0, 0.0, 1.0e300, 1 bsl 59, 1 bsl 64, -(1 bsl 200), "text", [a | b], {a, {b, {c}}}, <<>>, <<1, 2, 3>>, <<5:3>>,
        binary:copy(<<"long">>, 50), self(), make_ref(), Local, fun lists:map/2, #{}, #{a => 1}, maps:from_list([{N, N} || N <- lists:seq(1, 100)]),
        [lists:seq(1, 50), {[{}], "deep"}], lists:duplicate(30, {x, 1.5, <<"y">>})],
    [begin
        T = ets:new(t, [Type]),
        [ets:insert(T, {K, K, [K]}) || K <- Terms],
        erlang:garbage_collect(),
        erlang:display({Type, ets:info(T, size), [K || K <- Terms, ets:lookup(T, K) =/= [{K, K, [K]}]], lists:sort(ets:tab2list(T)) == lists:sort([{K, K, [K]} || K <- ets_keys(Type, Terms)])}),
        [ets:delete(T, K) || K <- Terms],
        erlang:display(ets:tab2list(T))
     end || Type <- [set, ordered_set, bag, duplicate_bag]],
    binaries(),
    zeros(),
    funs(Local),
    large().

%% 1 and 1.0 are one key of an ordered set: the last one stays.
ets_keys(ordered_set, Terms) -> Terms -- [1];
ets_keys(_, Terms) -> Terms.

binaries() ->
    T = ets:new(t, [bag]),
    Whole = binary:copy(<<"0123456789">>, 100),
    <<_:5/binary, Part:500/binary, _/binary>> = Whole,
    ets:insert(T, [{1, Whole}, {1, Part}, {2, 3}, {1, Whole, x}]),
    erlang:garbage_collect(),
    erlang:display({[Size || {_, Size, _} <- ets:info(T, binary)], [is_integer(R) || {_, _, R} <- ets:info(T, binary)]}),
    erlang:display({ets:lookup_element(T, 1, 2) =:= [Whole, Part, Whole] orelse lists:sort(ets:lookup_element(T, 1, 2)) =:= lists:sort([Whole, Part, Whole])}),
    ets:delete(T, 1),
    erlang:display(ets:info(T, binary)).

zeros() ->
    T = ets:new(t, []),
    ets:insert(T, {0.0, plus}),
    ets:insert(T, {-0.0, minus}),
    erlang:display({ets:info(T, size), ets:lookup(T, 0.0), ets:lookup(T, 0)}).

funs(Local) ->
    T = ets:new(t, []),
    X = 10,
    ets:insert(T, [{local, Local}, {closure, fun(Y) -> X + Y end}, {external, fun erlang:abs/1}]),
    erlang:display([(element(2, hd(ets:lookup(T, K))))(-5) || K <- [local, closure, external]]).

large() ->
    T = ets:new(t, []),
    Tuple = list_to_tuple(lists:seq(1, 5000)),
    ets:insert(T, Tuple),
    Deep = lists:foldl(fun(N, Acc) -> {N, [Acc]} end, end_, lists:seq(1, 3000)),
    ets:insert(T, {deep, Deep}),
    erlang:display({ets:lookup(T, 1) =:= [Tuple], ets:lookup_element(T, 1, 5000), ets:lookup(T, deep) =:= [{deep, Deep}], ets:update_element(T, 1, {5000, Deep}), ets:lookup_element(T, 1, 5000) =:= Deep}).
