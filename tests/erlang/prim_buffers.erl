%% SPDX-License-Identifier: Apache-2.0
%% Module prim_buffer: what goes in comes out in order, in pieces of any size; searching, skipping,
%% the lock, and wrong use.
-module(prim_buffers).
-export([main/0]).

main() ->
    B = prim_buffer:new(),
    show([prim_buffer:size(B), prim_buffer:find_byte_index(B, $a), prim_buffer:read(B, 0), prim_buffer:read_iovec(B, 0)]),
    show([prim_buffer:write(B, [<<"abc">>, <<"def">>, <<>>]), prim_buffer:size(B), prim_buffer:find_byte_index(B, $d), prim_buffer:find_byte_index(B, $x)]),
    show([prim_buffer:read(B, 2), prim_buffer:skip(B, 1), prim_buffer:size(B), prim_buffer:read(B, 3), prim_buffer:size(B)]),
    wrong(B),
    locks(B),
    [mixed(Sizes) || Sizes <- [[1, 10, 100], [3000, 5, 70000, 1000], [64, 65, 66], lists:seq(1, 300)]],
    show(prim_buffer:wipe(B)),
    many(B).

show(Term) -> erlang:display(Term).

attempt(Fun) ->
    try Fun() catch Class:Reason -> {Class, Reason} end.

wrong(B) ->
    ok = prim_buffer:write(B, [<<"text">>]),
    show([attempt(F) || F <- [fun() -> prim_buffer:write(B, <<"x">>) end, fun() -> prim_buffer:write(B, [<<"x">>, foo]) end,
                             fun() -> prim_buffer:write(B, ["x"]) end, fun() -> prim_buffer:read(B, 5) end, fun() -> prim_buffer:read(B, -1) end,
                             fun() -> prim_buffer:read(B, 100) end, fun() -> prim_buffer:skip(B, 5) end, fun() -> prim_buffer:skip(B, foo) end,
                             fun() -> prim_buffer:find_byte_index(B, 256) end, fun() -> prim_buffer:find_byte_index(B, foo) end,
                             fun() -> prim_buffer:size(foo) end, fun() -> prim_buffer:size(make_ref()) end, fun() -> prim_buffer:wipe(foo) end]]),
    show([prim_buffer:size(B), prim_buffer:read(B, 4)]).

locks(B) ->
    show([attempt(F) || F <- [fun() -> prim_buffer:unlock(B) end, fun() -> prim_buffer:try_lock(B) end, fun() -> prim_buffer:try_lock(B) end,
                             fun() -> prim_buffer:unlock(B) end, fun() -> prim_buffer:unlock(B) end]]).

%% Pieces of these sizes are written, and read in pieces of others.
mixed(Sizes) ->
    B = prim_buffer:new(),
    Pieces = [binary:copy(<<(N rem 256)>>, N) || N <- Sizes],
    ok = prim_buffer:write(B, Pieces),
    <<_, Cut/binary>> = binary:copy(<<"part of something longer">>, 100),
    ok = prim_buffer:write(B, [Cut]),
    All = iolist_to_binary([Pieces, Cut]),
    show({prim_buffer:size(B) =:= byte_size(All), prim_buffer:find_byte_index(B, $g) =:= index(All, $g)}),
    Read = iolist_to_binary(read_all(B, [1, 64, 65, 600, 2000, 7])),
    show(Read =:= All).

index(Bytes, Byte) ->
    {At, _} = binary:match(Bytes, <<Byte>>),
    {ok, At}.

read_all(B, Sizes) -> read_all(B, Sizes, Sizes).
read_all(B, [], Sizes) -> read_all(B, Sizes, Sizes);
read_all(B, [N | Ns], Sizes) ->
    case prim_buffer:size(B) of
        0 -> [];
        Left when Left < N -> [prim_buffer:read_iovec(B, Left)];
        _ -> [prim_buffer:read(B, N) | read_all(B, Ns, Sizes)]
    end.

many(B) ->
    [ok = prim_buffer:write(B, [<<I:16>>]) || I <- lists:seq(1, 3000)],
    show([prim_buffer:size(B), prim_buffer:find_byte_index(B, 11), erlang:phash2(prim_buffer:read(B, 6000)), prim_buffer:size(B)]).
