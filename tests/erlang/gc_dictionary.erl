%% SPDX-License-Identifier: Apache-2.0
%% The process dictionary's keys and values through collections: old ones replaced by young ones, erased, and put again.
-module(gc_dictionary).
-export([main/0]).

-ifdef(SMALL).
-define(ROUNDS, 60).
-else.
-define(ROUNDS, 20000).
-endif.

main() ->
    erlang:display(churn(?ROUNDS, 0)),
    erlang:display(lists:sort(get())),
    [put({key, [I]}, {value, I, [I * 1.0e100]}) || I <- lists:seq(1, 10)],
    erlang:garbage_collect(self(), [{type, minor}]),
    erlang:garbage_collect(self(), [{type, minor}]),
    erlang:display([get({key, [I]}) || I <- lists:seq(1, 10)]),
    [put({key, [I]}, {young, get({key, [I]})}) || I <- lists:seq(1, 10, 2)],
    erlang:garbage_collect(self(), [{type, minor}]),
    erlang:display([get({key, [I]}) || I <- lists:seq(1, 10)]),
    erlang:garbage_collect(),
    erlang:display([erase({key, [I]}) || I <- lists:seq(1, 10, 3)]),
    erlang:display(length(get_keys())),
    erlang:display(lists:sort(get_keys({young, {value, 3, [3.0e100]}}))),
    erlang:display(lists:sort(erase())),
    erlang:garbage_collect(),
    erlang:display(get()),
    erlang:display(chain(?ROUNDS div 10)).

churn(0, Sum) -> Sum;
churn(N, Sum) ->
    Old = put({slot, N rem 13}, {N, [integer_to_list(N)]}),
    New = case Old of undefined -> 0; {M, [Text]} -> M = list_to_integer(Text) end,
    case N rem 17 of 0 -> erase({slot, 5}); _ -> ok end,
    case N rem 50 of 0 -> erlang:garbage_collect(self(), [{type, minor}]); _ -> ok end,
    churn(N - 1, Sum + New).

%% Each value refers to the one before.
chain(N) ->
    put(chain, []),
    lists:foreach(fun(I) -> put(chain, [I | get(chain)]), garbage(I) end, lists:seq(1, N)),
    L = erase(chain),
    {length(L), lists:sum(L)}.

garbage(N) -> length([{N, I} || I <- lists:seq(1, 20)]).
