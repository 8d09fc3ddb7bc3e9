%% SPDX-License-Identifier: Apache-2.0
%% spawn/1, spawn/3, self, ! and send/2: messages of every kind arrive as they were sent and in
%% order; large terms are copied; a message to a dead process is no error; replies and servers.
-module(spawn_send).
-export([main/0, echo/0, worker/3, chain/2]).

-ifdef(SMALL).
-define(N, 30).
-else.
-define(N, 1000).
-endif.

main() ->
    Me = self(),
    Echo = spawn(?MODULE, echo, []),
    Messages = outcome:id([1, -1, 1 bsl 80, 1.5, 1.0e-300, a, [], {}, "text", {t, [1 | 2]}, <<"binary">>, [[[]]], fun lists:map/2, Me,
                           lists:seq(1, 100), list_to_tuple(lists:seq(1, 100))]),
    erlang:display([begin Echo ! {Me, M}, receive {Echo, R} -> R =:= M end end || M <- Messages]),
    Sent = Echo ! {Me, value_of_send},
    erlang:display({element(2, Sent), receive {Echo, V} -> V end}),
    erlang:display(erlang:send(Echo, {Me, by_function}) =:= {Me, by_function}),
    receive {Echo, by_function} -> ok end,
    Ref = make_ref(),
    Echo ! {Me, {Ref, fun(X) -> {X, Me, Ref} end}},
    erlang:display(receive {Echo, {Ref, F}} -> F(1) =:= {1, Me, Ref} end),
    [Me ! I || I <- lists:seq(1, ?N)],
    erlang:display(in_order(1, ?N)),
    spawn(fun() -> [Me ! {item, I} || I <- lists:seq(1, ?N)], Me ! done end),
    erlang:display(collect([])),
    Echo ! stop,
    Echo ! {Me, too_late},
    Dead = spawn(fun() -> ok end),
    erlang:display(wait_dead(Dead)),
    erlang:display((Dead ! hello) =:= hello),
    erlang:display(receive {Echo, X} -> X after 10 -> nothing end),
    Workers = [spawn(?MODULE, worker, [Me, I, I * I]) || I <- lists:seq(1, 20)],
    erlang:display(lists:sum([receive {Pid, {I, S}} -> S - I end || {Pid, I} <- lists:zip(Workers, lists:seq(1, 20))])),
    spawn(?MODULE, chain, [Me, 50]),
    erlang:display(receive {chain, L} -> L end),
    Server = spawn(fun() -> server(0, []) end),
    erlang:display([call(Server, Q) || Q <- [{add, 5}, {add, 7}, get, reset, get, {add, 1}, history, unknown]]),
    erlang:display(call(Server, stop)),
    Big = spawn(fun() -> receive {From, T} -> From ! {sum(T), T} end end),
    Tree = tree(8),
    Big ! {Me, Tree},
    erlang:display(receive {Sum, T} -> {Sum, T =:= Tree} end),
    erlang:display([is_pid(P) || P <- [Me, Echo, Dead]]),
    erlang:display([Me =:= self(), Me == Echo, (Echo < Big) xor (Big < Echo), lists:sort([Big, Echo]) =:= lists:sort([Echo, Big])]),
    erlang:display(receive M -> M after 0 -> empty end).

echo() ->
    receive
        {From, M} -> From ! {self(), M}, echo();
        stop -> ok
    end.

worker(Parent, I, S) -> Parent ! {self(), {I, S}}.

chain(Parent, N) -> chain(Parent, N, []).

chain(Parent, 0, L) -> Parent ! {chain, L};
chain(Parent, N, L) -> spawn(fun() -> chain(Parent, N - 1, [N | L]) end).

in_order(N, Max) when N > Max -> {received, Max};
in_order(N, Max) ->
    receive
        M when is_integer(M) -> M = N, in_order(N + 1, Max)
    end.

collect(Acc) ->
    receive
        {item, I} -> collect([I | Acc]);
        done -> {length(Acc), lists:sum(Acc), lists:reverse(Acc) =:= lists:seq(1, length(Acc))}
    end.

wait_dead(Pid) ->
    case is_process_alive(Pid) of
        true -> receive after 1 -> wait_dead(Pid) end;
        false -> dead
    end.

server(Sum, History) ->
    receive
        {From, Tag, {add, N}} -> From ! {Tag, Sum + N}, server(Sum + N, [N | History]);
        {From, Tag, get} -> From ! {Tag, Sum}, server(Sum, History);
        {From, Tag, reset} -> From ! {Tag, ok}, server(0, History);
        {From, Tag, history} -> From ! {Tag, History}, server(Sum, History);
        {From, Tag, stop} -> From ! {Tag, stopped};
        {From, Tag, Other} -> From ! {Tag, {error, Other}}, server(Sum, History)
    end.

call(Server, Query) ->
    Tag = make_ref(),
    Server ! {self(), Tag, Query},
    receive {Tag, Reply} -> Reply end.

tree(0) -> leaf;
tree(N) -> {N, tree(N - 1), tree(N - 1)}.

sum(leaf) -> 0;
sum({N, L, R}) -> N + sum(L) + sum(R).
