%% SPDX-License-Identifier: Apache-2.0
%% OTP's sofs and ordered sets of tuples: relations, families, partitions, compositions, and the errors of wrong types.
-module(library_sofs).
-export([main/0]).

main() ->
    R = sofs:relation([{1, a}, {2, b}, {2, c}, {3, a}, {4, d}]),
    S = sofs:relation([{a, x}, {b, y}, {c, x}, {e, z}]),
    X = fun sofs:to_external/1,
    erlang:display([X(sofs:domain(R)), X(sofs:range(R)), X(sofs:field(S)), X(sofs:converse(R)), X(sofs:composite(sofs:a_function([{1, a}, {2, b}]), S)), X(sofs:relative_product(R, S))]),
    erlang:display([X(sofs:image(R, sofs:set([1, 2]))), X(sofs:inverse_image(R, sofs:set([a]))), X(sofs:restriction(R, sofs:set([2, 3]))), X(sofs:drestriction(R, sofs:set([2]))), X(sofs:projection(2, R))]),
    erlang:display([X(sofs:union(sofs:set([1, 2]), sofs:set([2, 3]))), X(sofs:intersection(sofs:set([1, 2]), sofs:set([2, 3]))), X(sofs:difference(sofs:set([1, 2]), sofs:set([2]))),
                    X(sofs:symdiff(sofs:set([1, 2]), sofs:set([2, 3]))), X(sofs:product(sofs:set([1, 2]), sofs:set([a, b]))), X(sofs:symmetric_partition(sofs:set([1, 2]), sofs:set([2, 3])))]),
    F = sofs:relation_to_family(R),
    erlang:display([X(F), X(sofs:family_to_relation(F)), X(sofs:family_union(sofs:family([{a, [[1, 2], [3]]}], [{atom, [[integer]]}]))), X(sofs:partition_family(1, R)), X(sofs:family_domain(sofs:family([{a, [{1, x}]}]))),
                    X(sofs:family_specification(fun(Y) -> sofs:no_elements(Y) > 1 end, F)), X(sofs:union_of_family(F)), X(sofs:intersection_of_family(F))]),
    erlang:display([X(sofs:partition([sofs:set([1, 2, 3]), sofs:set([2, 3, 4])])), X(sofs:specification(fun(Y) -> Y > 1 end, sofs:set([1, 2, 3]))), X(sofs:substitution({external, fun({A, _}) -> {A, A} end}, R)),
                    sofs:is_a_function(R), sofs:is_equal(R, sofs:converse(sofs:converse(R))), sofs:is_subset(sofs:set([1]), sofs:set([1, 2])), sofs:is_disjoint(sofs:set([1]), sofs:set([2])), sofs:type(R), sofs:type(F)]),
    erlang:display([X(sofs:weak_relation(sofs:relation([{1, 2}]))), X(sofs:strict_relation(sofs:relation([{1, 1}, {1, 2}]))), X(sofs:constant_function(sofs:set([1, 2]), sofs:from_term(c)))]),
    erlang:display([X(sofs:extension(sofs:a_function([{1, x}]), sofs:set([1, 2]), sofs:from_term(none))), X(sofs:multiple_relative_product({R, R}, S)), X(sofs:join(R, 2, S, 1)), X(sofs:canonical_relation(sofs:set([[1, 2], [2, 3]], [[integer]])))]),
    erlang:display([outcome:'of'(E) || E <- [fun() -> sofs:relation([a]) end, fun() -> sofs:union(sofs:set([1]), sofs:relation([{1, 2}])) end, fun() -> sofs:a_function([{1, a}, {1, b}]) end, fun() -> sofs:image(R, sofs:set([x], [other])) end,
                    fun() -> sofs:from_term([1, {a}]) end]]).
