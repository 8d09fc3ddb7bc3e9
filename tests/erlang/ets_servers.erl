%% SPDX-License-Identifier: Apache-2.0
%%
%% Programs as they are: a cache with a counter, a registry of processes, an index of words.
-module(ets_servers).
-export([main/0]).

-ifdef(SMALL).
-define(ROUNDS, 20).
-else.
-define(ROUNDS, 2000).
-endif.

main() ->
    cache(),
    registry(),
    words(),
    queue().

cache() ->
    ets:new(cache, [named_table, public, {read_concurrency, true}]),
    Me = self(),
    Fib = fun Fib(N) when N < 2 -> N;
              Fib(N) ->
                  case ets:lookup(cache, N) of
                      [{_, V}] -> ets:update_counter(cache, hits, 1, {hits, 0}), V;
                      [] -> V = Fib(N - 1) + Fib(N - 2), ets:insert(cache, {N, V}), V
                  end
          end,
    Pids = [spawn(fun() -> Me ! {self(), Fib(N)} end) || N <- [100, 200, 300]],
    erlang:display([receive {P, V} -> V end || P <- Pids]),
    erlang:display({ets:info(cache, size), hd(ets:lookup(cache, 50))}).

registry() ->
    T = ets:new(registry, [bag, public]),
    Me = self(),
    Pids = [spawn(fun() -> ets:insert(T, {Group, self()}), Me ! ready, receive {ask, From} -> From ! {Group, N} end, ets:delete_object(T, {Group, self()}), Me ! ready end)
            || N <- lists:seq(1, 9), Group <- [element(N rem 3 + 1, {red, green, blue})]],
    [receive ready -> ok end || _ <- Pids],
    [P ! {ask, self()} || {_, P} <- ets:lookup(T, green)],
    erlang:display(lists:sort([receive {green, N} -> N end || _ <- [1, 2, 3]])),
    [receive ready -> ok end || _ <- [1, 2, 3]],
    erlang:display({ets:lookup(T, green), length(ets:lookup(T, red)), ets:info(T, size)}).

words() ->
    Text = "the quick brown fox jumps over the lazy dog and the dog sleeps while the fox runs",
    T = ets:new(words, [ordered_set]),
    [ets:update_counter(T, W, 1, {W, 0}) || _ <- lists:seq(1, ?ROUNDS), W <- string:lexemes(Text, " ")],
    erlang:display(lists:sublist(lists:reverse(lists:keysort(2, ets:tab2list(T))), 4)),
    erlang:display(ets:select(T, [{{[$f | '_'], '$1'}, [], ['$1']}])).

queue() ->
    T = ets:new(queue, [ordered_set]),
    [ets:insert(T, {{N * 7919 rem 1009, N}, N}) || N <- lists:seq(1, ?ROUNDS)],
    erlang:display(drain(T, ets:first(T), 0, 0)).

drain(_, '$end_of_table', Count, Hash) -> {Count, Hash};
drain(T, K, Count, Hash) ->
    [{_, N}] = ets:take(T, K),
    drain(T, ets:first(T), Count + 1, erlang:phash2({Hash, N})).
