// SPDX-License-Identifier: Apache-2.0
//
// bs_match, the instruction that compilers from OTP 26 on emit for taking bitstrings apart: the programs of
// tests/erlang, rewritten to it, print what they print as they are. (That is compared with OTP by compare.mjs.)

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { linac, modes, root, scratch } from './support/linac.js';

const kPrograms = path.join(root, 'tests/erlang');
// Has no patterns worth it, and uses the instruction that stands in for bs_match until it is patched.
const kLeftOut = ['bits_old_instructions.erl', 'bits_errors.erl'];

const programs = fs
  .readdirSync(kPrograms)
  .filter((name) => name.startsWith('bits_') && name.endsWith('.erl') && !kLeftOut.includes(name));
const [plain, rewritten] = ['plain', 'rewritten'].map((name) => path.join(scratch, name));

function run(command, words) {
  const { status, stdout, stderr } = spawnSync(command, words, { encoding: 'utf8' });
  assert.equal(status, 0, stdout + stderr);
  return stdout;
}

test('the programs are compiled and rewritten', () => {
  const files = programs.map((name) => path.join(kPrograms, name));
  const support = fs.readdirSync(path.join(kPrograms, 'support')).filter((name) => name.endsWith('.erl'));
  for (const directory of [plain, rewritten]) {
    fs.mkdirSync(directory);
    run('erlc', ['-o', directory, ...support.map((name) => path.join(kPrograms, 'support', name))]);
  }
  run('erlc', ['-DSMALL', '-o', plain, ...files]);
  const counts = run('escript', [path.join(root, 'tests/js/support/newer_match.escript'), rewritten, ...files]);
  const total = counts
    .split('\n')
    .filter((line) => /^bits_\w+ \d+$/.test(line))
    .reduce((sum, line) => sum + Number(line.split(' ')[1]), 0);
  assert.ok(total > 400, `only ${total} instructions were rewritten`);
});

for (const program of programs) {
  const name = `${path.basename(program, '.erl')}.beam`;
  test(`${program} says the same`, () => {
    const expected = linac(path.join(plain, name));
    assert.deepEqual({ status: expected.status, stderr: expected.stderr }, { status: 0, stderr: '' });
    for (const mode of [modes[0], modes[1], '--gc-stress']) {
      const result = linac(mode, path.join(rewritten, name));
      assert.deepEqual(
        { mode, status: result.status, stdout: result.stdout, stderr: result.stderr },
        { mode, status: 0, stdout: expected.stdout, stderr: '' },
      );
    }
  });
}
