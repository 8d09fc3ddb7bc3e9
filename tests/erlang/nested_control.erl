%% SPDX-License-Identifier: Apache-2.0
%% case, if, try and fun nested deep in each other, values exported from branches, results used in
%% expressions, and empty or unreachable branches.
-module(nested_control).
-export([main/0]).

main() ->
    Values = outcome:id([0, 1, 2, 3, -1, 7, a, {ok, 5}, {error, x}, [], [1, 2, 3], 2.5, "abc"]),
    erlang:display([outcome:'of'(fun() -> nested(X, Y) end) || X <- Values, Y <- [0, 1, a]]),
    erlang:display([exported(X) || X <- Values]),
    erlang:display([outcome:'of'(fun() -> tries(X) end) || X <- Values]),
    erlang:display([ladder(X) || X <- lists:seq(0, 40)]),
    erlang:display(expression(outcome:id(6))),
    erlang:display([blocks(X) || X <- [1, 2, 3]]),
    erlang:display(fizz(1, 30)).

nested(X, Y) ->
    case X of
        N when is_integer(N) ->
            case N rem 2 of
                0 ->
                    if
                        N > 1 ->
                            case Y of
                                0 -> {even, big, zero};
                                1 -> try 10 div (N - 2) of V -> {quotient, V} catch error:E -> {caught, E} end;
                                _ -> begin Z = N + 1, case Z of 3 -> three; _ -> Z end end
                            end;
                        N =:= 0 -> case Y of a -> zero_a; _ -> {zero, N div Y} end
                    end;
                1 -> (fun(A) -> case A + N of B when B > 5 -> {large, B}; B -> {small, B} end end)(Y);
                _ -> negative_odd
            end;
        {Tag, V} ->
            case {Tag, Y} of
                {ok, 0} -> V;
                {ok, W} when is_integer(W) -> V + W;
                {error, _} -> case catch throw(V) of x -> thrown_x; Other -> Other end
            end;
        [H | T] when Y =:= 0 -> [nested(H, Y) | case T of [] -> []; _ -> nested(T, Y) end];
        [] -> nil;
        _ when Y =:= 1 -> {rest, X}
    end.

exported(X) ->
    case X of
        0 -> A = zero, B = 1;
        {ok, A} -> B = 2;
        N when is_integer(N) -> A = N * 2, B = A + 1;
        _ -> A = X, B = none
    end,
    if
        B =:= none -> C = A;
        true -> C = {A, B}
    end,
    {A, B, C}.

tries(X) ->
    try
        try
            case X of
                0 -> throw(zero);
                1 -> error(one);
                2 -> exit(two);
                3 -> try throw(inner) catch throw:inner -> throw(outer) after put(step, 3) end;
                {ok, V} -> V;
                _ when is_atom(X) -> atom_to_list(X);
                [_ | _] -> try hd(tl(X)) + 1 of S when S > 10 -> {sum, S} catch _:_ -> no end
            end
        of
            R when is_integer(R) -> {integer, R};
            [C | _] -> {text, C}
        catch
            throw:T -> {thrown, T};
            error:one -> throw(second)
        end
    catch
        throw:second -> caught_second;
        exit:two -> caught_exit
    end.

ladder(X) when X < 20 ->
    if X < 10 -> if X < 5 -> if X < 2 -> if X < 1 -> 0; true -> 1 end; X < 3 -> 2; true -> {3, X} end; X < 7 -> 5; true -> 7 end;
       X < 15 -> if X =:= 12 -> twelve; X > 12 -> above; true -> below end;
       X =:= 19 -> nineteen;
       true -> teens
    end;
ladder(X) -> case X div 5 of 4 -> four; 5 -> case X rem 5 of 0 -> exact; R -> R end; Q when Q > 6 -> {q, Q}; _ -> else_ end.

expression(X) ->
    1 + case X of 6 -> 10; _ -> 20 end * (if X > 3 -> 2; true -> 3 end) - (try throw(X) catch T -> T end)
        + length([case Y of X -> a; _ -> b end || Y <- [5, 6, 7]]) + element(1, {begin Z = X, Z * Z end, 2}).

blocks(X) ->
    C = begin
            A = X + 1,
            begin
                B = A * 2,
                B + 1
            end
        end,
    {A, B, C}.

fizz(N, Max) when N > Max -> [];
fizz(N, Max) ->
    Word = case {N rem 3, N rem 5} of
               {0, 0} -> fizzbuzz;
               {0, _} -> fizz;
               {_, 0} -> buzz;
               {_, _} -> N
           end,
    [Word | fizz(N + 1, Max)].
