%% SPDX-License-Identifier: Apache-2.0
%% Regular expressions three ways: backtracking with closures, derivatives, and a set of states; they must agree.
-module(regex_matcher).
-export([main/0]).

main() ->
    Patterns = ["abc", "a*b", "(a|b)*abb", "a?b+c", "[a-c]x*", "(ab|a)(bc|c)?", "", "(a*)*b", "x.z", "[^a]b", "((a|b)(c|d))+", "a|"],
    Texts = ["", "a", "b", "abc", "aaab", "abb", "babb", "bbc", "cxx", "abbc", "xyz", "zb", "ab", "acbd", "ac", "c"],
    [begin
         R = parse(P),
         Results = [{backtrack(R, T), derivative(R, T), states(R, T)} || T <- Texts],
         true = lists:all(fun({A, B, C}) -> A =:= B andalso B =:= C end, Results),
         erlang:display({P, R, [T || {T, {true, _, _}} <- lists:zip(Texts, Results)]})
     end || P <- Patterns],
    erlang:display([outcome:'of'(fun() -> parse(P) end) || P <- ["(", "a)", "*", "[a", "a**"]]),
    erlang:display(states(parse("(a|aa)*b"), lists:duplicate(300, $a) ++ "b")).

parse(Text) ->
    case alternatives(Text) of
        {R, []} -> R;
        {_, Rest} -> throw({unexpected, Rest})
    end.
alternatives(T) ->
    case sequence(T, empty) of
        {R, [$| | Rest]} -> {R2, Rest2} = alternatives(Rest), {{either, R, R2}, Rest2};
        Done -> Done
    end.
sequence([C | _] = T, Acc) when C =/= $|, C =/= $) ->
    {Atom, Rest} = atom(T),
    {R, Rest2} = repeat(Atom, Rest),
    sequence(Rest2, then(Acc, R));
sequence(T, Acc) -> {Acc, T}.
then(empty, R) -> R;
then(A, B) -> {then, A, B}.
repeat(R, [$* | Rest]) -> repeat({many, R}, Rest);
repeat(R, [$+ | Rest]) -> repeat({then, R, {many, R}}, Rest);
repeat(R, [$? | Rest]) -> repeat({either, R, empty}, Rest);
repeat(R, Rest) -> {R, Rest}.
atom([$( | T]) ->
    case alternatives(T) of
        {R, [$) | Rest]} -> {R, Rest};
        {_, Rest} -> throw({unclosed, Rest})
    end;
atom([$., $. | _] = T) -> throw({dots, T});
atom([$. | T]) -> {any, T};
atom([$[, $^ | T]) -> {S, Rest} = set(T, []), {{except, S}, Rest};
atom([$[ | T]) -> {S, Rest} = set(T, []), {{one_of, S}, Rest};
atom([C | T]) when C =/= $*, C =/= $+, C =/= $? -> {{char, C}, T};
atom(T) -> throw({nothing_to_repeat, T}).
set([$] | T], Acc) -> {lists:usort(Acc), T};
set([A, $-, B | T], Acc) -> set(T, lists:seq(A, B) ++ Acc);
set([C | T], Acc) -> set(T, [C | Acc]);
set([], _) -> throw(unclosed_set).

fits(any, _) -> true;
fits({char, C}, C) -> true;
fits({one_of, S}, C) -> lists:member(C, S);
fits({except, S}, C) -> not lists:member(C, S);
fits(_, _) -> false.

backtrack(R, Text) -> match(R, Text, fun([]) -> true; (_) -> false end).
match(empty, T, Next) -> Next(T);
match({then, A, B}, T, Next) -> match(A, T, fun(Rest) -> match(B, Rest, Next) end);
match({either, A, B}, T, Next) -> match(A, T, Next) orelse match(B, T, Next);
match({many, R}, T, Next) -> match(R, T, fun(Rest) -> Rest =/= T andalso match({many, R}, Rest, Next) end) orelse Next(T);
match(R, [C | Rest], Next) -> fits(R, C) andalso Next(Rest);
match(_, [], _) -> false.

derivative(R, Text) -> nullable(lists:foldl(fun derive/2, R, Text)).
nullable(empty) -> true;
nullable({many, _}) -> true;
nullable({then, A, B}) -> nullable(A) andalso nullable(B);
nullable({either, A, B}) -> nullable(A) orelse nullable(B);
nullable(_) -> false.
derive(C, {then, A, B}) ->
    D = both(derive(C, A), B),
    case nullable(A) of true -> either(D, derive(C, B)); false -> D end;
derive(C, {either, A, B}) -> either(derive(C, A), derive(C, B));
derive(C, {many, R} = M) -> both(derive(C, R), M);
derive(C, R) -> case R =/= empty andalso R =/= none andalso fits(R, C) of true -> empty; false -> none end.
both(none, _) -> none;
both(empty, R) -> R;
both(A, B) -> {then, A, B}.
either(none, R) -> R;
either(R, none) -> R;
either(R, R) -> R;
either(A, B) -> {either, A, B}.

states(R, Text) ->
    Final = lists:foldl(fun(C, S) -> lists:usort(lists:append([follow(K) || [{step, A} | K] <- S, fits(A, C)])) end, lists:usort(enter(R, [done])), Text),
    lists:member([done], Final).
follow([{loop, R} | K]) -> enter({many, R}, K);
follow([{rest, R} | K]) -> enter(R, K);
follow(K) -> [K].
enter(empty, K) -> follow(K);
enter({then, A, B}, K) -> enter(A, [{rest, B} | K]);
enter({either, A, B}, K) -> enter(A, K) ++ enter(B, K);
enter({many, R}, K) -> follow(K) ++ case K of [{loop, R} | _] -> []; _ -> [S || S <- inside(R, [{loop, R} | K]), hd(S) =/= done] end;
enter(A, K) -> [[{step, A} | K]].
%% Once round a loop: what comes to its end without a step has been there.
inside(R, K) -> [S || S <- enter_once(R, K), S =/= K].
enter_once({many, R}, K) -> [S || S <- inside(R, [{loop, R} | K])] ++ [K];
enter_once({then, A, B}, K) -> lists:append([if S =:= [{rest, B} | K] -> enter_once(B, K); true -> [S] end || S <- enter_once(A, [{rest, B} | K])]);
enter_once({either, A, B}, K) -> enter_once(A, K) ++ enter_once(B, K);
enter_once(empty, K) -> [K];
enter_once(A, K) -> [[{step, A} | K]].
