%% SPDX-License-Identifier: Apache-2.0
%% Binaries as whole values: literals, byte_size, to and from lists, comparison and equality, large
%% ones, in messages, in data structures and across collections.
-module(binaries).
-export([main/0]).

-ifdef(SMALL).
-define(SIZE, 300).
-else.
-define(SIZE, 20000).
-endif.

main() ->
    Bins = outcome:id([<<>>, <<"a">>, <<"text">>, <<0>>, <<1, 2, 255>>, <<"longer than sixty-four bytes, which makes it live outside of the heap of a process">>]),
    erlang:display(Bins),
    erlang:display([byte_size(B) || B <- Bins]),
    erlang:display([size(B) || B <- Bins]),
    erlang:display([binary_to_list(B) || B <- Bins]),
    erlang:display([list_to_binary(binary_to_list(B)) =:= B || B <- Bins]),
    erlang:display([list_to_binary(L) || L <- outcome:id([[], "abc", [1, [2, [3]], "xyz"], [<<"bin">>, $-, [<<"in">>, []]], [<<>>], ["a" | <<"tail">>]])]),
    erlang:display([outcome:'of'(fun() -> list_to_binary(L) end) || L <- outcome:id([a, [a], [256], [-1], [1 | 2], [1.0], {}, [[1], {2}], <<"b">>])]),
    erlang:display([outcome:'of'(fun() -> binary_to_list(L) end) || L <- outcome:id([a, [], 1, "abc"])]),
    erlang:display([outcome:'of'(fun() -> byte_size(L) end) || L <- outcome:id([a, [], 1, "abc", {}])]),
    erlang:display([binary_to_list(<<"hello">>, A, B) || {A, B} <- [{1, 5}, {2, 3}, {5, 5}]]),
    erlang:display(lists:sort([<<"b">>, <<"a">>, <<>>, <<"ab">>, <<255>>, <<"B">>, <<"a", 0>>])),
    erlang:display([compare(A, B) || {A, B} <- outcome:id([{<<"a">>, <<"b">>}, {<<"ab">>, <<"b">>}, {<<"a">>, <<"a">>}, {<<"a">>, "a"}, {<<>>, []}, {<<"x">>, {}}])]),
    erlang:display([is_binary(B) andalso is_bitstring(B) || B <- Bins]),
    erlang:display([match(B) || B <- Bins]),
    Large = list_to_binary([I band 255 || I <- lists:seq(1, ?SIZE)]),
    erlang:display({byte_size(Large), hd(binary_to_list(Large)), lists:sum(binary_to_list(Large))}),
    Me = self(),
    Echo = spawn(fun() -> receive {From, B} -> From ! {self(), B, byte_size(B)} end end),
    Echo ! {Me, Large},
    erlang:display(receive {Echo, Back, Size} -> {Back =:= Large, Size} end),
    Kept = [list_to_binary(lists:duplicate(100, I)) || I <- lists:seq(1, 50)],
    erlang:display(garbage(40, 0)),
    erlang:display(lists:usort([{byte_size(B), length(lists:usort(binary_to_list(B)))} || B <- Kept])),
    put(<<"key">>, {value, <<"v">>}),
    erlang:display([get(<<"key">>), get(list_to_binary("key")), lists:keyfind(<<"b">>, 1, [{<<"a">>, 1}, {<<"b">>, 2}])]),
    erlang:display(list_to_binary([list_to_binary(integer_to_list(I)) || I <- lists:seq(1, 20)])),
    erlang:display([atom_to_binary(abc), binary_to_atom(<<"xyz">>), integer_to_binary(-42), binary_to_integer(<<"123">>), iolist_size(["ab", <<"cd">>, [$e]]),
                    iolist_to_binary(["ab", <<"cd">>, [$e | <<"f">>]])]).

compare(A, B) when A == B -> equal;
compare(A, B) when A < B -> less;
compare(_, _) -> more.

match(<<"text">>) -> text;
match(<<>>) -> empty;
match(B) when B =:= <<0>> -> zero;
match(B) when byte_size(B) > 64 -> large;
match(_) -> other.

garbage(0, Sum) -> Sum;
garbage(N, Sum) ->
    B = list_to_binary(lists:duplicate(500, N)),
    garbage(N - 1, Sum + byte_size(B) + hd(binary_to_list(B))).
