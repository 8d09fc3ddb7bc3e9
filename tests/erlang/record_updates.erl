%% SPDX-License-Identifier: Apache-2.0
%% Records: defaults that are expressions, updates of one and of many fields, nested records, matching in heads and guards.
-module(record_updates).
-export([main/0]).

-record(point, {x = 0, y = 0}).
-record(line, {from = #point{}, to = #point{x = 1, y = 1}, name = "line" ++ "s"}).
-record(wide, {a = 1, b, c = [], d = {}, e = #{}, f = <<"f">>, g = 2.5, h = fun erlang:abs/1, i, j = make(), k}).
-record(empty, {}).

main() ->
    erlang:display([#point{}, #point{x = 3}, #line{}, #empty{}]),
    erlang:display(#wide{_ = all}),
    erlang:display(#wide{b = one, _ = rest}),
    W = outcome:id(#wide{}),
    erlang:display(W),
    erlang:display(W#wide{a = 2}),
    erlang:display(W#wide{k = 11, a = one, f = six}),
    erlang:display(W#wide{a = 1, b = 2, c = 3, d = 4, e = 5, f = 6, g = 7, h = 8, i = 9, j = 10, k = 11}),
    L = outcome:id(#line{}),
    erlang:display((L#line.to)#point.x),
    Moved = L#line{from = (L#line.from)#point{x = 7}, to = move(L#line.to, 2, 3)},
    erlang:display([Moved, L]),
    erlang:display(move_times(1000, L)),
    erlang:display([kind(X) || X <- [L, Moved, #point{}, #point{x = 5}, #empty{}, {point, 1}, {point}, point, {line, 1, 2, 3},
                                     #wide{a = a}, {empty, 1}]]),
    erlang:display([record_info(size, wide), record_info(fields, line), #wide.g, #point.y]),
    erlang:display([is_record(L, line), is_record(L, point), is_record(outcome:id({point, 1, 2}), point),
                    is_record(outcome:id({point, 1}), point), is_record(outcome:id({point, 1, 2, 3}), point, 4)]),
    erlang:display([outcome:'of'(fun() -> (outcome:id(X))#point.x end) || X <- [#point{x = 1}, {point, 1}, {}, a, #line{}]]),
    erlang:display([outcome:'of'(fun() -> (outcome:id(X))#point{x = new} end) || X <- [#point{y = 1}, {point, 1}, 17, #empty{}]]),
    erlang:display(lists:keysort(#point.y, [#point{x = X, y = X * X rem 7} || X <- lists:seq(1, 8)])),
    erlang:display([X || #point{x = X, y = 0} <- [#point{x = 1}, #line{}, #point{x = 2, y = 1}, #point{x = 3}]]),
    Table = maps:from_list([{#point{x = X}, X} || X <- [1, 2, 3]]),
    #{#point{x = 2} := Two} = Table,
    erlang:display(Two).

make() -> {made, length("four")}.

move(P = #point{x = X, y = Y}, Dx, Dy) -> P#point{x = X + Dx, y = Y + Dy}.

move_times(0, L) -> L;
move_times(N, L = #line{to = To}) -> move_times(N - 1, L#line{to = move(To, 1, -N)}).

kind(#line{from = #point{x = X}}) when X > 5 -> far_line;
kind(#line{}) -> line;
kind(#point{x = X} = P) when P#point.y =:= 0, X =/= 0 -> on_axis;
kind(P) when is_record(P, point) -> point;
kind(#empty{}) -> empty;
kind(T) when element(1, T) =:= point -> nearly;
kind(#wide{a = A, j = {made, _}}) -> A;
kind(_) -> other.
