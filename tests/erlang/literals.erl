%% SPDX-License-Identifier: Apache-2.0
%% Constant terms of a module: large, shared, nested, sent to other processes, compared with terms
%% built at run time, updated (the constant stays), and mixed with new terms.
-module(literals).
-export([main/0, table/0, deep/0]).

main() ->
    erlang:display(table()),
    erlang:display(deep()),
    erlang:display([table() =:= table(), deep() == deep()]),
    erlang:display(table() =:= [{N, Word, [N]} || {N, Word} <- lists:zip(lists:seq(1, 5), ["one", "two", "three", "four", "five"])]),
    erlang:display([lists:keyfind(N, 1, table()) || N <- [1, 3, 6]]),
    T = outcome:id({a, {b, [c, {d, 1.5, 123456789012345678901234567890}]}}),
    erlang:display({T, setelement(1, T, changed), T}),
    erlang:display([{0} | table()]),
    erlang:display(table() ++ [last]),
    erlang:display([X || {X, _, _} <- table() ++ table()]),
    Me = self(),
    Pid = spawn(fun() -> receive {From, L} -> From ! {back, L, deep()} end end),
    Pid ! {Me, table()},
    erlang:display(receive {back, L, D} -> {L =:= table(), D =:= deep()} end),
    put(constant, deep()),
    erlang:display(garbage(300)),
    erlang:display(get(constant) =:= deep()),
    erlang:display([big(), negative_big(), float_(), tiny(), text(), improper(), empty_things()]),
    erlang:display([outcome:'of'(fun() -> case outcome:id(X) of "constant" -> 1; {x, "y", [z]} -> 2; 3.25 -> 3; [[a], [b]] -> 4 end end)
                    || X <- ["constant", {x, "y", [z]}, 3.25, [[a], [b]], {x, "y", [w]}]]),
    erlang:display(sum_of(numbers(), 0)),
    erlang:display(lists:reverse(numbers())),
    erlang:display(lists:sort(mixed())),
    erlang:display((catch error({constant, [reason]}))  =/= ok),
    erlang:display([F(1) || F <- [fun constant_result/1, fun(_) -> {fixed, "term"} end]]),
    erlang:display(exits()).

table() -> [{1, "one", [1]}, {2, "two", [2]}, {3, "three", [3]}, {4, "four", [4]}, {5, "five", [5]}].

deep() -> {{{{{{{{{{[[[[[[[[[[{a, "b", [c | d]}]]]]]]]]]]}}}}}}}}}}.

big() -> 1000000000000000000000000000000000000000000.
negative_big() -> -99999999999999999999.
float_() -> 3.141592653589793.
tiny() -> 1.0e-200.
text() -> "a longer piece of text, with punctuation: ; , . and \"quotes\"".
improper() -> [a, b | c].
empty_things() -> {[], {}, "", [[]], [{}], <<>>}.

constant_result(_) -> {constant, [1, 2.5, "three"]}.

numbers() -> [1, 2.5, 3, 1 bsl 64, -7, 18446744073709551616, 0.125, 576460752303423488, -576460752303423489].

mixed() -> [{}, [], a, 1, 2.5, "s", {a, b}, [x | y], 1 bsl 70, 'A', {1}].

sum_of([], S) -> S;
sum_of([H | T], S) -> sum_of(T, S + trunc(H)).

garbage(0) -> done;
garbage(N) -> length([{N, I, table()} || I <- [1, 2, 3]]) =:= 3 andalso garbage(N - 1).

exits() ->
    {Pid, Ref} = spawn_monitor(fun() -> exit({literal, ["reason", {deep, [1, 2, 3]}]}) end),
    receive {'DOWN', Ref, process, Pid, R} -> R end.
