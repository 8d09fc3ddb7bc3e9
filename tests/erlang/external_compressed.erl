%% SPDX-License-Identifier: Apache-2.0
%% Compressed terms: the bytes of each level, when compression does not pay, what is used, and damaged streams.
-module(external_compressed).
-export([main/0]).

main() ->
    Terms = [lists:duplicate(100, a), lists:seq(1, 300), binary:copy(<<"abc">>, 200), {binary:copy(<<0>>, 1000), 1.5}, a, [], <<1, 2, 3>>, "aaaaaaaaaaaaaaaa",
             maps:from_list([{K, value} || K <- lists:seq(1, 50)])],
    lists:foreach(fun(T) ->
                      Bins = [term_to_binary(T, [O]) || O <- [compressed | [{compressed, L} || L <- lists:seq(0, 9)]]],
                      erlang:display([{byte_size(B), erlang:phash2(B)} || B <- Bins]),
                      erlang:display(lists:usort([binary_to_term(B) =:= T || B <- Bins])),
                      erlang:display([element(2, binary_to_term(<<B/binary, "rest">>, [used])) || B <- Bins])
                  end, Terms),
    erlang:display(term_to_binary(lists:duplicate(100, a), [compressed])),
    Bin = term_to_binary(lists:seq(1, 200), [compressed]),
    erlang:display(erlang:phash2([outcome:class(fun() -> binary_to_term(binary:part(Bin, 0, N)) end) || N <- lists:seq(0, byte_size(Bin))])),
    <<131, 80, Size:32, Stream/binary>> = Bin,
    erlang:display([outcome:class(fun() -> binary_to_term(<<131, 80, S:32, Stream/binary>>) =:= lists:seq(1, 200) end)
                    || S <- [Size, Size - 1, Size + 1, 0, 16#FFFFFFFF, 16#7FFFFFFF, 16#3000000]]),
    erlang:display([outcome:class(fun() -> binary_to_term(<<131, 80, 5:32, B/binary>>) end) || B <- [<<>>, <<0, 0>>, <<120, 156>>, <<120, 156, 3, 0, 0, 0, 0, 1>>]]),
    Twice = term_to_binary({<<131, 80>>, Bin}, [compressed]),
    erlang:display(binary_to_term(Twice) =:= {<<131, 80>>, Bin}).
