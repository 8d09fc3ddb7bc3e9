%% SPDX-License-Identifier: Apache-2.0
%% Large terms sent between processes that collect all the time: what was sent is what arrives, the
%% sender's copy is independent, queues of large messages wait, and pipelines pass data on.
-module(gc_messages).
-export([main/0]).

-ifdef(SMALL).
-define(SIZE, 20).
-define(ROUNDS, 8).
-else.
-define(SIZE, 500).
-define(ROUNDS, 60).
-endif.

main() ->
    Me = self(),
    Echo = spawn(fun() -> echo(0) end),
    erlang:display(lists:usort([round_trip(Echo, term(I, ?SIZE)) || I <- lists:seq(1, ?ROUNDS)])),
    Echo ! {count, Me},
    erlang:display(receive {count, N} -> N end),
    %% All sent before any is read.
    [Me ! {queued, I, term(I, ?SIZE)} || I <- lists:seq(1, ?ROUNDS)],
    erlang:display(garbage(100)),
    erlang:display(lists:usort([receive {queued, I, T} -> T =:= term(I, ?SIZE) end || I <- lists:seq(?ROUNDS, 1, -1)])),
    Last = lists:foldl(fun(K, Next) -> spawn(fun() -> stage(K, Next) end) end, Me, lists:seq(1, 10)),
    [Last ! {data, lists:seq(1, I)} || I <- lists:seq(1, ?ROUNDS)],
    erlang:display(lists:sum([receive {data, L} -> lists:sum(L) end || _ <- lists:seq(1, ?ROUNDS)])),
    %% Arguments of spawn are copied too.
    Big = term(7, ?SIZE),
    Pids = [spawn(fun() -> garbage(3), Me ! {self(), Big =:= term(7, ?SIZE), K} end) || K <- lists:seq(1, 20)],
    erlang:display([receive {Pid, Same, K} -> {Same, K} end || Pid <- Pids]),
    erlang:display(Big =:= term(7, ?SIZE)),
    {Dead, Ref} = spawn_monitor(fun() -> exit(term(9, ?SIZE)) end),
    erlang:display(receive {'DOWN', Ref, process, Dead, Reason} -> Reason =:= term(9, ?SIZE) end),
    erlang:display(accumulate(?ROUNDS)).

term(Seed, Size) ->
    {Seed, lists:seq(Seed, Seed + Size), [{I, I * 1.5, I bsl 60, [I | Seed]} || I <- lists:seq(1, Size div 4)],
     list_to_tuple(lists:seq(1, Size)), "text", fun lists:map/2, Seed bsl 300}.

echo(Count) ->
    receive
        {From, T} when is_tuple(T) -> garbage(2), From ! {self(), T}, echo(Count + 1);
        {count, From} -> From ! {count, Count}
    end.

round_trip(Echo, T) ->
    Echo ! {self(), T},
    receive {Echo, Back} -> Back =:= T end.

garbage(0) -> done;
garbage(N) -> length([{N, [I]} || I <- lists:seq(1, 30)]) =:= 30 andalso garbage(N - 1).

stage(K, Next) ->
    receive
        {data, L} ->
            Next ! {data, lists:map(fun(X) -> X + K end, L)},
            stage(K, Next)
    end.

%% The state grows by parts of the messages that it keeps.
accumulate(N) ->
    Me = self(),
    Keeper = spawn(fun() -> keep([]) end),
    [Keeper ! {keep, term(I, 20)} || I <- lists:seq(1, N)],
    Keeper ! {all, Me},
    receive {all, Parts} -> lists:sum([hd(L) + element(1, hd(P)) || {L, P} <- Parts]) end.

keep(Parts) ->
    receive
        {keep, {_, L, P, _, _, _, _}} -> keep([{L, P} | Parts]);
        {all, From} -> From ! {all, Parts}
    end.
