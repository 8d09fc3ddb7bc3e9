%% SPDX-License-Identifier: Apache-2.0
%% Large binaries, parts of them and match contexts through collections of both kinds; bytes that nobody refers to are
%% given back, whatever generation they were in.
-module(gc_binaries).
-export([main/0]).

-ifdef(SMALL).
-define(ROUNDS, 20).
-define(BYTES, 500).
-else.
-define(ROUNDS, 1000).
-define(BYTES, 100000).
-endif.

main() ->
    erlang:display(dropped(?ROUNDS)),
    erlang:display(told()),
    erlang:display(kept(?ROUNDS, [])),
    erlang:display(parsed()),
    erlang:display(appended(?ROUNDS, <<>>, [])),
    erlang:display(parts(?ROUNDS, binary(1), [])),
    erlang:display(counted()),
    erlang:display(in_other_process()).

binary(N) -> binary:copy(<<N:32>>, ?BYTES div 4).

collect(N) when N rem 3 =:= 0 -> erlang:garbage_collect(self(), [{type, minor}]);
collect(N) when N rem 7 =:= 0 -> erlang:garbage_collect();
collect(_) -> true.

dropped(0) -> done;
dropped(N) ->
    <<N:32, _/binary>> = binary(N),
    dropped(N - 1).

%% A queue of ten: each gets old and dies.
kept(0, Queue) -> [hash(B) || B <- Queue];
kept(N, Queue) ->
    collect(N),
    kept(N - 1, lists:sublist([binary(N) | Queue], 10)).

hash(Bits) -> erlang:phash2(Bits).

%% The context outlives many collections, its binary is old or young.
parsed() ->
    Bytes = << <<I>> || I <- lists:seq(0, 255) >>,
    One = parse(Bytes, 0, []),
    Two = parse(binary:copy(Bytes, 4), 0, []),
    erlang:garbage_collect(),
    {length(One), hash(One), length(Two), hash(Two)}.

parse(<<A, B:4, C:12/bits, Rest/binary>>, N, Found) ->
    collect(N),
    parse(Rest, N + 1, [{A, B, C, [N]} | Found]);
parse(<<Rest/bits>>, _, Found) -> [Rest | Found].

appended(0, Binary, Old) -> {hash(Binary), [hash(B) || B <- Old]};
appended(N, Binary, Old) ->
    collect(N),
    appended(N - 1, <<Binary/binary, N:24>>, lists:sublist([Binary | Old], 4)).

parts(0, _, Parts) -> {length(Parts), hash(Parts)};
parts(N, Binary, Parts) ->
    collect(N),
    Skip = N * 3,
    <<_:Skip, Part:300/bits, _/bits>> = Binary,
    parts(N - 1, Binary, lists:sublist([Part | Parts], 50)).

%% What process_info sees of them, in a process of its own.
counted() ->
    count(fun() ->
        Held = [binary(I) || I <- lists:seq(1, 5)],
        erlang:garbage_collect(),
        Five = held(),
        Two = lists:nthtail(3, Held),
        erlang:garbage_collect(),
        Left = held(),
        Hash = hash(Two),
        erlang:garbage_collect(),
        {Five, Left, Hash, held()}
    end).

held() ->
    {binary, Binaries} = process_info(self(), binary),
    {length(Binaries), lists:sum([Size || {_, Size, _} <- Binaries]) div (?BYTES div 4 * 4)}.

in_other_process() ->
    Me = self(),
    Pid = spawn(fun() -> receive {B, C} -> Me ! {self(), hash([B | C])} end end),
    B = binary(77),
    Pid ! {B, [binary:part(B, 3, 200)]},
    erlang:garbage_collect(),
    erlang:garbage_collect(Pid),
    receive {Pid, Hash} -> Hash =:= hash([B, binary:part(B, 3, 200)]) end.

count(F) ->
    Me = self(),
    Pid = spawn(fun() -> Me ! {self(), F()} end),
    receive {Pid, Result} -> Result end.

%% What a process says of its binaries does not change with collections.
told() ->
    Binaries = [binary:copy(<<N>>, 100 + N) || N <- lists:seq(1, 5)],
    true = erlang:garbage_collect(),
    Before = process_info(self(), binary),
    true = erlang:garbage_collect(),
    {process_info(self(), binary) =:= Before, [length(Binaries), length(element(2, Before))]}.
