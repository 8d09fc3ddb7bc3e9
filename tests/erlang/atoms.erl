%% SPDX-License-Identifier: Apache-2.0
%% Atoms: to and from text, equality of atoms made at run time, comparison by text, odd characters,
%% the longest, and what is refused.
-module(atoms).
-export([main/0]).

main() ->
    Atoms = outcome:id([a, 'A b', '', 'with\nnewline', 'quote\'s', ok, true, 'UPPER', '123', 'a.b', 'é', '_x', a@b]),
    erlang:display([atom_to_list(A) || A <- Atoms]),
    erlang:display([list_to_atom(atom_to_list(A)) =:= A || A <- Atoms]),
    erlang:display(lists:sort(Atoms -- ['é', 'with\nnewline'])),
    erlang:display([list_to_atom(S) || S <- outcome:id(["made", "at run time", "", "x1"])]),
    erlang:display([list_to_existing_atom(S) || S <- outcome:id(["true", "lists", "erlang"])]),
    erlang:display([outcome:'of'(fun() -> list_to_existing_atom(S) end) || S <- outcome:id(["no such atom so far", "neither this one"])]),
    erlang:display([outcome:'of'(fun() -> list_to_atom(S) end) || S <- outcome:id([a, [a], 1, [1.0], [-1], ["a"], [$a | b], lists:duplicate(256, $a)])]),
    erlang:display(length(atom_to_list(list_to_atom(lists:duplicate(255, $z))))),
    erlang:display([outcome:'of'(fun() -> atom_to_list(S) end) || S <- outcome:id([1, "a", [], {}])]),
    Many = [list_to_atom("generated_" ++ integer_to_list(I)) || I <- lists:seq(1, 500)],
    erlang:display([length(lists:usort(Many)), hd(lists:sort(Many)), lists:last(lists:sort(Many))]),
    erlang:display(lists:all(fun(I) -> lists:nth(I, Many) =:= list_to_atom("generated_" ++ integer_to_list(I)) end, [1, 10, 100, 500])),
    erlang:display([compare(A, B) || {A, B} <- [{abc, abd}, {ab, abc}, {'B', a}, {abcdefgh, abcdefgi}, {abcdefghi, abcdefgh}, {'', a}, {same, same}]]),
    erlang:display([is_boolean(list_to_atom(S)) || S <- ["true", "false", "maybe"]]),
    {M, F} = {list_to_atom("li" ++ "sts"), list_to_atom("rev" ++ "erse")},
    erlang:display(M:F([1, 2, 3])).

compare(A, B) when A < B -> {A, '<', B};
compare(A, B) when A > B -> {A, '>', B};
compare(A, A) -> {A, '='}.
