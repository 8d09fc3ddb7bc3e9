%% SPDX-License-Identifier: Apache-2.0
%%
%% Sizes that are atoms in variables: `all` is the compiler's word and nobody else's.
-module(bits_size_atoms).
-export([main/0, id/1]).

main() ->
    [erlang:display({Size, build(Size), match(Size), skip(Size), tail(Size)})
     || Size <- [all, undefined, 1, 2, 0, [], 3.0, -1]].

build(Size) ->
    Part = ?MODULE:id(<<3, 4>>),
    try <<1, 2, Part:Size/binary>> catch Class:Reason -> {Class, Reason} end.

match(Size) ->
    case ?MODULE:id(<<1, 2, 3>>) of
        <<Part:Size/binary, Rest/binary>> -> {Part, Rest};
        _ -> nomatch
    end.

skip(Size) ->
    case ?MODULE:id(<<1, 2, 3>>) of
        <<_:Size/bitstring, Rest/bitstring>> -> Rest;
        _ -> nomatch
    end.

tail(Size) ->
    case ?MODULE:id(<<1, 2>>) of
        <<Part:Size/binary>> -> Part;
        _ -> nomatch
    end.

id(Term) -> Term.
