// SPDX-License-Identifier: Apache-2.0
//
// --schedule-seed: another order of processes for each seed, the same one for the same seed, and messages of one
// process in the order they were sent.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beam, linac, modes } from './support/linac.js';

const kProgram = `-export([main/0]).
  main() ->
    Self = self(),
    [spawn(fun() -> [begin Self ! {P, N}, erlang:yield() end || N <- lists:seq(1, 5)] end) || P <- lists:seq(1, 6)],
    All = [receive {P, N} -> {P, N} end || _ <- lists:seq(1, 30)],
    InOrder = [[N || {Q, N} <- All, Q =:= P] || P <- lists:seq(1, 6)],
    true = lists:all(fun(List) -> List =:= [1, 2, 3, 4, 5] end, InOrder),
    erlang:display([P || {P, _} <- All]).`;

for (const mode of modes) {
  test(`${mode}: seeds order processes`, () => {
    const file = beam('scheduled', kProgram);
    const run = (...words) => {
      const { status, stdout, stderr } = linac(mode, ...words, file);
      assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
      return stdout;
    };
    const seeds = [1, 2, 3, 4, 5].map((seed) => run('--schedule-seed', String(seed)));
    assert.equal(new Set(seeds).size, 5);
    assert.equal(run('--schedule-seed=3'), seeds[2]);
    assert.notEqual(run(), seeds[0]);
  });
}

test('a wrong seed is one sentence', () => {
  for (const seed of ['0', '-1', 'x', '4294967296']) {
    const { status, stderr } = linac('--schedule-seed', seed, 'x.beam');
    assert.equal(status, 1);
    assert.match(stderr, /^linac: --schedule-seed is a number from 1 on, not .+\n$/);
  }
});
