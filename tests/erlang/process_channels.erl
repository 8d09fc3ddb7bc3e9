%% SPDX-License-Identifier: Apache-2.0
%%
%% Channels as in CSP: meetings of sender and receiver, buffers, choice among several, closing, pipelines and generators.
-module(process_channels).
-export([main/0]).

main() ->
    erlang:display({meeting, meeting()}),
    [erlang:display({buffered, Size, buffered(Size, 12)}) || Size <- [1, 3, 20]],
    erlang:display({choice, choice()}),
    erlang:display({closed, closed()}),
    erlang:display({sieve, sieve(40)}),
    erlang:display({merged, merged()}),
    erlang:display({generators, generators()}),
    erlang:display({futures, futures()}),
    erlang:display({exchange, exchange()}).

channel(Size) -> spawn(fun() -> channel(Size, queue:new(), queue:new(), queue:new()) end).

%% Items, senders that wait with theirs, receivers that wait.
channel(Size, Items, Senders, Receivers) ->
    receive
        {put, From, Item} ->
            case {queue:out(Receivers), queue:len(Items) < Size} of
                {{{value, R}, Rest}, _} -> R ! {self(), {item, Item}}, From ! {self(), ok}, channel(Size, Items, Senders, Rest);
                {_, true} -> From ! {self(), ok}, channel(Size, queue:in(Item, Items), Senders, Receivers);
                _ -> channel(Size, Items, queue:in({From, Item}, Senders), Receivers)
            end;
        {get, From} ->
            case {queue:out(Items), queue:out(Senders)} of
                {{{value, Item}, Rest}, {{value, {S, New}}, Others}} ->
                    From ! {self(), {item, Item}}, S ! {self(), ok}, channel(Size, queue:in(New, Rest), Others, Receivers);
                {{{value, Item}, Rest}, _} -> From ! {self(), {item, Item}}, channel(Size, Rest, Senders, Receivers);
                {_, {{value, {S, Item}}, Others}} -> From ! {self(), {item, Item}}, S ! {self(), ok}, channel(Size, Items, Others, Receivers);
                _ -> channel(Size, Items, Senders, queue:in(From, Receivers))
            end;
        close -> [R ! {self(), closed} || R <- queue:to_list(Receivers)], shut(Items)
    end.

shut(Items) ->
    receive
        {put, From, _} -> From ! {self(), closed}, shut(Items);
        {get, From} ->
            case queue:out(Items) of
                {{value, I}, Rest} -> From ! {self(), {item, I}}, shut(Rest);
                _ -> From ! {self(), closed}, shut(Items)
            end
    end.

put_in(C, Item) -> C ! {put, self(), Item}, receive {C, Answer} -> Answer end.
get_out(C) -> C ! {get, self()}, receive {C, {item, I}} -> I; {C, closed} -> closed end.

meeting() ->
    C = channel(0),
    Self = self(),
    Pid = spawn(fun() -> ok = put_in(C, hello), Self ! {self(), delivered} end),
    Before = receive {Pid, delivered} -> delivered after 10 -> waiting end,
    {Before, get_out(C), receive {Pid, delivered} -> delivered end}.

buffered(Size, N) ->
    C = channel(Size),
    spawn(fun() -> [put_in(C, I) || I <- lists:seq(1, N)], C ! close end),
    read(C).

read(C) -> case get_out(C) of closed -> []; I -> [I | read(C)] end.

choice() ->
    Channels = [channel(1) || _ <- [1, 2, 3]],
    ok = put_in(lists:nth(2, Channels), second),
    [C ! {get, self()} || C <- Channels],
    First = receive {_, {item, I}} -> I end,
    [C ! close || C <- Channels],
    {First, length([receive {C, closed} -> ok end || C <- Channels, C =/= lists:nth(2, Channels)])}.

closed() ->
    C = channel(2),
    [put_in(C, I) || I <- [1, 2]],
    C ! close,
    {put_in(C, 3), get_out(C), get_out(C), get_out(C), get_out(C)}.

sieve(Max) ->
    C = channel(0),
    spawn(fun() -> [put_in(C, I) || I <- lists:seq(2, Max)], C ! close end),
    primes(C).

primes(C) ->
    case get_out(C) of
        closed -> [];
        P ->
            Next = channel(0),
            spawn(fun() -> filter(P, C, Next) end),
            [P | primes(Next)]
    end.

filter(P, In, Out) ->
    case get_out(In) of
        closed -> Out ! close;
        I when I rem P =:= 0 -> filter(P, In, Out);
        I -> put_in(Out, I), filter(P, In, Out)
    end.

%% Two sorted streams into one.
merged() ->
    [A, B] = [begin C = channel(0), spawn(fun() -> [put_in(C, I) || I <- L], C ! close end), C end || L <- [[1, 4, 9, 16], [2, 3, 5, 8, 13, 21]]],
    merge(A, get_out(A), B, get_out(B)).

merge(_, closed, _, closed) -> [];
merge(A, closed, B, Y) -> [Y | merge(A, closed, B, get_out(B))];
merge(A, X, B, closed) -> [X | merge(A, get_out(A), B, closed)];
merge(A, X, B, Y) when X =< Y -> [X | merge(A, get_out(A), B, Y)];
merge(A, X, B, Y) -> [Y | merge(A, X, B, get_out(B))].

generators() ->
    Fib = spawn(fun() -> fibs(0, 1) end),
    Numbers = [begin Fib ! {next, self()}, receive {Fib, N} -> N end end || _ <- lists:seq(1, 15)],
    exit(Fib, kill),
    Numbers.

fibs(A, B) -> receive {next, To} -> To ! {self(), A}, fibs(B, A + B) end.

futures() ->
    Future = fun(F) -> spawn(fun() -> V = (catch F()), (fun Give() -> receive {value, To} -> To ! {self(), V}, Give() end end)() end) end,
    Value = fun(P) -> P ! {value, self()}, receive {P, V} -> V end end,
    A = Future(fun() -> 6 end),
    B = Future(fun() -> 7 end),
    C = Future(fun() -> Value(A) * Value(B) end),
    D = Future(fun() -> throw(no_value) end),
    [Value(F) || F <- [C, A, C, D]].

exchange() ->
    Self = self(),
    Exchanger = spawn(fun() -> receive {P, X} -> receive {Q, Y} -> P ! {swapped, Y}, Q ! {swapped, X} end end end),
    [spawn(fun() -> Exchanger ! {self(), I}, receive {swapped, J} -> Self ! {I, J} end end) || I <- [left, right]],
    lists:sort([receive {I, J} -> {I, J} end || _ <- [1, 2]]).
