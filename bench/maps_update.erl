%% SPDX-License-Identifier: Apache-2.0
%% Maps: small ones with atoms as keys read and updated in loops, and a large one that grows.
-module(maps_update).
-export([run/0, iterations/0]).

iterations() -> 20.

run() -> {small(300000, #{count => 0, sum => 0, last => none, odd => 0}), large(40000, #{}), words(60000, 1, #{})}.

small(0, #{count := C, sum := S, odd := O}) -> {C, S, O};
small(N, #{count := C, sum := S} = M) when N band 1 =:= 0 -> small(N - 1, M#{count := C + 1, sum := S + N});
small(N, #{odd := O} = M) -> small(N - 1, M#{odd := O + 1, last := N}).

large(0, M) -> check(40000, M, 0);
large(N, M) -> large(N - 1, M#{N * 7919 => N}).

check(0, _, Sum) -> Sum;
check(N, M, Sum) ->
    Key = N * 7919,
    #{Key := V} = M,
    check(N - 1, M, Sum + V).

words(0, _, M) -> map_size(M);
words(N, Seed, M) ->
    Next = (Seed * 1103515245 + 12345) band 16#7FFFFFFF,
    Key = [$a + Next rem 26, $a + (Next bsr 8) rem 26],
    case M of
        #{Key := Count} -> words(N - 1, Next, M#{Key := Count + 1});
        #{} -> words(N - 1, Next, M#{Key => 1})
    end.
