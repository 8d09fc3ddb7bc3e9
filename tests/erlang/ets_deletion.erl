%% SPDX-License-Identifier: Apache-2.0
%%
%% Deleting tables and rows: what is left, and that growing again works.
-module(ets_deletion).
-export([main/0]).

-ifdef(SMALL).
-define(ROWS, 1000).
-else.
-define(ROWS, 30000).
-endif.

main() ->
    [type(Type) || Type <- [set, ordered_set, bag, duplicate_bag]],
    churn(),
    gives_way().

type(Type) ->
    T = ets:new(t, [Type]),
    [begin
        [ets:insert(T, {N, Round}) || N <- lists:seq(1, ?ROWS)],
        Full = ets:info(T, size),
        [ets:delete(T, N) || N <- lists:seq(1, ?ROWS), N rem 10 =/= Round],
        erlang:display({Type, Round, Full, ets:info(T, size), erlang:phash2(lists:sort(ets:tab2list(T)))})
     end || Round <- [1, 2, 3]],
    erlang:display({ets:delete_all_objects(T), ets:info(T, size), ets:first(T), ets:tab2list(T), ets:select_delete(T, [{'_', [], [true]}])}),
    ets:insert(T, {again, 1}),
    erlang:display({ets:tab2list(T), ets:delete(T), ets:info(T), try ets:lookup(T, 1) catch error:E -> E end}).

%% Tables that come and go by the hundred.
churn() ->
    Sizes = [begin
        T = ets:new(t, [lists:nth(N rem 2 + 1, [set, ordered_set])]),
        ets:insert(T, [{K, lists:duplicate(10, K)} || K <- lists:seq(1, ?ROWS div 100)]),
        S = ets:info(T, size),
        ets:delete(T),
        S
    end || N <- lists:seq(1, 100)],
    erlang:display(lists:usort(Sizes)).

%% Deleting many rows takes several turns.
gives_way() ->
    [begin
         Main = self(),
         Worker = spawn_link(fun() ->
                                     T = ets:new(t, [Type]),
                                     ets:insert(T, [{N, N} || N <- lists:seq(1, 30000)]),
                                     Main ! ready,
                                     receive go -> ok end,
                                     Result = Delete(T),
                                     Main ! {Result, ets:info(T, size)},
                                     receive stop -> ok end
                             end),
         receive ready -> ok end,
         1 = erlang:trace(Worker, true, [running]),
         Worker ! go,
         Left = receive {_, _} = Some -> Some end,
         1 = erlang:trace(Worker, false, [running]),
         Reference = erlang:trace_delivered(Worker),
         receive {trace_delivered, Worker, Reference} -> ok end,
         Worker ! stop,
         erlang:display({Type, Left, length([out || {trace, _, out, {ets, _, _}} <- messages()]) > 1})
     end || Type <- [set, ordered_set], Delete <- [fun ets:delete/1, fun ets:delete_all_objects/1]].

messages() ->
    receive Message -> [Message | messages()]
    after 0 -> []
    end.
