%% SPDX-License-Identifier: Apache-2.0
%% Small maps with atoms as keys, used like records: bodies that move, read by pattern and updated; a map made afresh in
%% each step; guards and BIFs on maps.
-module(maps_atoms).
-export([run/0, iterations/0]).

iterations() -> 20.

run() -> {move(60000, body(1), body(7)), shapes(60000, 0), settings(60000, #{depth => 3, width => 5, mode => fast, name => main, limit => 17, trace => off}, 0)}.

body(N) -> #{x => N, y => N * 2, vx => 3, vy => 5, mass => N + 10, name => body}.

move(0, #{x := X, y := Y}, #{x := U, y := V}) -> {X, Y, U, V};
move(N, A, B) -> move(N - 1, step(A, B), step(B, A)).

step(#{x := X, y := Y, vx := VX, vy := VY, mass := M} = Body, #{x := U, y := V}) ->
    Body#{x := (X + VX) band 16#FFFF, y := (Y + VY) band 16#FFFF, vx := (VX + (U - X) * M) rem 1000, vy := (VY + (V - Y) * M) rem 1000}.

shapes(0, Sum) -> Sum;
shapes(N, Sum) when N rem 3 =:= 0 -> shapes(N - 1, Sum + area(#{type => circle, radius => N band 15}));
shapes(N, Sum) when N rem 3 =:= 1 -> shapes(N - 1, Sum + area(#{type => box, width => N band 15, height => 3}));
shapes(N, Sum) -> shapes(N - 1, Sum + area(#{type => point})).

area(#{type := circle, radius := R}) -> 3 * R * R;
area(#{type := box, width := W, height := H}) -> W * H;
area(#{type := point} = P) when map_size(P) =:= 1, not is_map_key(radius, P) -> 1.

settings(0, _, Sum) -> Sum;
settings(N, S, Sum) when map_get(depth, S) > 2, is_map_key(trace, S) ->
    settings(N - 1, S#{last => N}, Sum + maps:get(limit, S) + maps:get(missing, S, 1)).
