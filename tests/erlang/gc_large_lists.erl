%% SPDX-License-Identifier: Apache-2.0
%% Lists far larger than any young block: built by tail calls, by body recursion and by BIFs, walked, turned round and
%% dropped.
-module(gc_large_lists).
-export([main/0]).

-ifdef(SMALL).
-define(SIZE, 300).
-else.
-define(SIZE, 1000000).
-endif.

main() ->
    Forward = up(1, ?SIZE),
    Backward = down(1, ?SIZE, []),
    erlang:display({length(Forward), sum(Forward, 0)}),
    erlang:display({length(Backward), sum(Backward, 0)}),
    erlang:display(lists:reverse(Backward) =:= Forward),
    Doubled = [X * 2 || X <- Forward],
    erlang:display(sum(Doubled, 0)),
    Pairs = pairs(Forward, Backward),
    erlang:display(lists:foldl(fun({A, B}, S) -> S + A * B rem 7 end, 0, Pairs)),
    erlang:display(length(Forward ++ Backward)),
    erlang:display(sum(lists:sort(Backward), 0)),
    erlang:display(hd(lists:sort(Backward))),
    String = lists:duplicate(?SIZE, $x),
    erlang:display(byte_size(list_to_binary(String))),
    erlang:display(binary_to_list(list_to_binary(String)) =:= String),
    erlang:display(tuple_size(list_to_tuple(Forward))),
    erlang:display(tuple_to_list(list_to_tuple(Forward)) =:= Forward),
    erlang:display(filter_often(20, Forward)).

up(I, Max) when I > Max -> [];
up(I, Max) -> [I | up(I + 1, Max)].

down(I, Max, List) when I > Max -> List;
down(I, Max, List) -> down(I + 1, Max, [I | List]).

sum([], S) -> S;
sum([H | T], S) -> sum(T, S + H).

pairs([A | As], [B | Bs]) -> [{A, B} | pairs(As, Bs)];
pairs([], []) -> [].

filter_often(0, List) -> length(List);
filter_often(N, List) -> filter_often(N - 1, [X || X <- List, X rem 25 =/= N]).
