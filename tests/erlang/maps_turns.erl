%% SPDX-License-Identifier: Apache-2.0
%% Large maps that are built and listed, and binaries that are searched, while other processes run.
-module(maps_turns).
-export([main/0]).

-ifdef(SMALL).
-define(MANY, 1050).
-else.
-define(MANY, 100000).
-endif.

main() ->
    maps().

%% Large maps are built and listed in several turns.
maps() ->
    Numbers = lists:seq(1, ?MANY),
    Pairs = [{{N, x}, N} || N <- Numbers],
    Twice = [{{N, x}, other} || N <- lists:seq(1, ?MANY, 3)] ++ Pairs,
    Map = maps:from_list(Pairs),
    true = Map =:= maps:from_list(Twice),
    true = Map =:= maps:from_list(lists:reverse(Pairs)),
    true = Map =:= lists:foldl(fun({Key, Value}, Acc) -> Acc#{Key => Value} end, #{}, Pairs),
    ?MANY = map_size(Map),
    true = lists:sort(maps:keys(Map)) =:= [{N, x} || N <- Numbers],
    true = lists:sort(maps:values(Map)) =:= Numbers,
    true = lists:zip(maps:keys(Map), maps:values(Map)) =:= lists:reverse(maps:to_list(Map)) orelse
        lists:zip(maps:keys(Map), maps:values(Map)) =:= maps:to_list(Map),
    true = maps:from_keys([{N, x} || N <- Numbers], v) =:= maps:map(fun(_, _) -> v end, Map),
    Same = maps:from_list([{N rem 5, N} || N <- Numbers]),
    erlang:display({map_size(Same), lists:usort([V > ?MANY - 5 || V <- maps:values(Same)])}),
    [erlang:display(outcome:raised(fun() -> maps:from_list(lists:duplicate(1100, {a, b}) ++ Bad) end) =:= badly(Bad)) ||
        Bad <- [b, [{a}], [{a, b} | c]]],
    erlang:display(lists:usort([true | [gives_way(Work, 50) || Work <- big_work(Pairs, Numbers)]])).

badly(Bad) ->
    {error, badarg, {maps, from_list, [lists:duplicate(1100, {a, b}) ++ Bad], [{error_info, #{module => erl_stdlib_errors}}]}}.

-ifdef(SMALL).
big_work(_, _) -> [].
-else.
big_work(Pairs, Numbers) ->
    Large = maps:from_keys(lists:seq(1, 500000), v),
    Long = binary:copy(<<"abcdefghij">>, 200000),
    [fun() -> maps:from_list(Pairs) end, fun() -> maps:from_keys(Numbers ++ Numbers, v) end, fun() -> maps:keys(Large) end,
     fun() -> maps:values(Large) end, fun() -> binary:match(Long, <<"ax">>) end, fun() -> binary:match(Long, [<<"ax">>, <<"jj">>]) end].
-endif.

%% Whether another process has had a turn meanwhile. In a node with several schedulers it may have been unlucky.
gives_way(_, 0) -> false;
gives_way(Work, Tries) ->
    Counter = spawn_link(fun() -> count(0) end),
    _ = Work(),
    Counter ! {self(), count},
    receive
        {Counter, 0} -> gives_way(Work, Tries - 1);
        {Counter, _} -> true
    end.

count(Count) ->
    receive
        {Pid, count} -> Pid ! {self(), Count}
    after 0 ->
        erlang:yield(),
        count(Count + 1)
    end.
