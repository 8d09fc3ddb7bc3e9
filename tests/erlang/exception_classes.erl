%% SPDX-License-Identifier: Apache-2.0
%% throw, error and exit through try, catch and each other: which clause takes them, what passes on,
%% of sections, variables alive over try, values of after, and old-style catch.
-module(exception_classes).
-export([main/0]).

main() ->
    Kinds = outcome:id([{value, 1}, {throw, t}, {error, e}, {exit, x}, {throw, {a, b}}, {error, badarg}, {exit, normal}]),
    erlang:display([outcome:'of'(fun() -> raise(K) end) || K <- Kinds]),
    erlang:display([outcome:'of'(fun() -> only_throw(K) end) || K <- Kinds]),
    erlang:display([outcome:'of'(fun() -> only_error(K) end) || K <- Kinds]),
    erlang:display([outcome:'of'(fun() -> by_reason(K) end) || K <- Kinds]),
    erlang:display([outcome:'of'(fun() -> of_section(K) end) || K <- Kinds]),
    erlang:display([old_catch(K) || K <- Kinds]),
    erlang:display([outcome:'of'(fun() -> nested(A, B) end) || A <- Kinds, B <- [{value, v}, {throw, second}, {exit, second}]]),
    erlang:display([alive(K, 5) || K <- Kinds]),
    erlang:display([catch_in_arguments(K) || K <- Kinds]),
    erlang:display([outcome:'of'(fun() -> caught_in_clause(K) end) || K <- Kinds]),
    erlang:display([guarded_clause(K) || K <- [{throw, N} || N <- [-1, 0, 1, 2.0, a]] ++ [{error, 7}]]),
    erlang:display([deep(N, K) || N <- [0, 1, 50, 3000], K <- [{throw, bottom}, {error, bottom}, {value, bottom}]]),
    erlang:display(layers(60)),
    erlang:display(loop(2000, 0)),
    erlang:display((catch throw(catch throw(inner)))),
    erlang:display([catch X || X <- [1, a]]),
    erlang:display([(catch raise({throw, N})) + 1 || N <- [1, 2]]),
    erlang:display({catch raise({throw, one}), catch raise({value, two}), catch raise({exit, three})}).

raise({value, V}) -> V;
raise({throw, T}) -> throw(T);
raise({error, E}) -> error(E);
raise({exit, X}) -> exit(X).

only_throw(K) ->
    try
        raise(K)
    catch
        T -> {caught, T}
    end.

only_error(K) ->
    try
        raise(K)
    catch
        error:E -> {caught, E}
    end.

by_reason(K) ->
    try
        raise(K)
    catch
        _:{a, B} -> {pair, B};
        Class:badarg -> {Class, bad};
        exit:_ -> exited
    end.

of_section(K) ->
    try raise(K) of
        1 -> throw(from_of);
        V -> V
    catch
        throw:t -> throw(from_catch);
        throw:from_of -> never
    end.

old_catch(K) ->
    case catch raise(K) of
        {'EXIT', {Reason, Stack}} when is_list(Stack) -> {error, Reason};
        {'EXIT', Reason} -> {exit, Reason};
        Other -> {other, Other}
    end.

nested(A, B) ->
    try
        try
            raise(A)
        catch
            throw:t -> raise(B);
            error:e ->
                try
                    raise(B)
                catch
                    throw:second -> {replaced, second}
                end
        end
    catch
        exit:second -> {outer, second};
        exit:x -> raise(B)
    end.

%% Variables from before the try, used in every branch and after it.
alive(K, N) ->
    A = outcome:id(N + 1),
    B = outcome:id([A]),
    R = try
            C = outcome:id({A, B}),
            raise(K),
            {done, C}
        catch
            throw:T -> {T, B};
            Class:Reason -> {Class, Reason, A}
        end,
    {outcome:id(R), A, B, N}.

catch_in_arguments(K) ->
    pair(catch only_throw(K), case catch only_error(K) of {'EXIT', _} -> exited; V -> V end).

pair(A, {'EXIT', _}) -> {A, exited};
pair({'EXIT', {R, S}}, B) when is_list(S) -> {{failed, R}, B};
pair(A, B) -> {A, B}.

caught_in_clause(K) ->
    try
        raise(K)
    catch
        throw:T -> error({converted, T});
        error:E -> exit({converted, E});
        exit:X -> throw({converted, X})
    end.

guarded_clause(K) ->
    try
        raise(K)
    catch
        throw:N when N > 0, is_integer(N) -> positive;
        throw:N when N =:= 0 -> zero;
        throw:N when 10 / N < 0 -> negative;
        C:N when is_number(N) -> {C, N};
        _:_ -> other
    end.

deep(N, K) ->
    try descend(N, K) of
        V -> {value, V}
    catch
        C:R -> {C, R}
    end.

descend(0, K) -> raise(K);
descend(N, K) ->
    case descend(N - 1, K) of
        {N, _} = T -> T;
        V -> put(deepest, V)
    end,
    N.

%% Each layer catches, adds one, and throws on.
layers(0) -> throw(0);
layers(N) ->
    try
        layers(N - 1)
    catch
        throw:V when N =:= 60 -> {top, V + 1};
        throw:V -> throw(V + 1)
    end.

loop(0, Acc) -> Acc;
loop(N, Acc) ->
    V = try
            case N rem 3 of
                0 -> throw(N);
                1 -> error(N);
                2 -> exit(N)
            end
        catch
            throw:X -> X;
            error:X -> -X;
            exit:_ -> 1
        end,
    loop(N - 1, Acc + V).
