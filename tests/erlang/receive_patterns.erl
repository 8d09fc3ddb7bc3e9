%% SPDX-License-Identifier: Apache-2.0
%%
%% Selective receive: patterns with bound variables and guards, nested receives, and the order of what is left.
-module(receive_patterns).
-export([main/0]).

main() ->
    erlang:display({priorities, priorities()}),
    erlang:display({bound, bound(7)}),
    erlang:display({guards, guards()}),
    erlang:display({nested, nested()}),
    erlang:display({left, left()}),
    erlang:display({types, types()}),
    erlang:display({binaries, binaries()}),
    erlang:display({maps, maps()}),
    erlang:display({in_guard_failure, in_guard_failure()}),
    erlang:display({in_fun, [F() || F <- funs()]}),
    erlang:display({raised, raised()}),
    erlang:display({reordered, reordered(30)}).

send(List) -> [self() ! M || M <- List], ok.

all() -> receive M -> [M | all()] after 0 -> [] end.

priorities() ->
    send([{low, 1}, {high, 2}, {low, 3}, {high, 4}, other]),
    drain().
drain() ->
    receive {high, N} -> [{high, N} | drain()]
    after 0 -> receive {low, N} -> [{low, N} | drain()] after 0 -> all() end
    end.

bound(Key) ->
    send([{6, a}, {7, b}, {8, c}, {7, d}]),
    receive {Key, First} -> ok end,
    receive {Key, Second} -> {First, Second, all()} end.

guards() ->
    send([1, 2.0, 3, a, "x", 40, 41]),
    Even = receive N when is_integer(N), N rem 2 =:= 0 -> N end,
    Float = receive F when is_float(F); F =:= a -> F end,
    Big = receive B when is_integer(B) andalso B > 2 orelse B == b -> B end,
    {Even, Float, Big, all()}.

nested() ->
    send([outer, inner, outer2, inner2]),
    receive
        outer ->
            X = receive inner2 -> receive inner -> both end end,
            receive Y -> {X, Y} end
    end.

left() ->
    send(lists:seq(1, 20)),
    Taken = [receive N when N rem 3 =:= 0 -> N end || _ <- lists:seq(1, 6)],
    {Taken, all()}.

types() ->
    send([a, 1, 1.0, "s", <<"b">>, {}, {1}, [], #{}, fun erlang:hd/1, 1 bsl 70]),
    [receive {} -> empty_tuple end, receive 1.0 -> float end, receive [] -> nil end, receive M when M =:= #{} -> map end,
     receive F when is_function(F, 1) -> a_fun end, receive 1180591620717411303424 -> big end, all()].

binaries() ->
    send([<<1, 2, 3>>, <<4:16, "rest">>, <<"tail">>, <<5:3>>]),
    A = receive <<4:16, R/binary>> -> R end,
    B = receive X when is_bitstring(X), not is_binary(X) -> bit_size(X) end,
    {A, B, all()}.

maps() ->
    send([#{a => 1}, #{b => 2}, #{a => 3, b => 4}]),
    K = b,
    B = receive #{K := V} -> V end,
    A = receive #{a := W, b := _} -> W end,
    {A, B, all()}.

%% A guard that fails with an error is false.
in_guard_failure() ->
    send([x, [1], 5]),
    receive M when hd(M) =:= 1 -> {M, all()} end.

funs() ->
    send([1, 2, 3]),
    [fun() -> receive 3 -> three end end, fun() -> receive 1 -> one end end, fun() -> all() end].

%% An exception in the body: the message is gone.
raised() ->
    send([bad, good]),
    R = try receive bad -> error(was_bad) end catch error:was_bad -> caught end,
    {R, all()}.

reordered(N) ->
    send([{I * 7 rem N, I} || I <- lists:seq(0, N - 1)]),
    [receive {K, V} -> V end || K <- lists:seq(0, N - 1)].
