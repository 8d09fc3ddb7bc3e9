%% SPDX-License-Identifier: Apache-2.0
%% Body recursion a million levels deep: small and wide frames, through funs, another module and
%% mutual recursion, with building of results on the way back, in several processes at once, and
%% an exception from the bottom.
-module(deep_recursion).
-export([main/0]).

-ifdef(SMALL).
-define(DEPTH, 3000).
-else.
-define(DEPTH, 1000000).
-endif.

main() ->
    erlang:display(count(?DEPTH)),
    erlang:display(length(build(?DEPTH))),
    erlang:display(wide(?DEPTH div 4, 1, 2, 3, 4, 5, 6)),
    erlang:display(ping(?DEPTH div 4)),
    erlang:display(through_fun(?DEPTH div 4, fun(N) -> N - 1 end)),
    erlang:display(floats(?DEPTH div 4)),
    erlang:display(outcome:'of'(fun() -> throws(?DEPTH div 2) end)),
    erlang:display(catches(?DEPTH div 20)),
    Me = self(),
    [spawn(fun() -> Me ! {deep, I, count(?DEPTH div 8 + I)} end) || I <- [1, 2, 3]],
    erlang:display([receive {deep, I, V} -> V - I end || I <- [1, 2, 3]] =:= lists:duplicate(3, ?DEPTH div 8)),
    %% Down and up again many times, so that the stack grows and shrinks.
    erlang:display(lists:sum([count(D) || D <- [1, 10, 100, 1000, ?DEPTH div 10, 10, ?DEPTH div 20, 1]])),
    erlang:display(lists:foldr(fun(X, A) -> X + A end, 0, lists:seq(1, ?DEPTH div 4))).

count(0) -> 0;
count(N) -> 1 + count(N - 1).

build(0) -> [];
build(N) -> [{N} | build(N - 1)].

wide(0, A, B, C, D, E, F) -> A + B + C + D + E + F;
wide(N, A, B, C, D, E, F) ->
    R = wide(N - 1, B, C, D, E, F, A),
    case N band 3 of
        0 -> R + A;
        1 -> R - B;
        2 -> R + C - D;
        3 -> R + E - F
    end.

ping(0) -> 0;
ping(N) -> pong(outcome:id(N) - 1) + 1.

pong(0) -> 0;
pong(N) ->
    V = ping(N - 1),
    V + 2.

through_fun(0, _) -> 0;
through_fun(N, F) -> 1 + through_fun(F(N), F).

floats(0) -> 0.0;
floats(N) -> 0.5 + floats(N - 1).

throws(0) -> throw(bottom);
throws(N) -> [throws(N - 1)].

%% A handler in every frame.
catches(0) -> error(bottom);
catches(N) ->
    try
        catches(N - 1) + 1
    catch
        error:bottom when N =:= 10 -> 100
    end.
