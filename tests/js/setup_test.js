// SPDX-License-Identifier: Apache-2.0
//
// scripts/setup where it cannot install: it names what is missing and stops.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root, scratch } from './support/linac.js';

const setup = path.join(root, 'scripts/setup');

test('with nothing missing it does nothing, silently', () => {
  const { status, stdout, stderr } = spawnSync(setup, { encoding: 'utf8' });
  assert.deepEqual([status, stdout, stderr], [0, '', '']);
});

test('on another system it lists the packages and stops with one sentence', () => {
  const bin = path.join(scratch, 'bin');
  fs.mkdirSync(bin);
  for (const program of ['bash', 'readlink', 'cmake']) {
    const found = spawnSync('which', [program], { encoding: 'utf8' }).stdout.trim();
    fs.symlinkSync(found, path.join(bin, program));
  }
  const { status, stdout, stderr } = spawnSync(path.join(bin, 'bash'), [setup], {
    encoding: 'utf8',
    env: { PATH: bin },
  });
  assert.equal(status, 1);
  assert.equal(stdout, '');
  const lines = stderr.trimEnd().split('\n');
  for (const needed of ['ninja-build', 'clang', 'emscripten', 'wabt', 'erlang-base', 'node, version 20 or later']) {
    assert.ok(lines.includes(`  ${needed}`), `${needed} in:\n${stderr}`);
  }
  assert.ok(!lines.includes('  cmake'), 'what is there is not listed');
  assert.match(lines.at(-1), /^setup: these are missing .*\.$/);
});
