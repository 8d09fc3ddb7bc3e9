%% SPDX-License-Identifier: Apache-2.0
%%
%% Going through tables while rows come and go.
-module(ets_fixation).
-export([main/0]).

-ifdef(SMALL).
-define(ROWS, 300).
-else.
-define(ROWS, 3000).
-endif.

main() ->
    [begin
        T = ets:new(t, [Type, public]),
        ets:insert(T, [{N, 0} || N <- lists:seq(1, ?ROWS)]),
        ets:safe_fixtable(T, true),
        Seen = walk(T, ets:first(T), []),
        ets:safe_fixtable(T, false),
        erlang:display({Type, length(Seen), ets:info(T, size), lists:sort(Seen) =:= lists:usort(Seen)}),
        half(T),
        counts(T)
     end || Type <- [set, ordered_set, bag, duplicate_bag]],
    next_of_deleted(),
    owner_gone().

%% Deletes what it sees and what comes after, and adds others.
walk(_, '$end_of_table', Seen) -> Seen;
walk(T, K, Seen) ->
    ets:delete(T, K),
    K rem 3 =:= 0 andalso ets:insert(T, {K + 100000, 1}),
    Next = ets:next(T, K),
    walk(T, Next, [K || K < 100000] ++ Seen).

%% Every row that is there all the time is seen once.
half(T) ->
    ets:delete_all_objects(T),
    ets:insert(T, [{N, 0} || N <- lists:seq(1, ?ROWS)]),
    Spec = [{{'$1', '_'}, [{'=<', '$1', ?ROWS}], ['$1']}],
    ets:safe_fixtable(T, true),
    Seen = parts(T, ets:select(T, Spec, 10), []),
    ets:safe_fixtable(T, false),
    Stay = [N || N <- lists:seq(1, ?ROWS), N rem 2 =:= 0],
    erlang:display({length(Seen) =:= length(lists:usort(Seen)), Stay -- Seen}).

parts(_, '$end_of_table', Seen) -> Seen;
parts(T, {L, C}, Seen) ->
    [ets:delete(T, N) || N <- lists:seq(1, ?ROWS, 2), N rem 7 =:= length(Seen) rem 7],
    [ets:insert(T, {?ROWS + N, x}) || N <- L],
    case C of
        '$end_of_table' -> L ++ Seen;
        _ -> parts(T, ets:select(C), L ++ Seen)
    end.

counts(T) ->
    Me = self(),
    Wait = fun() -> receive stop -> ok end end,
    ets:safe_fixtable(T, true),
    ets:safe_fixtable(T, true),
    {P, Ref} = spawn_monitor(fun() -> ets:safe_fixtable(T, true), Me ! fixed, Wait() end),
    receive fixed -> ok end,
    {{A, B, C}, L1} = ets:info(T, safe_fixed),
    {Mono, L2} = ets:info(T, safe_fixed_monotonic_time),
    erlang:display({ets:info(T, fixed), is_integer(A + B + C + Mono), lists:sort([N || {_, N} <- L1]), lists:sort([N || {_, N} <- L2]), [N || {Pid, N} <- L1, Pid =:= Me]}),
    P ! stop,
    receive {'DOWN', Ref, _, _, _} -> ok end,
    {_, L3} = ets:info(T, safe_fixed),
    erlang:display([N || {_, N} <- L3]),
    ets:safe_fixtable(T, false),
    ets:safe_fixtable(T, false),
    ets:safe_fixtable(T, false),
    erlang:display({ets:info(T, fixed), ets:info(T, safe_fixed)}).

next_of_deleted() ->
    T = ets:new(t, []),
    ets:insert(T, [{N} || N <- [1, 2, 3]]),
    ets:safe_fixtable(T, true),
    K = ets:first(T),
    ets:delete(T, K),
    erlang:display({K, ets:next(T, K), ets:lookup(T, K), ets:member(T, K), ets:tab2list(T), ets:info(T, size)}),
    ets:delete_all_objects(T),
    erlang:display({ets:first(T), ets:next(T, K), ets:info(T, size), ets:tab2list(T)}),
    ets:insert(T, {K, again}),
    erlang:display({ets:first(T), ets:next(T, K), ets:lookup(T, K)}),
    ets:safe_fixtable(T, false),
    erlang:display({try ets:next(T, 17) catch error:E -> E end, ets:info(T, stats)}).

%% Who ends gives up what it has fixed.
owner_gone() ->
    T = ets:new(t, [public]),
    {_, Ref} = spawn_monitor(fun() -> ets:safe_fixtable(T, true), ets:safe_fixtable(T, true), erlang:display(ets:info(T, fixed)) end),
    receive {'DOWN', Ref, _, _, _} -> ok end,
    erlang:display(ets:info(T, fixed)).
