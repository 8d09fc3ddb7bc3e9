%% SPDX-License-Identifier: Apache-2.0
%% Bytes of terms with one byte changed, cut off at each place, or with counts that promise more than there is: each is a
%% term or badarg, as in OTP.
-module(external_damage).
-export([main/0]).

-ifdef(SMALL).
-define(VALUES, [0, 131]).
-else.
-define(VALUES, [0, 1, 16, 31, 97, 104, 105, 107, 108, 109, 110, 116, 119, 127, 128, 131, 255]).
-endif.

main() ->
    Terms = [{a, [1, 2.5, "abc" | <<1, 2, 3:5>>], #{k => {-1, 1 bsl 80}, 1.0 => []}}, maps:from_list([{K, {K}} || K <- lists:seq(1, 34)]), [fun lists:map/2, 'é', <<>>, {}, #{}]],
    Bins = [term_to_binary(T) || T <- Terms],
    erlang:display([erlang:phash2([result(binary:part(B, 0, N)) || N <- lists:seq(0, byte_size(B))]) || B <- Bins]),
    erlang:display([damaged(B) || B <- Bins]),
    erlang:display([result(binary:copy(<<131, 105, 16#00FFFFFF:32>>, 1)), result(<<131, (binary:copy(<<105, 5000:32>>, 2000))/binary>>),
                    result(<<131, (binary:copy(<<108, 5000:32>>, 2000))/binary>>), result(<<131, (binary:copy(<<116, 2500:32>>, 2000))/binary>>),
                    result(<<131, (binary:copy(<<104, 255>>, 100000))/binary>>), result(<<131, (binary:copy(<<108, 1:32>>, 50000))/binary, 106>>)]).

%% What changed bytes make is compared by its hash; without pids and the like, whose names have numbers in them.
damaged(Bin) ->
    erlang:phash2([result(<<Before/binary, Value, After/binary>>)
                   || I <- lists:seq(0, byte_size(Bin) - 1), Value <- ?VALUES, <<Before:I/binary, _, After/binary>> <- [Bin]]).

result(Bin) ->
    try binary_to_term(Bin, [used]) of
        {Term, Used} -> {Used, erlang:phash2(Term)}
    catch
        error:badarg -> badarg
    end.
