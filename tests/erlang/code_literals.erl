%% SPDX-License-Identifier: Apache-2.0
%%
%% Literals of a purged module that processes still hold: on heaps, stacks, in dictionaries, messages and funs.
-module(code_literals).
-export([main/0]).

-ifdef(SMALL).
-define(ROUNDS, 3).
-else.
-define(ROUNDS, 20).
-endif.

main() ->
    code_versions:forget(),
    {module, code_subject} = code_versions:load(1),
    Mine = code_subject:literals(),
    put(literals, tl(Mine)),
    [Fragment | _] = tl(element(2, hd(Mine))),
    Same = binary_to_term(term_to_binary(Mine)),
    self() ! {kept, Mine},
    Holders = [spawn_link(fun() -> hold(N, code_subject:literals()) end) || N <- lists:seq(1, 10)],
    [receive {Pid, ready} -> ok end || Pid <- [tell(Pid, ready) || Pid <- Holders]],
    {long, Long} = lists:keyfind(long, 1, Mine),
    Part = binary:part(Long, 2, 60),
    Closed = close(Mine),
    purge_often(?ROUNDS),
    erlang:display({Mine =:= Same, get(literals) =:= tl(Same), Fragment, Part}),
    receive {kept, Kept} -> erlang:display(Kept =:= Same) end,
    erlang:display(Closed() =:= Same),
    erlang:display([receive {Pid, Value} -> Value =:= Same end || Pid <- [tell(Pid, value) || Pid <- Holders]]),
    erlang:garbage_collect(),
    {map, #{a := {1, [2]}, b := Small}} = lists:keyfind(map, 1, Mine),
    {far, Reverse} = lists:keyfind(far, 1, Mine),
    erlang:display({Small, Reverse([1, 2]), Long, lists:keyfind(big, 1, Mine)}),
    code_versions:forget().

%% Different versions, so that memory is used again for other things.
purge_often(0) -> ok;
purge_often(N) ->
    {module, _} = code_versions:load(2 + N rem 7),
    code:purge(code_subject),
    purge_often(N - 1).

close(Literals) -> fun() -> Literals end.

tell(Pid, What) -> Pid ! {self(), What}, Pid.

%% Some of them old, some on the stack only.
hold(N, Literals) when N rem 3 =:= 0 ->
    erlang:garbage_collect(),
    [Answer] = [answer(Literals) || _ <- [1]],
    Answer;
hold(N, Literals) when N rem 3 =:= 1 ->
    erlang:garbage_collect(),
    erlang:garbage_collect(self(), [{type, minor}]),
    Cells = [{X, X} || X <- Literals],
    answer([X || {X, X} <- Cells]);
hold(_, Literals) ->
    answer(Literals).

answer(Literals) ->
    receive
        {From, ready} -> From ! {self(), ready}, answer(Literals);
        {From, value} -> From ! {self(), Literals}, ok
    end.
