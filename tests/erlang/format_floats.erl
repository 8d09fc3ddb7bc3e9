%% SPDX-License-Identifier: Apache-2.0
%% Floats as text: OTP's own io_lib, and the options of float_to_list and float_to_binary.
-module(format_floats).
-export([main/0]).

main() ->
    Floats = [0.0, 1.0, -1.0, 0.1, 0.5, 1.5, 2.5, -2.5, 3.14159265358979, 100.0, 1.0e10, 1.0e21, 1.0e22, 1.0e23, 123456789.125,
              9007199254740993.0, 1.0e-5, 1.0e-4, 0.001, 5.0e-324, 2.2250738585072014e-308, 1.7976931348623157e308,
              0.1 + 0.2, 1 / 3, 2 / 3, 99.9999, 0.99999999, 1.0e100, 123.456e-7, 4.35, 2.675, 1.005, 576460752303423488.0],
    [show(F) || F <- Floats],
    Formats = ["~f", "~.1f", "~.3f", "~12.2f", "~-12.2f|", "~12.2.0f", "~e", "~.3e", "~15.4e", "~g", "~.4g", "~10.3g", "~w", "~p", "~20w|",
               "~-20p|", "~20.10.*p"],
    [erlang:display({Format, [lists:flatten(io_lib:format(Format, [F])) || F <- sublist_step(Floats, 3)]})
     || Format <- Formats],
    erlang:display([outcome:'of'(fun() -> io_lib:format(F, A) end) || {F, A} <- [{"~f", [1]}, {"~f", [a]}, {"~.0f", [1.5]}, {"~e", []},
                                                                             {"~.1e", [1.0]}, {"~g", [x]}]]),
    erlang:display([outcome:'of'(fun() -> float_to_list(F, O) end)
                    || {F, O} <- [{1.0, [{decimals, -1}]}, {1.0, [{decimals, 254}]}, {1.0e300, [{decimals, 2}]}, {1, []}, {1.0, [bad]},
                                  {1.0, [{scientific, 250}]}, {1.5, [compact]}, {1.5, x}]]).

sublist_step([], _) -> [];
sublist_step([H | T], N) -> [H | sublist_step(drop(N - 1, T), N)].
drop(0, L) -> L;
drop(_, []) -> [];
drop(N, [_ | T]) -> drop(N - 1, T).

show(F) ->
    Texts = [float_to_list(F), float_to_list(F, [short]), float_to_list(F, [{scientific, 3}]), float_to_list(F, [{scientific, 17}])
             | [float_to_list(F, O) || abs(F) < 1.0e20, O <- [[{decimals, 0}], [{decimals, 2}], [{decimals, 10}],
                                                              [{decimals, 10}, compact], [compact, {decimals, 3}]]]],
    erlang:display(Texts),
    F = list_to_float(float_to_list(F, [short])),
    F = binary_to_float(float_to_binary(F, [{scientific, 20}])).
