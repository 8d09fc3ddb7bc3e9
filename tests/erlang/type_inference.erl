%% SPDX-License-Identifier: Apache-2.0
%% Hindley and Milner's types of a small functional language, with unification over maps and let-polymorphism.
-module(type_inference).
-export([main/0]).

main() ->
    Id = {fn, x, {var, x}},
    Terms = [{int, 1}, Id, {fn, f, {fn, x, {app, {var, f}, {app, {var, f}, {var, x}}}}}, {'let', i, Id, {pair, {app, {var, i}, {int, 1}}, {app, {var, i}, {bool, true}}}},
             {app, {fn, i, {pair, {app, {var, i}, {int, 1}}, {app, {var, i}, {bool, true}}}}, Id}, {fn, x, {app, {var, x}, {var, x}}}, {'if', {bool, true}, {int, 1}, {int, 2}},
             {'if', {int, 1}, {int, 1}, {int, 2}}, {fix, f, {fn, n, {'if', {app, {var, zero}, {var, n}}, {int, 1}, {app, {app, {var, mul}, {var, n}}, {app, {var, f}, {app, {var, pred}, {var, n}}}}}}},
             {fn, f, {fn, g, {fn, x, {app, {app, {var, f}, {var, x}}, {app, {var, g}, {var, x}}}}}}, {var, missing}, {list, [{int, 1}, {int, 2}]}, {list, [{int, 1}, {bool, false}]}, {list, []},
             {fix, map, {fn, f, {fn, l, {match, {var, l}, {list, []}, h, t, {cons, {app, {var, f}, {var, h}}, {app, {app, {var, map}, {var, f}}, {var, t}}}}}}},
             {'let', twice, {fn, f, {fn, x, {app, {var, f}, {app, {var, f}, {var, x}}}}}, {app, {app, {var, twice}, {var, twice}}, {var, pred}}}],
    [erlang:display({T, outcome:'of'(fun() -> infer(T) end)}) || T <- Terms].

infer(Term) ->
    Env = #{zero => {[], {arrow, int, bool}}, pred => {[], {arrow, int, int}}, mul => {[], {arrow, int, {arrow, int, int}}}},
    {Type, S, _} = type(Term, Env, #{}, 0),
    lists:flatten(text(name(resolve(Type, S)))).

type({int, _}, _, S, N) -> {int, S, N};
type({bool, _}, _, S, N) -> {bool, S, N};
type({var, X}, Env, S, N) ->
    case Env of
        #{X := {Free, T}} -> {substitute(T, maps:from_list([{V, {tv, N + I}} || {I, V} <- lists:enumerate(0, Free)])), S, N + length(Free)};
        _ -> throw({unbound, X})
    end;
type({fn, X, Body}, Env, S0, N) ->
    {B, S, N1} = type(Body, Env#{X => {[], {tv, N}}}, S0, N + 1),
    {{arrow, {tv, N}, B}, S, N1};
type({app, F, A}, Env, S0, N0) ->
    {Tf, S1, N1} = type(F, Env, S0, N0),
    {Ta, S2, N2} = type(A, Env, S1, N1),
    {{tv, N2}, unify(Tf, {arrow, Ta, {tv, N2}}, S2), N2 + 1};
type({'let', X, E, Body}, Env, S0, N0) ->
    {T, S1, N1} = type(E, Env, S0, N0),
    R = resolve(T, S1),
    Bound = lists:append([free(resolve(U, S1)) || {_, U} <- maps:values(Env)]),
    type(Body, Env#{X => {lists:usort(free(R)) -- Bound, R}}, S1, N1);
type({'if', C, A, B}, Env, S0, N0) ->
    {Tc, S1, N1} = type(C, Env, S0, N0),
    {Ta, S2, N2} = type(A, Env, unify(Tc, bool, S1), N1),
    {Tb, S3, N3} = type(B, Env, S2, N2),
    {Ta, unify(Ta, Tb, S3), N3};
type({fix, F, E}, Env, S0, N) ->
    {T, S, N1} = type(E, Env#{F => {[], {tv, N}}}, S0, N + 1),
    {T, unify({tv, N}, T, S), N1};
type({pair, A, B}, Env, S0, N0) ->
    {Ta, S1, N1} = type(A, Env, S0, N0),
    {Tb, S2, N2} = type(B, Env, S1, N1),
    {{pair, Ta, Tb}, S2, N2};
type({list, Items}, Env, S0, N0) ->
    lists:foldl(fun(I, {{list, T}, S, N}) -> {Ti, S1, N1} = type(I, Env, S, N), {{list, T}, unify(T, Ti, S1), N1} end, {{list, {tv, N0}}, S0, N0 + 1}, Items);
type({cons, H, T}, Env, S0, N0) ->
    {Th, S1, N1} = type(H, Env, S0, N0),
    {Tt, S2, N2} = type(T, Env, S1, N1),
    {Tt, unify(Tt, {list, Th}, S2), N2};
type({match, E, Empty, H, T, Body}, Env, S0, N0) ->
    {Te, S1, N1} = type(E, Env, S0, N0),
    S2 = unify(Te, {list, {tv, N1}}, S1),
    {Ta, S3, N2} = type(Empty, Env, S2, N1 + 1),
    {Tb, S4, N3} = type(Body, Env#{H => {[], {tv, N1}}, T => {[], Te}}, S3, N2),
    {Ta, unify(Ta, Tb, S4), N3}.

resolve({tv, V} = T, S) ->
    case S of
        #{V := U} -> resolve(U, S);
        _ -> T
    end;
resolve(T, S) when is_tuple(T) -> list_to_tuple([element(1, T) | [resolve(X, S) || X <- tl(tuple_to_list(T))]]);
resolve(T, _) -> T.

unify(A0, B0, S) ->
    case {resolve(A0, S), resolve(B0, S)} of
        {T, T} -> S;
        {{tv, V}, T} -> bind(V, T, S);
        {T, {tv, V}} -> bind(V, T, S);
        {A, B} when is_tuple(A), is_tuple(B), element(1, A) =:= element(1, B) ->
            lists:foldl(fun({X, Y}, S1) -> unify(X, Y, S1) end, S, lists:zip(tl(tuple_to_list(A)), tl(tuple_to_list(B))));
        {A, B} -> throw({mismatch, lists:flatten(text(name(A))), lists:flatten(text(name(B)))})
    end.
bind(V, T, S) ->
    case lists:member(V, free(T)) of
        true -> throw({infinite, V});
        false -> S#{V => T}
    end.
free({tv, V}) -> [V];
free(T) when is_tuple(T) -> lists:append([free(X) || X <- tl(tuple_to_list(T))]);
free(_) -> [].
substitute({tv, V} = T, M) -> maps:get(V, M, T);
substitute(T, M) when is_tuple(T) -> list_to_tuple([element(1, T) | [substitute(X, M) || X <- tl(tuple_to_list(T))]]);
substitute(T, _) -> T.
name(T) -> substitute(T, maps:from_list([{V, list_to_atom([$a + I])} || {I, V} <- lists:enumerate(0, distinct(free(T)))])).
distinct([H | T]) -> [H | distinct([X || X <- T, X =/= H])];
distinct([]) -> [].
text({arrow, {arrow, _, _} = A, B}) -> ["(", text(A), ") -> ", text(B)];
text({arrow, A, B}) -> [text(A), " -> ", text(B)];
text({pair, A, B}) -> ["{", text(A), ", ", text(B), "}"];
text({list, T}) -> ["[", text(T), "]"];
text(T) -> atom_to_list(T).
