%% SPDX-License-Identifier: Apache-2.0
%% try and catch: entered and left without an exception, throws from near and from deep, and errors
%% with their stack traces.
-module(exceptions).
-export([run/0, iterations/0]).

iterations() -> 20.

run() -> {quiet(300000, 0), near(100000, 0), deep(2000, 0), errors(50000, 0)}.

quiet(0, Sum) -> Sum;
quiet(N, Sum) ->
    V = try
            step(N)
        catch
            throw:T -> T
        end,
    quiet(N - 1, Sum + V).

step(N) when N rem 1000 =:= 0 -> throw(N);
step(N) -> N band 7.

near(0, Sum) -> Sum;
near(N, Sum) ->
    V = try
            throw({found, N band 3})
        catch
            throw:{found, X} -> X
        end,
    near(N - 1, Sum + V).

deep(0, Sum) -> Sum;
deep(N, Sum) ->
    V = try
            descend(100, N)
        catch
            throw:{bottom, X} -> X
        end,
    deep(N - 1, Sum + V).

descend(0, N) -> throw({bottom, N});
descend(D, N) -> 1 + descend(D - 1, N).

errors(0, Sum) -> Sum;
errors(N, Sum) ->
    V = try
            1000 div (N band 3)
        catch
            error:badarith -> 7
        end,
    errors(N - 1, Sum + V).
