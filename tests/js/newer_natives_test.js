// SPDX-License-Identifier: Apache-2.0
//
// Functions that code of newer compilers calls and OTP 25 does not have: those behind comprehensions over maps.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beam, linac, modes } from './support/linac.js';

const program = beam(
  'newer_natives',
  `-export([main/0]).
   main() ->
       M = #{a => 1, b => 2},
       erlang:display([erts_internal:mc_iterator(X) || X <- [M, #{}, [[b, a] | M], [[] | M], {k, v, none}, none, [0 | M], [[c] | M], [9 | M], no, [x], {a, b}]]),
       erlang:display([erts_internal:mc_refill([[b] | M]), erts_internal:mc_refill([0 | M]), catch element(1, element(2, catch erts_internal:mc_refill(x)))]),
       erlang:display([erts_internal:map_next([b, a], M, []), walk(erts_internal:mc_iterator(maps:from_list([{N, N} || N <- lists:seq(1, 100)])), 0)]).
   walk(none, Sum) -> Sum;
   walk({_, V, Next}, Sum) -> walk(Next, Sum + V);
   walk(Rest, Sum) -> walk(erts_internal:mc_refill(Rest), Sum).`,
);

for (const mode of modes) {
  test(`map comprehensions' functions ${mode}`, () => {
    const { status, stdout, stderr } = linac(mode, program);
    assert.equal(stderr, '');
    assert.equal(status, 0);
    assert.deepEqual(stdout.split('\n'), [
      '[{a,1,{b,2,none}},none,{b,2,{a,1,none}},none,{k,v,none},none,{a,1,{b,2,none}},[],[],[],[],[]]',
      '[{b,2,none},{a,1,{b,2,none}},badarg]',
      '[[{b,2},{a,1}],5050]',
      '',
    ]);
  });
}
