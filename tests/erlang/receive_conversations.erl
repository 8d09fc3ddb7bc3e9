%% SPDX-License-Identifier: Apache-2.0
%%
%% Conversations of many steps between pairs, each with its own reference, all mixed in one mailbox.
-module(receive_conversations).
-export([main/0]).

main() ->
    [erlang:display({N, Steps, talk(N, Steps)}) || {N, Steps} <- [{1, 10}, {10, 5}, {40, 3}]],
    erlang:display({interleaved, interleaved(12)}),
    erlang:display({negotiation, negotiation(5, 90)}),
    erlang:display({guessing, [guess(N) || N <- [1, 37, 64, 100]]}).

talk(N, Steps) ->
    Peers = [spawn(fun() -> peer(0) end) || _ <- lists:seq(1, N)],
    Refs = [{P, make_ref()} || P <- Peers],
    [P ! {step, self(), R, Steps} || {P, R} <- Refs],
    answer(Steps * N),
    lists:sum([receive {result, R, X} -> X end || {_, R} <- lists:reverse(Refs)]).

answer(0) -> ok;
answer(N) -> receive {question, P, R, X} -> P ! {R, X * 2}, answer(N - 1) end.

peer(Sum) ->
    receive
        {step, From, R, 0} -> From ! {result, R, Sum};
        {step, From, R, Left} ->
            From ! {question, self(), R, Left},
            receive {R, X} -> self() ! {step, From, R, Left - 1}, peer(Sum + X) end
    end.

interleaved(N) ->
    Self = self(),
    [spawn(fun() -> [Self ! {K, I} || K <- [open, data, close]] end) || I <- lists:seq(1, N)],
    [begin receive {open, I} -> ok end, receive {data, I} -> ok end, receive {close, I} -> I end end || I <- lists:seq(N, 1, -1)].

%% Buyer and seller come nearer until they agree.
negotiation(Low, High) ->
    Self = self(),
    Seller = spawn(fun() -> seller(High) end),
    spawn(fun() -> buyer(Self, Seller, Low, 0) end),
    receive {agreed, Price, Rounds} -> {Price, Rounds} end.

buyer(Main, Seller, Offer, N) ->
    Seller ! {offer, self(), Offer},
    receive
        {accepted, P} -> Main ! {agreed, P, N};
        {counter, P} -> buyer(Main, Seller, Offer + (P - Offer) div 3 + 1, N + 1)
    end.

seller(Price) ->
    receive
        {offer, B, O} when O >= Price -> B ! {accepted, O};
        {offer, B, O} -> B ! {counter, Price - (Price - O) div 4}, seller(Price - (Price - O) div 4)
    end.

guess(Secret) ->
    Pid = spawn(fun Keep() -> receive {is, P, G} -> P ! if G < Secret -> more; G > Secret -> less; true -> right end, Keep() end end),
    R = search(Pid, 1, 128, 1),
    exit(Pid, kill),
    R.

search(Pid, A, B, N) ->
    M = (A + B) div 2,
    Pid ! {is, self(), M},
    receive right -> {M, N}; more -> search(Pid, M + 1, B, N + 1); less -> search(Pid, A, M - 1, N + 1) end.
