%% SPDX-License-Identifier: Apache-2.0
%% Takeuchi's function: three calls whose results are the arguments of a fourth, a tail call.
%%
%%   ./run examples/tak.erl            prints tak(18, 12, 6), which is 7
%%   ./run examples/tak.erl 24 16 8    with other arguments
-module(tak).
-export([main/1]).

main([]) ->
    erlang:display(tak(18, 12, 6));
main([_, _, _] = Arguments) ->
    [X, Y, Z] = [list_to_integer(Argument) || Argument <- Arguments],
    erlang:display(tak(X, Y, Z)).

tak(X, Y, Z) when Y >= X -> Z;
tak(X, Y, Z) -> tak(tak(X - 1, Y, Z), tak(Y - 1, Z, X), tak(Z - 1, X, Y)).
