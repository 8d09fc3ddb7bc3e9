%% SPDX-License-Identifier: Apache-2.0
%% What construction refuses: the reason, and the explanation in the stack trace of which segment is wrong and how.
-module(bits_errors).
-export([main/0]).

main() ->
    A = outcome:id(a),
    Minus = outcome:id(-1),
    Big = outcome:id(1 bsl 70),
    Huge = outcome:id(1 bsl 2000),
    Bytes = outcome:id(<<1, 2, 3>>),
    Bits = outcome:id(<<1:3>>),
    Float = outcome:id(1.5),
    Zero = outcome:id(0),
    Eight = outcome:id(8),
    show([fun() -> <<A:8>> end, fun() -> <<1, A:8>> end, fun() -> <<1:A>> end, fun() -> <<1:Minus>> end, fun() -> <<1:Big>> end,
          fun() -> <<1:(-Big)>> end, fun() -> <<A:8, 1:Minus>> end, fun() -> <<1:Minus, A:8>> end, fun() -> <<A:0>> end,
          fun() -> <<A:Zero>> end, fun() -> <<Float:8>> end, fun() -> <<"abc", A:8>> end, fun() -> <<1, 2:5, A:3>> end]),
    show([fun() -> <<A/float>> end, fun() -> <<Huge/float>> end, fun() -> <<Float:Eight/float>> end,
          fun() -> <<Float:Minus/float>> end, fun() -> <<Float:A/float>> end, fun() -> <<Float:Big/float>> end,
          fun() -> <<Float:Zero/float>> end, fun() -> <<A:Zero/float>> end, fun() -> <<Float:Eight/float-unit:4>> end,
          fun() -> <<1, A:8, Float:Minus/float>> end, fun() -> <<1, A:8, Float:Zero/float>> end]),
    show([fun() -> <<A/binary>> end, fun() -> <<1, A/binary>> end, fun() -> <<Bits/binary>> end, fun() -> <<1, Bits/binary>> end,
          fun() -> <<1, A/bits>> end, fun() -> <<Bytes:4/binary>> end, fun() -> <<Bytes:Eight/binary>> end,
          fun() -> <<Bytes:Minus/binary>> end, fun() -> <<Bytes:A/binary>> end, fun() -> <<Bytes:Big/binary>> end,
          fun() -> <<A:4/binary>> end, fun() -> <<1, A:Eight/binary>> end, fun() -> <<1, A/binary, 1:Minus>> end,
          fun() -> <<1, Bits/binary, 1:Minus>> end, fun() -> <<1, A:8, Bits/binary>> end,
          fun() -> <<Bytes:7/binary, A:8, Bits/binary>> end, fun() -> <<[1]/binary>> end]),
    show([fun() -> <<A/utf8>> end, fun() -> <<1, Minus/utf8>> end, fun() -> <<Big/utf8>> end, fun() -> <<1, A/utf16>> end,
          fun() -> <<A/utf32>> end, fun() -> <<1, A/utf8, 1:Minus>> end]),
    show([fun() -> <<Bytes/binary, A:8>> end, fun() -> <<A/binary, 1:8>> end, fun() -> <<Bits/binary, 1:8>> end,
          fun() -> <<Bytes/binary, 1:Minus>> end, fun() -> <<A/binary, 1:Minus>> end, fun() -> <<A/binary, A:8>> end,
          fun() -> <<Bits/binary, A:8, 1:Minus>> end]),
    show([fun() -> << <<X:8>> || X <- [1, A] >> end, fun() -> << <<X/binary>> || X <- [Bytes, A] >> end,
          fun() -> << <<X/bits>> || X <- [Bits, A] >> end, fun() -> << <<X/float>> || X <- [1, A] >> end]),
    erlang:display([guard(X) || X <- [1, A, Bytes, Float]]).

show(Funs) -> erlang:display([reason(Fun) || Fun <- Funs]).

reason(Fun) ->
    try Fun()
    catch
        error:Reason:Stack ->
            {_, _, _, Info} = hd(Stack),
            {Reason, lists:keyfind(error_info, 1, Info)}
    end.

%% In a guard it only fails.
guard(X) when <<X:8>> =:= <<1>> -> one;
guard(X) when <<1, X/binary>> =:= <<1, 1, 2, 3>> -> binary;
guard(X) when <<X/float>> =:= <<1.5/float>> -> float;
guard(_) -> none.
