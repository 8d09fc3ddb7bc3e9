%% SPDX-License-Identifier: Apache-2.0
%%
%% Accounts as processes: transfers in two phases, all or nothing, with participants that refuse or die.
-module(process_bank).
-export([main/0]).

main() ->
    erlang:display({transfers, transfers()}),
    erlang:display({crossing, crossing(20)}),
    erlang:display({two_phase, [two_phase(Votes) || Votes <- [[yes, yes], [yes, no], [yes, dies, yes], []]]}),
    erlang:display({audit, audit()}).

account(Balance) ->
    receive
        {From, Ref, {withdraw, N}} when N =< Balance -> From ! {Ref, ok}, account(Balance - N);
        {From, Ref, {withdraw, N}} -> From ! {Ref, {short, N - Balance}}, account(Balance);
        {From, Ref, {deposit, N}} -> From ! {Ref, ok}, account(Balance + N);
        {From, Ref, balance} -> From ! {Ref, Balance}, account(Balance)
    end.

call(Pid, What) ->
    Ref = monitor(process, Pid),
    Pid ! {self(), Ref, What},
    receive
        {Ref, Answer} -> demonitor(Ref, [flush]), Answer;
        {'DOWN', Ref, _, _, Why} -> {down, Why}
    end.

transfer(A, B, N) ->
    case call(A, {withdraw, N}) of
        ok -> case call(B, {deposit, N}) of ok -> ok; Failed -> ok = call(A, {deposit, N}), Failed end;
        Failed -> Failed
    end.

transfers() ->
    [A, B, C] = [spawn(fun() -> account(N) end) || N <- [100, 50, 0]],
    exit(C, closed),
    Answers = [transfer(X, Y, N) || {X, Y, N} <- [{A, B, 30}, {B, A, 81}, {B, A, 80}, {A, C, 10}, {C, A, 10}]],
    {Answers, [call(P, balance) || P <- [A, B]]}.

%% Money goes round in both directions at once; the sum stays.
crossing(N) ->
    Self = self(),
    Accounts = [spawn(fun() -> account(10) end) || _ <- lists:seq(1, 5)],
    Ring = lists:zip(Accounts, tl(Accounts) ++ [hd(Accounts)]),
    Pids = [spawn(fun() -> [transfer(X, Y, M rem 4 + 1) || M <- lists:seq(1, N)], Self ! {done, self()} end) || {A, B} <- Ring, {X, Y} <- [{A, B}, {B, A}]],
    [receive {done, P} -> ok end || P <- Pids],
    Balances = [call(P, balance) || P <- Accounts],
    {lists:sum(Balances), lists:all(fun(B) -> B >= 0 end, Balances)}.

two_phase(Votes) ->
    Self = self(),
    Pids = [spawn(fun() -> participant(Self, V, I) end) || {V, I} <- lists:zip(Votes, lists:seq(1, length(Votes)))],
    Answers = [call(P, prepare) || P <- Pids],
    Decision = case lists:all(fun(A) -> A =:= yes end, Answers) of true -> commit; false -> abort end,
    [P ! Decision || P <- Pids],
    {Decision, lists:sort([receive {outcome, I, O} -> {I, O} end || {A, I} <- lists:zip(Answers, lists:seq(1, length(Answers))), A =/= {down, died}])}.

participant(_, dies, _) -> receive {_, _, prepare} -> exit(died) end;
participant(Main, Vote, I) ->
    receive {From, Ref, prepare} -> From ! {Ref, Vote} end,
    receive Decision -> Main ! {outcome, I, Decision} end.

%% A journal process sees each step once and in order, whoever sends it.
audit() ->
    Journal = spawn(fun() -> journal([]) end),
    Pids = [spawn_monitor(fun() -> [Journal ! {step, I, K} || K <- [1, 2, 3]] end) || I <- lists:seq(1, 6)],
    [receive {'DOWN', R, _, P, normal} -> ok end || {P, R} <- Pids],
    Steps = call(Journal, all),
    [[K || {I, K} <- Steps, I =:= N] || N <- lists:seq(1, 6)].

journal(Steps) ->
    receive
        {step, I, K} -> journal([{I, K} | Steps]);
        {From, Ref, all} -> From ! {Ref, lists:reverse(Steps)}
    end.
