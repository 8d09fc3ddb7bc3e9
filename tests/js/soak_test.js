// SPDX-License-Identifier: Apache-2.0
//
// support/soak.erl for a while: processes that crash and come back, binaries, timers, tables, modules replaced. When all is
// quiet again, memory, processes and atoms are what they were after the first fifth, within 5 %, and a run three times as
// long has no more slots. LINAC_SOAK_SECONDS=3600 node --test tests/js/soak_test.js takes an hour.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { beam, linac } from './support/linac.js';

const kSeconds = Number(process.env.LINAC_SOAK_SECONDS ?? 12);
const kShare = 0.05;

const text = fs.readFileSync(fileURLToPath(new URL('./support/soak.erl', import.meta.url)), 'utf8');

/** @returns {{ slots: number, states: { memory: number, processes: number, atoms: number, rounds: number }[] }} */
function soak(mode, seconds) {
  const file = beam('soak', text.replace(/^-module\(soak\)\.$/m, ''));
  const { status, stdout, stderr } = linac('--stats', mode, file, String(seconds));
  assert.equal(status, 0, stderr);
  const states = [...stdout.matchAll(/^\{quiet,(\d+),(\d+),(\d+),(\d+)\}$/gm)].map(([, ...numbers]) => {
    const [memory, processes, atoms, rounds] = numbers.map(Number);
    return { memory, processes, atoms, rounds };
  });
  assert.equal(states.length, 2, stdout);
  return { slots: Number(/^slots +(\d+)$/m.exec(stderr)[1]), states };
}

for (const mode of ['--jit=load', '--jit=off']) {
  test(`${mode}: what crashes, restarts, reloads and exchanges leaves nothing behind`, () => {
    const long = soak(mode, kSeconds);
    const [before, after] = long.states;
    assert.ok(after.rounds >= before.rounds * 2, JSON.stringify(long));
    for (const what of ['memory', 'processes', 'atoms']) {
      const growth = after[what] / before[what] - 1;
      assert.ok(Math.abs(growth) <= kShare, `${what}: ${before[what]}, then ${after[what]} after ${after.rounds} rounds`);
    }
    const short = soak(mode, kSeconds / 3);
    assert.equal(long.slots, short.slots);
  });
}
