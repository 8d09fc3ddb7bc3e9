// SPDX-License-Identifier: Apache-2.0
//
// The I/O protocol on standard input and output for a program that is run by itself: as on `erl -noshell`.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { modes, root, scratch } from './support/linac.js';

const source = path.join(root, 'tests/js/support/io_protocol.erl');
const input = fs.readFileSync(path.join(root, 'tests/js/support/io_protocol.stdin'));
assert.equal(spawnSync('erlc', ['-o', scratch, source]).status, 0);

const run = (program, words) => {
  const { status, stdout, stderr } = spawnSync(program, words, { input, timeout: 60_000 });
  return { status, stdout: stdout.toString('latin1'), stderr: stderr.toString('latin1') };
};

const expected = run('erl', ['-noshell', '-pa', scratch, '-s', 'io_protocol', 'main', '-s', 'init', 'stop']);

for (const mode of modes) {
  test(`standard input and output, ${mode}`, () => {
    assert.match(expected.stdout, /term> /);
    assert.deepEqual(run(path.join(root, 'run'), [mode, path.join(scratch, 'io_protocol.beam')]), expected);
  });
}
