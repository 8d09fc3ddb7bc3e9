%% SPDX-License-Identifier: Apache-2.0
%%
%% Lists of objects are inserted as a whole or not at all, whatever runs meanwhile.
-module(ets_insertions).
-export([main/0]).

-ifdef(SMALL).
-define(ROWS, 700).
-else.
-define(ROWS, 50000).
-endif.

main() ->
    [type(Type) || Type <- [set, ordered_set, duplicate_bag]],
    concurrent(),
    killed().

type(Type) ->
    T = ets:new(t, [Type]),
    Long = [{N, N} || N <- lists:seq(1, ?ROWS)],
    erlang:display({Type, ets:insert(T, Long), ets:info(T, size), lists:sort(ets:tab2list(T)) =:= Long}),
    erlang:display({ets:insert_new(T, [{new, 1} | Long]), ets:member(T, new), ets:insert_new(T, [{new, 1}, {1, 1}]), ets:member(T, new)}),
    erlang:display({ets:insert_new(T, [{-N, N} || N <- lists:seq(1, ?ROWS)]), ets:info(T, size)}),
    erlang:display([try ets:insert(T, Long ++ End) catch error:E:Trace -> {E, setelement(3, hd(Trace), length(element(3, hd(Trace))))} end || End <- [[x], x, [{}]]]),
    erlang:display({ets:insert(T, [{a, 1}, {a, 2}]), ets:lookup(T, a), ets:delete_all_objects(T), ets:info(T, size)}).

%% Whoever looks while a long list goes in sees all of it or nothing.
concurrent() ->
    T = ets:new(t, [public]),
    Me = self(),
    Reader = spawn(fun() -> read(T, Me, []) end),
    ets:insert(T, [{N, N} || N <- lists:seq(1, ?ROWS)]),
    Reader ! stop,
    receive {sizes, Sizes} -> erlang:display(lists:usort(Sizes) -- [0, ?ROWS]) end,
    Writer = spawn_monitor(fun() -> ets:insert(T, [{N, new} || N <- lists:seq(1, ?ROWS)]) end),
    mixed(T, Writer).

read(T, Me, Sizes) ->
    receive
        stop -> Me ! {sizes, Sizes}
    after 0 ->
        erlang:yield(),
        read(T, Me, [ets:info(T, size) | Sizes])
    end.

mixed(T, {P, Ref}) ->
    [{1, First}] = ets:lookup(T, 1),
    [{?ROWS, Last}] = ets:lookup(T, ?ROWS),
    (First =:= new) =:= (Last =:= new) orelse ets:lookup(T, 1) =:= [{1, new}] orelse erlang:display(half),
    receive
        {'DOWN', Ref, _, P, normal} -> erlang:display(ets:select_count(T, [{{'_', new}, [], [true]}]) =:= ?ROWS)
    after 0 -> mixed(T, {P, Ref})
    end.

%% Nothing is left behind by who is killed on the way.
killed() ->
    [begin
        T = ets:new(t, [public]),
        {P, Ref} = spawn_monitor(fun() -> ets:insert(T, [{N, binary:copy(<<"x">>, 100)} || N <- lists:seq(1, ?ROWS)]) end),
        [erlang:yield() || _ <- lists:seq(1, Yields)],
        exit(P, kill),
        receive {'DOWN', Ref, _, _, _} -> ok end,
        ets:insert(T, {0, 0}),
        erlang:display(lists:member(ets:info(T, size), [1, ?ROWS + 1])),
        ets:delete(T)
     end || Yields <- [0, 1, 3, 10]].
