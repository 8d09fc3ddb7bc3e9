%% SPDX-License-Identifier: Apache-2.0
%% Large maps sent to other processes, captured by funs, kept over collections, deep in one another, and hashed.
-module(maps_messages).
-export([main/0]).

-ifdef(SMALL).
-define(SIZE, 150).
-define(ROUNDS, 20).
-else.
-define(SIZE, 20000).
-define(ROUNDS, 300).
-endif.

main() ->
    Map = maps:from_list([{{key, K}, integer_to_list(K)} || K <- lists:seq(1, ?SIZE)]),
    Self = self(),
    Pids = [spawn(fun() -> serve(Self) end) || _ <- [1, 2, 3]],
    lists:foreach(fun(Pid) -> Pid ! {self(), Map} end, Pids),
    erlang:display([receive {Pid, Back, Size} -> {Back =:= Map#{extra => 1}, Size =:= ?SIZE} end || Pid <- Pids]),
    Captured = spawn_monitor(fun() -> exit({size, map_size(Map), maps:get({key, ?SIZE}, Map)}) end),
    receive {'DOWN', Ref, process, Pid, {size, Size, Value}} when {Pid, Ref} =:= Captured -> erlang:display({Size =:= ?SIZE, Value =:= integer_to_list(?SIZE)}) end,
    Versions = grow(?ROUNDS, #{}, []),
    erlang:display([map_size(V) || V <- Versions] =:= lists:seq(?ROUNDS, 1, -1)),
    erlang:display(lists:usort([maps:get(1, V) || V <- Versions])),
    Nested = nest(?ROUNDS, #{}),
    Self ! Nested,
    receive Received -> erlang:display({Received =:= Nested, depth(Received, 0)}) end,
    Fives = maps:from_list([{K, #{K => K}} || K <- lists:seq(1, 40)]),
    erlang:display([erlang:phash2(M) || M <- [#{}, #{a => 1}, #{1 => 1.0}, Fives, Fives#{x => Fives}, maps:remove(1, Fives), #{Fives => [Fives]}, [Fives | Fives]]]),
    erlang:display([erlang:phash2(M, 1000) || M <- [#{}, Fives, {Fives}]]),
    erlang:display(erlang:phash2(Map)),
    erlang:display(lists:sum(work(?ROUNDS, Map, []))).

serve(Parent) ->
    receive
        {Parent, Map} -> Parent ! {self(), Map#{extra => 1}, map_size(Map)}
    end.

grow(0, _, Versions) -> Versions;
grow(N, Map, Versions) ->
    Next = Map#{?ROUNDS + 1 - N => lists:seq(1, 20)},
    grow(N - 1, Next, [Next | Versions]).

nest(0, M) -> M;
nest(N, M) -> nest(N - 1, maps:from_list([{inner, M} | [{K, N} || K <- lists:seq(1, 34)]])).

depth(#{inner := M}, N) -> depth(M, N + 1);
depth(_, N) -> N.

%% Garbage between updates, so that collections meet tries that share most of their nodes.
work(0, _, Acc) -> Acc;
work(N, Map, Acc) ->
    Key = {key, 1 + N * 7919 rem ?SIZE},
    List = [X * 2 || X <- lists:seq(1, 200)],
    work(N - 1, Map#{Key => List}, [length(map_get(Key, Map)) | Acc]).
