// SPDX-License-Identifier: Apache-2.0
//
// Random expressions have the same values and exceptions on OTP, JIT and interpreter: a sample of what
// tests/property/run.mjs can do. LINAC_PROPERTY_SEED repeats a run, LINAC_PROPERTY_CASES makes it longer.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { root } from './support/linac.js';

const cases = process.env.LINAC_PROPERTY_CASES ?? '3000';
const seed = process.env.LINAC_PROPERTY_SEED ?? String(Date.now() % 1_000_000_000);

test(`${cases} random expressions, seed ${seed}`, (t) => {
  const words = [path.join(root, 'tests/property/run.mjs'), '--cases', cases, '--seed', seed];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8', maxBuffer: 1 << 28 });
  assert.equal(status, 0, stdout + stderr);
  t.diagnostic(stdout.trim().split('\n').at(-1));
});
