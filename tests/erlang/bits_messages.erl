%% SPDX-License-Identifier: Apache-2.0
%% Binaries and their parts between processes: what one continues after sending it stays as it was for the other.
-module(bits_messages).
-export([main/0]).

main() ->
    Self = self(),
    Base = grow(<<>>, 100),
    Echo = spawn_link(fun() -> echo(Self, <<>>) end),
    Echo ! {keep, Base},
    More = <<Base/binary, "mine">>,
    Echo ! {append, <<"theirs">>},
    Theirs = receive {now, A} -> A end,
    erlang:display({byte_size(More), tail(More), byte_size(Theirs), tail(Theirs), tail(Base)}),
    <<_:13, Odd:200/bits, _/bits>> = Base,
    Echo ! {keep, Odd},
    Echo ! {append, <<5:3>>},
    erlang:display(receive {now, B} -> {bit_size(B), B, <<Odd/bits, 5:3>> =:= B} end),
    <<_:50/binary, Part/binary>> = Base,
    Echo ! {keep, Part},
    [Echo ! {append, <<X>>} || X <- [1, 2, 3]],
    erlang:display([receive {now, C} -> {byte_size(C), tail(C)} end || _ <- [1, 2, 3]]),
    erlang:display({byte_size(Part), tail(Part), tail(<<Part/binary, 9>>)}),
    Workers = [spawn_link(fun() -> worker(Self, N, Base) end) || N <- lists:seq(1, 8)],
    erlang:display([receive {W, Size, Hash} -> {Size, Hash} end || W <- Workers]),
    erlang:display(relay(20, <<"start">>)),
    Echo ! stop.

grow(Bin, 0) -> Bin;
grow(Bin, N) -> grow(<<Bin/binary, N>>, N - 1).

tail(Bin) ->
    Skip = bit_size(Bin) - 40,
    <<_:Skip, Tail/bits>> = Bin,
    Tail.

echo(Parent, Bits) ->
    receive
        {keep, New} -> echo(Parent, New);
        {append, Extra} ->
            More = <<Bits/bits, Extra/bits>>,
            Parent ! {now, More},
            echo(Parent, More);
        stop -> ok
    end.

worker(Parent, N, Base) ->
    Bin = lists:foldl(fun(X, B) -> <<B/binary, (X * N):16>> end, Base, lists:seq(1, 50)),
    Parent ! {self(), byte_size(Bin), erlang:phash2(Bin)}.

%% Each process appends and passes it on.
relay(0, Bin) -> Bin;
relay(N, Bin) ->
    Self = self(),
    Pid = spawn_link(fun() -> receive B -> Self ! {self(), <<B/binary, N>>} end end),
    Pid ! Bin,
    receive {Pid, New} -> relay(N - 1, New) end.
