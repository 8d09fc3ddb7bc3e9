%% SPDX-License-Identifier: Apache-2.0
%% The reason term of every error the language itself raises, with odd values in it.
-module(exception_reasons).
-export([main/0]).

main() ->
    Values = outcome:id([0, a, [], {x, 1.5}, "s", 1 bsl 70, [1 | 2]]),
    [erlang:display({Name, [reason(fun() -> Fun(V) end) || V <- Values]})
     || {Name, Fun} <- [{badmatch, fun(V) -> {ok, W} = V, W end},
                        {badmatch_literal, fun(V) -> b = V end},
                        {badmatch_bound, fun(V) -> W = outcome:id(z), W = V end},
                        {case_clause, fun(V) -> case V of none -> 1; {_, _, _} -> 2 end end},
                        {if_clause, fun(V) -> if V =:= none -> 1; V < -5 -> 2 end end},
                        {function_clause, fun clause/1},
                        {fun_clause, fun(none) -> 1; (V) when V =:= nothing -> 2 end},
                        {try_clause, fun(V) -> try outcome:id(V) of none -> 1 catch _:_ -> 2 end end},
                        {badarith, fun(V) -> V + b end},
                        {badfun, fun(V) -> V(1) end},
                        {badrecord_like, fun(V) -> element(3, V) end},
                        {badbool, fun(V) -> V andalso true end},
                        {badnot, fun(V) -> not V end},
                        {bad_generator, fun(V) -> [X || X <- V] end},
                        {length, fun(V) -> length(V) end},
                        {hd, fun(V) -> hd(V) end},
                        {tuple_size, fun(V) -> tuple_size(V) end},
                        {atom_to_list, fun(V) -> atom_to_list(V) end},
                        {list_to_atom, fun(V) -> list_to_atom(V) end},
                        {undef, fun(V) -> outcome:no_such_function(V) end},
                        {undef_dynamic, fun(V) -> V:f() end},
                        {error, fun(V) -> error(V) end},
                        {error_undefined, fun(V) -> error({nested, {V, V}}) end},
                        {send, fun(V) -> V ! message end},
                        {spawn, fun(V) -> spawn(V) end}]],
    erlang:display([case catch Fun() of {'EXIT', {R, S}} -> {R, is_list(S)} end
                    || Fun <- [fun() -> outcome:id(1) / 0 end, fun() -> 1 = outcome:id(2) end, fun() -> clause(5) end]]),
    erlang:display([reason(fun() -> two(A, B) end) || A <- [1, 2, 3], B <- [x, y]]).

reason(Fun) ->
    try Fun() of
        V when is_function(V) -> a_fun;
        V -> {value, V}
    catch
        error:{badfun, F} when is_function(F) -> badfun;
        error:{badarity, {_, Args}} -> {badarity, Args};
        Class:Reason -> {Class, Reason}
    end.

clause(none) -> 1;
clause({_, _, _}) -> 2.

two(1, x) -> ok;
two(2, B) ->
    case {B, 2} of
        {x, 2} -> ok
    end;
two(A, B) when A + B > 0 -> ok;
two(3, y) ->
    {a, b} = {outcome:id(a), outcome:id(c)}.
