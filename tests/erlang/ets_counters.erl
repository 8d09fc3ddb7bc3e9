%% SPDX-License-Identifier: Apache-2.0
%%
%% update_counter and update_element, with all their forms.
-module(ets_counters).
-export([main/0]).

main() ->
    [type(Type) || Type <- [set, ordered_set]],
    loop().

type(Type) ->
    T = ets:new(t, [Type]),
    Max = (1 bsl 59) - 1,
    ets:insert(T, [{a, 1, 2, x}, {big, Max, Max * Max, <<"other">>}, {f, 1.0}]),
    [erlang:display({Op, catch_reason(fun() -> ets:update_counter(T, a, Op) end), ets:lookup(T, a)}) || Op <-
        [1, -3, {2, 5}, {3, -1}, [{2, 1}, {3, 1}, {2, 1}], [], {2, 10, 12, 0}, {2, -1, 0, 100}, {2, 1, 1000, 7}, {2, 1 bsl 70}, {2, -(1 bsl 70)},
         {2, 0}, {4, 1}, {5, 1}, [{2, 1}, {4, 1}], [{2, 1, 0, 1 bsl 65}], {2, -1}, {2, 1, 1 bsl 90, 5}]],
    [erlang:display({ets:update_counter(T, big, Op), ets:lookup(T, big)}) || Op <- [1, -1, {3, 1}, {3, 0}, {2, Max}, [{2, 0}, {3, 0}], {3, -(Max * Max) - 1}]],
    erlang:display({ets:update_counter(T, new, {2, 5}, {k, 10}), ets:update_counter(T, new, 1, {k, 10}), ets:lookup(T, new)}),
    erlang:display({ets:update_counter(T, list, [{2, 5}, {3, 1}], {k, 0, 0, "rest"}), ets:lookup(T, list), ets:update_counter(T, none, [], {k, 9}), ets:lookup(T, none)}),
    erlang:display({catch_reason(fun() -> ets:update_counter(T, f, 1) end), ets:lookup(T, f)}),
    erlang:display([ets:update_element(T, a, E) || E <- [{2, new}, [{2, [list]}, {3, {t}}], []]]),
    erlang:display({ets:lookup(T, a), ets:update_element(T, nobody, {2, x}), ets:update_element(T, big, {4, binary:copy(<<"z">>, 100)}), ets:lookup(T, big)}).

catch_reason(F) -> try F() catch error:R -> R end.

loop() ->
    T = ets:new(t, [public]),
    ets:insert(T, {hits, 0}),
    Me = self(),
    Pids = [spawn(fun() -> [ets:update_counter(T, hits, 1) || _ <- lists:seq(1, 100)], Me ! {done, self()} end) || _ <- lists:seq(1, 10)],
    [receive {done, P} -> ok end || P <- Pids],
    erlang:display(ets:lookup(T, hits)).
