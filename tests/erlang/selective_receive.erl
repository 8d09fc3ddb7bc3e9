%% SPDX-License-Identifier: Apache-2.0
%% Selective receive: out of order, by guard, by bound variable, nested, priorities, messages left
%% in the mailbox, deep mailboxes, and a reference made just before (which may skip old messages).
-module(selective_receive).
-export([main/0]).

-ifdef(SMALL).
-define(N, 40).
-else.
-define(N, 800).
-endif.

main() ->
    Me = self(),
    [Me ! M || M <- [c, a, {x, 1}, b, {x, 2}, 5, "s", {y, 3}, 2.5]],
    erlang:display(receive b -> got_b end),
    erlang:display(receive {x, N} when N > 1 -> {x, N} end),
    erlang:display(receive {y, N1} -> {y, N1}; a -> a end),
    erlang:display(receive N2 when is_float(N2) -> N2 end),
    erlang:display(receive [H | T] -> {H, T} end),
    erlang:display(all()),
    [Me ! {I, I * I} || I <- lists:seq(1, ?N)],
    erlang:display(lists:sum([receive {I, S} -> S end || I <- lists:seq(?N, 1, -1)])),
    erlang:display(all()),
    Bound = outcome:id(7),
    [Me ! {tag, I} || I <- lists:seq(1, 10)],
    erlang:display(receive {tag, Bound} -> {bound, Bound} end),
    erlang:display(all()),
    [Me ! {P, I} || I <- [1, 2, 3], P <- [low, high, middle]],
    erlang:display(prioritised()),
    %% A large mailbox of other things while calls are made.
    [Me ! {noise, I} || I <- lists:seq(1, ?N)],
    Server = spawn(fun server/0),
    erlang:display(lists:sum([call(Server, I) || I <- lists:seq(1, ?N div 4)])),
    erlang:display(length(all())),
    Server ! stop,
    nested(Me),
    erlang:display(all()),
    Me ! one,
    Me ! two,
    erlang:display(receive one -> receive two -> both end end),
    Me ! two,
    Me ! one,
    erlang:display(receive one -> receive two -> both end end),
    %% A guard that fails on some of the messages.
    [Me ! M || M <- [a, {b}, [], 10, {3}]],
    erlang:display(receive M when element(1, M) > 2, M =/= {b} -> M end),
    erlang:display(receive M1 when hd(M1) > 1; M1 + 1 > 5 -> M1 end),
    erlang:display(all()),
    %% Reading the mailbox in a callee leaves the caller's receive intact.
    [Me ! I || I <- lists:seq(1, 20)],
    erlang:display(evens_then_odds()),
    erlang:display(throw_in_receive()),
    erlang:display(all()).

all() ->
    receive
        M -> [M | all()]
    after 0 -> []
    end.

prioritised() ->
    receive
        {high, N} -> [{high, N} | prioritised()]
    after 0 ->
        receive
            {middle, N} -> [{middle, N} | prioritised()]
        after 0 ->
            receive
                {low, N} -> [{low, N} | prioritised()]
            after 0 -> []
            end
        end
    end.

server() ->
    receive
        {From, Ref, N} -> From ! {Ref, N * 2}, server();
        stop -> ok
    end.

call(Server, N) ->
    Ref = make_ref(),
    Server ! {self(), Ref, N},
    receive
        {Ref, Answer} -> Answer
    end.

nested(Me) ->
    [Me ! M || M <- [{outer, 1}, {inner, 2}, {outer, 3}, {inner, 4}, {inner, 5}]],
    R = receive
            {inner, A} ->
                B = receive {outer, X} -> X end,
                C = receive {inner, Y} when Y > A + 2 -> Y end,
                {A, B, C}
        end,
    erlang:display(R).

evens_then_odds() ->
    Evens = evens(),
    {Evens, all()}.

evens() ->
    receive
        N when N rem 2 =:= 0 -> [N | evens()]
    after 0 -> []
    end.

%% The message is gone although its clause failed.
throw_in_receive() ->
    self() ! {bad, 0},
    self() ! {good, 2},
    try
        receive
            {bad, N} -> 1 div N
        end
    catch
        error:badarith -> receive X -> X after 0 -> nothing end
    end.
