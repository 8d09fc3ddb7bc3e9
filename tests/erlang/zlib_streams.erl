%% SPDX-License-Identifier: Apache-2.0
%% Module zlib: whole texts in each format, streams in pieces, flushing, dictionaries, what follows
%% the end, damaged input, and wrong use.
-module(zlib_streams).
-export([main/0]).

-ifdef(SMALL).
-define(SIZE, 20000).
-else.
-define(SIZE, 1000000).
-endif.

main() ->
    Texts = [<<>>, <<"a">>, "hello hello hello hello", [<<"nested">>, ["list", $!]], binary:copy(<<"0123456789">>, 100), noise(?SIZE)],
    [whole(T) || T <- Texts],
    pieces(),
    flushing(),
    levels(),
    dictionaries(),
    chunks(),
    after_the_end(),
    damaged(),
    wrong_use(),
    owners().

noise(N) -> list_to_binary([(I * I * 7919 + I bsr 3) band 255 || I <- lists:seq(1, N div 10)] ++ lists:duplicate(N - N div 10, $n)).

whole(Text) ->
    Bytes = iolist_to_binary(Text),
    Forms = [{zlib:compress(Text), fun zlib:uncompress/1}, {zlib:zip(Text), fun zlib:unzip/1}, {zlib:gzip(Text), fun zlib:gunzip/1}],
    erlang:display([{byte_size(C), erlang:crc32(C), Un(C) =:= Bytes} || {C, Un} <- Forms]).

pieces() ->
    Z = zlib:open(),
    ok = zlib:deflateInit(Z),
    Out = [zlib:deflate(Z, lists:duplicate(N, N)) || N <- lists:seq(1, 100)],
    Last = zlib:deflate(Z, "end", finish),
    ok = zlib:deflateEnd(Z),
    ok = zlib:close(Z),
    C = iolist_to_binary([Out, Last]),
    erlang:display({byte_size(C), erlang:crc32(C)}),
    I = zlib:open(),
    ok = zlib:inflateInit(I),
    Back = [zlib:inflate(I, <<B>>) || <<B>> <= C],
    ok = zlib:inflateEnd(I),
    erlang:display(erlang:crc32(Back)).

flushing() ->
    Z = zlib:open(),
    ok = zlib:deflateInit(Z, 9, deflated, -15, 8, default),
    Parts = [iolist_to_binary(zlib:deflate(Z, T, F)) || {T, F} <- [{"abc", none}, {"def", sync}, {"ghi", full}, {"jkl", finish}]],
    erlang:display({Parts, zlib:crc32(Z)}),
    ok = zlib:deflateReset(Z),
    erlang:display([iolist_to_binary(zlib:deflate(Z, "again", finish)), zlib:crc32(Z)]),
    zlib:close(Z),
    erlang:display(iolist_to_binary(zlib:unzip(Parts))).

levels() ->
    Text = binary:copy(<<"the quick brown fox jumps over the lazy dog. ">>, 50),
    [begin
        Z = zlib:open(),
        ok = zlib:deflateInit(Z, Level, deflated, Bits, Mem, Strategy),
        C = iolist_to_binary(zlib:deflate(Z, Text, finish)),
        zlib:close(Z),
        erlang:display({Level, Bits, Mem, Strategy, byte_size(C), erlang:crc32(C)})
     end || {Level, Bits, Mem, Strategy} <- [{none, 15, 8, default}, {best_speed, 15, 8, default}, {best_compression, 9, 1, filtered}, {6, 31, 9, huffman_only}, {3, -12, 4, rle}]],
    Z = zlib:open(),
    ok = zlib:deflateInit(Z),
    A = zlib:deflate(Z, Text),
    ok = zlib:deflateParams(Z, 9, huffman_only),
    B = zlib:deflate(Z, Text, finish),
    zlib:close(Z),
    erlang:display({erlang:crc32([A, B]), zlib:uncompress([A, B]) =:= <<Text/binary, Text/binary>>}).

dictionaries() ->
    Z = zlib:open(),
    ok = zlib:deflateInit(Z),
    Sum = zlib:deflateSetDictionary(Z, "hello world"),
    C = iolist_to_binary(zlib:deflate(Z, "hello hello world", finish)),
    zlib:close(Z),
    erlang:display({Sum, C}),
    I = zlib:open(),
    ok = zlib:inflateInit(I),
    erlang:display(outcome:'of'(fun() -> zlib:inflate(I, C) end)),
    ok = zlib:inflateSetDictionary(I, "hello world"),
    erlang:display(iolist_to_binary(zlib:inflate(I, []))),
    erlang:display(zlib:inflateGetDictionary(I)),
    zlib:close(I),
    J = zlib:open(),
    ok = zlib:inflateInit(J),
    erlang:display(zlib:inflate(J, C, [{exception_on_need_dict, false}])),
    erlang:display(outcome:'of'(fun() -> zlib:inflateSetDictionary(J, "other") end)),
    zlib:close(J).

