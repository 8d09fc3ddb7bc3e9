// SPDX-License-Identifier: Apache-2.0
//
// --list-bifs, and the page that is made from it.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { linac, root } from './support/linac.js';

const lines = (text) => text.trimEnd().split('\n');

test('--list-bifs names each function in C++ once, in order', () => {
  const { status, stdout } = linac('--list-bifs');
  assert.equal(status, 0);
  const names = lines(stdout);
  assert.ok(names.includes('erlang:length/1'));
  assert.deepEqual(names, [...new Set(names)].sort());
});

test('--list-bifs --missing names what OTP has beyond them', () => {
  const there = new Set(lines(linac('--list-bifs').stdout));
  const missing = lines(linac('--list-bifs', '--missing').stdout);
  assert.ok(missing.includes('crypto:engine_add_nif/1'));
  assert.deepEqual(missing.filter((name) => there.has(name)), []);
});

test('--missing alone is a usage error', () => {
  const { status, stderr } = linac('--missing');
  assert.equal(status, 1);
  assert.equal(stderr, 'linac: --missing goes with --list-bifs\n');
});

test('docs/bifs.md is up to date', () => {
  const { status, stderr } = spawnSync('node', [path.join(root, 'scripts/bif_table.mjs'), '--check'], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
});
