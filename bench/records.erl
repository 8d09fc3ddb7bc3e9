%% SPDX-License-Identifier: Apache-2.0
%%
%% Records: a bank of accounts as records in a tuple, fields matched, updated one and several at a time.
-module(records).
-export([run/0, iterations/0]).

-record(account, {id, owner, balance = 0, limit = 0, count = 0, state = open}).

iterations() -> 20.

run() ->
    Accounts = list_to_tuple([#account{id = N, owner = {owner, N rem 7}, limit = -100 * (N rem 5)} || N <- lists:seq(1, 64)]),
    total(tuple_to_list(transfer(40000, 1, Accounts)), 0).

transfer(0, _, Accounts) -> Accounts;
transfer(N, Seed, Accounts) ->
    Next = (Seed * 75 + 74) rem 65537,
    From = Next rem 64 + 1,
    To = Next div 64 rem 64 + 1,
    Amount = Next rem 50,
    case withdraw(element(From, Accounts), Amount) of
        {ok, Less} ->
            After = setelement(From, Accounts, Less),
            transfer(N - 1, Next, setelement(To, After, deposit(element(To, After), Amount)));
        {refused, Closed} ->
            transfer(N - 1, Next, setelement(From, Accounts, Closed))
    end.

withdraw(#account{state = open, balance = Balance, limit = Limit, count = Count} = Account, Amount) when Balance - Amount >= Limit ->
    {ok, Account#account{balance = Balance - Amount, count = Count + 1}};
withdraw(#account{count = Count} = Account, _) ->
    {refused, Account#account{count = Count + 1}}.

deposit(#account{balance = Balance} = Account, Amount) -> Account#account{balance = Balance + Amount}.

total([], Sum) -> Sum;
total([#account{balance = Balance, count = Count, owner = {owner, N}} | Rest], Sum) -> total(Rest, Sum + Balance * N + Count).