chunks() ->
    C = zlib:compress(binary:copy(<<"x">>, 100000)),
    Z = zlib:open(),
    ok = zlib:inflateInit(Z),
    erlang:display(sizes(Z, zlib:safeInflate(Z, C))),
    ok = zlib:inflateReset(Z),
    ok = zlib:setBufSize(Z, 30000),
    erlang:display({zlib:getBufSize(Z), more(Z, zlib:inflateChunk(Z, C))}),
    zlib:close(Z).

sizes(Z, {continue, Out}) -> [iolist_size(Out) | sizes(Z, zlib:safeInflate(Z, []))];
sizes(_, {finished, Out}) -> [iolist_size(Out)].

more(Z, {more, Out}) -> [iolist_size(Out) | more(Z, zlib:inflateChunk(Z))];
more(_, Out) -> [iolist_size(Out)].

after_the_end() ->
    One = zlib:gzip("one"),
    Two = zlib:gzip("two"),
    [begin
        Z = zlib:open(),
        ok = zlib:inflateInit(Z, 31, Behaviour),
        erlang:display({Behaviour, outcome:'of'(fun() -> iolist_to_binary(zlib:inflate(Z, [One, Two])) end),
            outcome:'of'(fun() -> iolist_to_binary(zlib:inflate(Z, [])) end), outcome:'of'(fun() -> zlib:inflateEnd(Z) end)}),
        zlib:close(Z)
     end || Behaviour <- [cut, reset, error]],
    erlang:display(zlib:gunzip([One, Two])).

damaged() ->
    C = zlib:compress("some text to be compressed"),
    [erlang:display(outcome:'of'(fun() -> zlib:uncompress(D) end)) || D <- [<<>>, <<1, 2, 3, 4, 5, 6, 7, 8, 9>>, binary:part(C, 0, 10), <<C/binary, "more">>, a, [256],
        <<(binary:part(C, 0, byte_size(C) - 1))/binary, 0>>]],
    [erlang:display(outcome:'of'(fun() -> F(<<"no such thing">>) end)) || F <- [fun zlib:gunzip/1, fun zlib:unzip/1]],
    [erlang:display(outcome:'of'(fun() -> F(x) end)) || F <- [fun zlib:gunzip/1, fun zlib:unzip/1, fun zlib:gzip/1, fun zlib:zip/1, fun zlib:compress/1]].

wrong_use() ->
    Z = zlib:open(),
    Closed = zlib:open(),
    ok = zlib:close(Closed),
    [erlang:display(outcome:'of'(F)) || F <- [
        fun() -> zlib:deflate(Z, "a") end,
        fun() -> zlib:inflate(Z, "a") end,
        fun() -> zlib:deflateEnd(Z) end,
        fun() -> zlib:inflateReset(Z) end,
        fun() -> zlib:crc32(Z) end,
        fun() -> zlib:crc32(Z, "abc") end,
        fun() -> zlib:adler32(Z, "abc") end,
        fun() -> zlib:deflateInit(Z, 10) end,
        fun() -> zlib:deflateInit(Z, foo) end,
        fun() -> zlib:deflateInit(Z, 1, foo, 15, 8, default) end,
        fun() -> zlib:deflateInit(Z, 1, deflated, 7, 8, default) end,
        fun() -> zlib:deflateInit(Z, 1, deflated, 15, 10, default) end,
        fun() -> zlib:deflateInit(Z, 1, deflated, 15, 8, foo) end,
        fun() -> zlib:deflateInit(Z) end,
        fun() -> zlib:deflateInit(Z) end,
        fun() -> zlib:inflateInit(Z) end,
        fun() -> zlib:deflate(Z, a) end,
        fun() -> zlib:deflate(Z, "a", foo) end,
        fun() -> zlib:inflate(Z, "a") end,
        fun() -> zlib:deflateEnd(Z) end,
        fun() -> zlib:close(Z) end,
        fun() -> zlib:close(Z) end,
        fun() -> zlib:deflateInit(Closed) end,
        fun() -> zlib:deflate(make_ref(), "a") end,
        fun() -> zlib:close(foo) end,
        fun() -> zlib:setBufSize(Z, 1) end]].

owners() ->
    Z = zlib:open(),
    Self = self(),
    Use = fun() -> outcome:'of'(fun() -> zlib:deflateInit(Z), zlib:deflate(Z, "abc", finish) end) end,
    Other = spawn(fun() ->
        Self ! {self(), Use()},
        receive go -> Self ! {self(), Use()} end,
        receive stop -> ok end
    end),
    receive {Other, First} -> erlang:display(First) end,
    ok = zlib:set_controlling_process(Z, Other),
    Other ! go,
    receive {Other, Second} -> erlang:display(Second) end,
    erlang:display(outcome:'of'(fun() -> zlib:close(Z) end)),
    Other ! stop.
