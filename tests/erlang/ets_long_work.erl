%% SPDX-License-Identifier: Apache-2.0
%%
%% Work on many rows lets others run, and can be cut short.
-module(ets_long_work).
-export([main/0]).

-ifdef(SMALL).
-define(ROWS, 1500).
-define(LONG, false).
-else.
-define(ROWS, 200000).
-define(LONG, true).
-endif.

main() ->
    [type(Type) || Type <- [set, ordered_set, bag]],
    killed().

type(Type) ->
    T = ets:new(t, [Type, public]),
    ets:insert(T, [{N, N rem 10} || N <- lists:seq(1, ?ROWS)]),
    Ticker = spawn(fun() -> tick(0) end),
    Results = [served(Ticker, F) || F <- [
        fun() -> length(ets:select(T, [{{'$1', 3}, [], ['$1']}])) end,
        fun() -> ets:select_count(T, [{{'_', 5}, [], [true]}]) end,
        fun() -> length(ets:tab2list(T)) end,
        fun() -> ets:select_delete(T, [{{'_', 7}, [], [true]}]) end,
        fun() -> length(ets:match_object(T, {'_', 1})) end]],
    erlang:display({Type, Results, ets:info(T, size)}),
    ets:delete(T),
    Ticker ! stop.

served(Ticker, F) ->
    Ticker ! {self(), ticks},
    Before = receive {ticks, N} -> N end,
    Value = F(),
    Ticker ! {self(), ticks},
    After = receive {ticks, M} -> M end,
    {Value, not ?LONG orelse After > Before + 2}.

tick(N) ->
    receive
        {From, ticks} -> From ! {ticks, N}, tick(N);
        stop -> ok
    after 0 -> erlang:yield(), tick(N + 1)
    end.

%% A process that is killed in the midst of a traversal leaves nothing fixed; so does a table that goes.
killed() ->
    T = ets:new(t, [public]),
    ets:insert(T, [{N, N} || N <- lists:seq(1, ?ROWS)]),
    [begin
        {P, Ref} = spawn_monitor(fun() -> ets:select_count(T, [{{'$1', '$1'}, [], [true]}]), ets:select_delete(T, [{{'$1', '$1'}, [{'>', '$1', ?ROWS}], [true]}]) end),
        [erlang:yield() || _ <- lists:seq(1, Yields)],
        exit(P, kill),
        receive {'DOWN', Ref, _, _, _} -> ok end
     end || Yields <- [0, 1, 2, 5]],
    erlang:garbage_collect(),
    erlang:display({ets:info(T, size), ets:info(T, safe_fixed), [ets:delete(T, N) || N <- [1, 2, 3]], ets:info(T, size)}),
    ets:delete(T).
