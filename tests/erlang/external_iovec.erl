%% SPDX-License-Identifier: Apache-2.0
%% term_to_iovec/1,2: the parts, with large binaries by themselves, and that they are together what term_to_binary gives.
-module(external_iovec).
-export([main/0]).

main() ->
    Large = binary:copy(<<"0123456789">>, 20),
    <<_:2/binary, Middle:100/binary, _/binary>> = Large,
    <<_:4, Odd:90/binary, _/bits>> = Large,
    Bits = <<Large/binary, 5:3>>,
    Terms = [a, {}, Large, {Large, Large}, [Large, a, Middle], {x, Odd, y}, Bits, {Bits, Bits}, <<1, 2, 3>>, #{Large => Middle}, lists:duplicate(5, Large),
             {binary:copy(<<1>>, 64), binary:copy(<<1>>, 65)}, [[Large | Middle] | Large]],
    erlang:display([[byte_size(B) || B <- term_to_iovec(T)] || T <- Terms]),
    erlang:display([iolist_to_binary(term_to_iovec(T)) =:= term_to_binary(T) || T <- Terms]),
    erlang:display([iolist_to_binary(term_to_iovec(T, O)) =:= term_to_binary(T, O) || T <- Terms, O <- [[], [compressed], [{minor_version, 0}], [deterministic]]]
                   -- lists:duplicate(100, true)),
    erlang:display([is_binary(term_to_iovec(T, [compressed])) || T <- Terms]),
    erlang:display([binary_to_term(iolist_to_binary(term_to_iovec(T))) =:= T || T <- Terms]),
    erlang:display(outcome:class(fun() -> term_to_iovec(a, [x]) end)).
