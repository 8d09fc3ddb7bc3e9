%% SPDX-License-Identifier: Apache-2.0
%% The binary module: searching with one and many patterns, compiled or not, in parts; replacing, copying, numbers.
-module(library_binary).
-export([main/0]).

main() ->
    Subject = <<"abracadabra, the quick brown fox; abra">>,
    Patterns = [<<"abra">>, <<"a">>, <<"xyz">>, [<<"abra">>, <<"cad">>], [<<"a">>, <<"ab">>, <<"abr">>], [<<"bra">>, <<"the">>], <<", ">>, [<<" ">>, <<";">>]],
    [erlang:display([binary:match(Subject, P), binary:matches(Subject, P), binary:split(Subject, P), binary:split(Subject, P, [global]), binary:split(Subject, P, [global, trim]),
                     binary:split(Subject, P, [global, trim_all]), binary:replace(Subject, P, <<"#">>), binary:replace(Subject, P, <<"[]">>, [global]),
                     binary:replace(Subject, P, <<"[]">>, [global, {insert_replaced, 1}]), binary:match(Subject, P, [{scope, {5, 12}}]), binary:matches(Subject, P, [{scope, {20, -12}}])])
     || P <- Patterns],
    Compiled = binary:compile_pattern([<<"abra">>, <<"fox">>]),
    erlang:display([binary:matches(Subject, Compiled), binary:split(Subject, Compiled, [global])]),
    erlang:display([binary:replace(<<"aXbX">>, <<"X">>, fun(M) -> <<M/binary, M/binary>> end, [global]), binary:longest_common_prefix([<<"erlang">>, <<"ergonomy">>]),
                    binary:longest_common_prefix([<<"a">>, <<"b">>]), binary:longest_common_suffix([<<"erlang">>, <<"fang">>]), binary:longest_common_prefix([<<"one">>]),
                    binary:at(Subject, 3), binary:first(Subject), binary:last(Subject), binary:part(Subject, 4, 3), binary:part(Subject, {10, -3}), binary:bin_to_list(Subject, 0, 4),
                    binary:bin_to_list(Subject, {5, 2}), binary:copy(<<"ab">>, 3), binary:copy(<<>>, 5), binary:decode_unsigned(<<1, 0>>), binary:decode_unsigned(<<1, 0>>, little),
                    binary:encode_unsigned(65536), binary:encode_unsigned(65536, little), binary:list_to_bin([1, [<<2>>, 3]]), binary:referenced_byte_size(<<1, 2, 3>>)]),
    Long = binary:copy(<<"0123456789">>, 300),
    erlang:display([length(binary:matches(Long, <<"789">>)), binary:match(Long, <<"9", 0>>), byte_size(hd(binary:split(Long, <<"5">>))), length(binary:split(Long, [<<"3">>, <<"90">>], [global])),
                    byte_size(binary:replace(Long, <<"0">>, <<"zero">>, [global])), binary:decode_unsigned(binary:part(Long, 0, 20)) rem 1000007]),
    <<_:8, Rest/binary>> = Subject,
    <<_:3, Odd:100/bitstring, _/bitstring>> = Subject,
    erlang:display([binary:match(Rest, <<"c">>), binary:matches(Rest, <<"bra">>), outcome:'of'(fun() -> binary:match(Odd, <<"c">>) end)]),
    erlang:display([outcome:'of'(fun() -> apply(binary, F, As) end) || {F, As} <- [{at, [<<1>>, 1]}, {at, [<<1>>, -1]}, {first, [<<>>]}, {last, [<<>>]}, {part, [<<1, 2>>, 1, 2]}, {part, [<<1, 2>>, -1, 1]},
                    {match, [a, <<1>>]}, {match, [<<1>>, <<>>]}, {match, [<<1>>, []]}, {match, [<<1>>, <<1>>, [{scope, {5, 1}}]]}, {split, [<<1>>, <<1>>, [bad]]}, {copy, [<<1>>, -1]},
                    {encode_unsigned, [-1]}, {decode_unsigned, [a]}, {longest_common_prefix, [[]]}, {longest_common_prefix, [[a]]}, {bin_to_list, [<<1>>, 0, 2]}, {compile_pattern, [[]]},
                    {replace, [<<"aXb">>, <<"X">>, <<"yy">>, [{insert_replaced, 5}]]}, {list_to_bin, [[256]]}]]).
