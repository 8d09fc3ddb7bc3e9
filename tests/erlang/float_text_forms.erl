%% SPDX-License-Identifier: Apache-2.0
%% float_to_list/1,2 and float_to_binary/1,2 with every option and wrong ones, and reading floats:
%% what is one, what is none, and what is too large or too small.
-module(float_text_forms).
-export([main/0]).

main() ->
    Floats = [0.0, -0.0, 1.0, -1.5, 0.1, 1.0e22, 1.0e23, 123456789.125, 9007199254740992.0, 9007199254740993.5e3, 5.0e-324, 2.2250738585072014e-308,
              1.7976931348623157e308, 1.0e-5, 0.001, 1.0e16, 123456.789e3, 0.5, 1.5, 2.5, 0.05, 0.15, 99.995, 999999.9999999],
    Options = [[], [short], [compact], [{decimals, 0}], [{decimals, 2}], [{decimals, 4}, compact], [{decimals, 20}], [{scientific, 0}], [{scientific, 3}], [{scientific, 20}, compact],
               [{scientific, 3}, {decimals, 1}], [{decimals, 1}, {scientific, 3}], [short, {decimals, 1}], [{decimals, 1}, short], [compact, short]],
    [erlang:display({F, [float_to_list(F, O) || O <- Options]}) || F <- Floats],
    [erlang:display([float_to_binary(F, O) =:= list_to_binary(float_to_list(F, O)) || O <- Options]) || F <- Floats],
    erlang:display([{float_to_list(F), float_to_binary(F)} || F <- Floats]),
    wrong(),
    reading(),
    commas(),
    io_lib_forms(Floats).

wrong() ->
    [erlang:display({O, frames:'of'(fun() -> {float_to_list(1.0, O)} end)}) || O <- [foo, [foo], [{decimals, -1}], [{decimals, 254}], [{decimals, a}], [{decimals, 1.0}], [{scientific, 250}],
        [{scientific, -1}], [compact | x], [{decimals, 1, 2}], [{foo, 1}], [{decimals, 1 bsl 70}]]],
    [erlang:display(frames:'of'(F)) || F <- [
        fun() -> {float_to_list(1)} end,
        fun() -> {float_to_binary(a)} end,
        fun() -> {float_to_list(1, [])} end,
        fun() -> {float_to_binary(<<>>, [short])} end,
        fun() -> {float_to_list(1.0e300, [{decimals, 10}])} end,
        fun() -> {float_to_list(-1.0e253, [{decimals, 0}])} end]].

reading() ->
    Texts = ["1.0", "-1.0", "+1.0", "1.5e3", "1.5E3", "1.5e+3", "1.5e-3", "1", "1.", ".5", "1e3", "1.0e", "1.0e+", " 1.0", "1.0 ", "", "a", "1.0a", "1,0", "0x1.0", "1.0e308", "1.8e308",
             "-1.8e308", "1.0e-400", "4.9e-324", "2.0e-324", "2.5e-324", "nan", "inf", "00001.5", "1.50000000000000000000000000000000000000000000000000", "1__0.0", "1.0_0", "--1.0", "1.0.0",
             "9007199254740993.0", "179769313486231580793728971405301000000000000000000000000.0e252", "0.1e1000000", "0.0e1000000", "-0.0", "1.0e5000000000", "1.0e-5000000000",
             lists:duplicate(400, $1) ++ ".0", "0." ++ lists:duplicate(400, $0) ++ "1", "0." ++ lists:duplicate(400, $3)],
    [erlang:display({shorten(T), outcome:'of'(fun() -> float_to_list(list_to_float(T), [short]) end),
        outcome:'of'(fun() -> float_to_list(binary_to_float(list_to_binary(T)), [short]) end)}) || T <- Texts],
    [erlang:display(outcome:'of'(fun() -> string:to_float(T) end)) || T <- ["1.0x", "x", "1.5e3 rest", "1.0e", <<"2.5b">>, "1.8e308", "+3.0,", "-", "", "1.0\x{400}"]],
    [erlang:display(frames:'of'(F)) || F <- [
        fun() -> {list_to_float("1")} end,
        fun() -> {list_to_float(<<"1.0">>)} end,
        fun() -> {list_to_float("1.0" ++ a)} end,
        fun() -> {list_to_float([$1, $., 300])} end,
        fun() -> {binary_to_float("1.0")} end,
        fun() -> {binary_to_float(<<"1.0", 0>>)} end,
        fun() -> {binary_to_float(<<"1.0":20>>)} end]],
    <<_:4, Odd:24/bitstring, _/bitstring>> = <<16#f3, 16#12, 16#e3, 16#50>>,
    erlang:display({Odd, binary_to_float(Odd)}).

shorten(T) when length(T) > 60 -> length(T);
shorten(T) -> T.

io_lib_forms(Floats) ->
    [erlang:display([lists:flatten(io_lib:format(F, [X])) || F <- ["~w", "~p", "~f", "~.2f", "~e", "~.3e", "~g", "~.10g", "~20.4f", "~-12.1f|"], X <- [1.5e3]]) || _ <- [1]],
    [erlang:display([lists:flatten(io_lib:format("~w ~f ~.3f ~e ~g", [X, X, X, X, X]))]) || X <- Floats].

%% A comma is as good as a point.
commas() ->
    [erlang:display({Text, string:to_float(Text), element(1, catch {list_to_float(Text)})}) ||
        Text <- ["1,5", "-1,53e1foo", "+1,2e2", "1,2,3", "1,", ",5", "1,5e+", "1.5,2"]],
    erlang:display([binary_to_float(<<"-12,25e1">>), list_to_float("0,5")]).
