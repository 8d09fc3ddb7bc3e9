%% SPDX-License-Identifier: Apache-2.0
%% Integers to floats and back, zeros with signs, texts to numbers and the errors of texts that are none.
-module(number_conversions).
-export([main/0]).

main() ->
    Floats = [0.0, -0.0, 0.5, -0.5, 0.49999999999999994, 1.5, 2.5, -2.5, 4503599627370495.5, 9007199254740992.0, -9007199254740994.0, 576460752303423487.0,
              576460752303423488.0, -576460752303423488.0, 1.0e18, 1.0e22, 1.0e23, -1.0e300, 1.7976931348623157e308, 5.0e-324],
    [erlang:display({exact(F), trunc(F), round(F), floor(F), ceil(F)}) || F <- Floats],
    [erlang:display({exact(-F), exact(abs(F)), exact(0.0 - F), exact(F * -1), exact(negated(F)), exact(negated_product(F))}) || F <- Floats],
    Integers = [0, 1, -1, 9007199254740993, 9007199254740995, -9007199254740993, 1 bsl 59, (1 bsl 60) + 1, (1 bsl 64) - 1, 1 bsl 64, (1 bsl 100) + 1, (1 bsl 1023),
                (1 bsl 1024) - (1 bsl 970) - 1, -(1 bsl 80)],
    [erlang:display({I, exact(float(I)), exact(I * 1.0), exact(I + 0.0), I == float(I), I =:= trunc(float(I)), I < float(I), I > float(I)}) || I <- Integers],
    erlang:display([outcome:'of'(fun() -> float(outcome:id(I)) end) || I <- [1 bsl 1024, -(1 bsl 1024), (1 bsl 1024) - (1 bsl 970)]]),
    erlang:display([{X, Y, X < Y, X == Y, X =:= Y} || X <- [9007199254740992, 9007199254740993, 1 bsl 60], Y <- [9007199254740992.0, 1152921504606846976.0]]),
    Texts = ["0", "-0", "+7", "007", "1e5", "1.0", "1.", ".5", "-1.5e-3", "1.5E+3", "1.0e400", "1.0e-400", "", " 1", "1 ", "--1", "0x10", "1_000", "1.5.5", "infinity", "9999999999999999999999",
             "123456789.12345678901234567890", "1.7976931348623159e308", "4.9e-324", "2.0e-324"],
    [erlang:display({T, outcome:'of'(fun() -> list_to_integer(T) end), floating(fun() -> list_to_float(T) end), floating(fun() -> binary_to_float(list_to_binary(T)) end),
                     outcome:'of'(fun() -> binary_to_integer(list_to_binary(T)) end)}) || T <- Texts],
    erlang:display([integer_to_list(I, B) || I <- [0, 255, -255, 1 bsl 70], B <- [2, 8, 16, 36]]),
    erlang:display([outcome:'of'(fun() -> list_to_integer(T, B) end) || {T, B} <- [{"zz", 36}, {"ZZ", 36}, {"12", 2}, {"-7f", 16}, {"1", 1}, {"1", 37}, {"", 10}, {"+", 10}]]),
    erlang:display([float_to_list(F, [{decimals, D}]) || F <- [4888.942820073994, 123456.789, 0.5, 2.5, 9007199254740992.0, 0.49999999999999994], D <- [0, 1, 17, 18, 19]]),
    erlang:display([float_to_binary(F, [{decimals, D}, compact]) || F <- [4888.942820073994, 123456.789, 1.0], D <- [3, 17, 18, 19]]),
    erlang:display(lists:all(fun(F) -> list_to_float(float_to_list(F)) == F andalso list_to_float(float_to_list(F, [short])) =:= F end, Floats -- [1.7976931348623157e308])).

exact(F) -> <<Bits:64>> = <<F/float>>, {F, Bits}.

floating(Fun) ->
    case outcome:'of'(Fun) of
        {value, F} -> exact(F);
        Other -> Other
    end.

negated(F) when is_float(F) -> -(F * 1.0).
negated_product(F) -> -(F * 0.0).
