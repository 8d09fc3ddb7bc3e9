// SPDX-License-Identifier: Apache-2.0
//
// What the tests of the command share: a scratch directory, compiled programs, and ./run as a user has it.

import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Both ways to run a program; each must behave alike. */
export const modes = ['--jit=load', '--jit=off'];

/** A directory that goes away when the test file ends. */
export const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'linac-test-'));
process.on('exit', () => fs.rmSync(scratch, { recursive: true, force: true }));

/**
 * Writes MODULE.erl into the scratch directory; `-module` is added.
 * @returns {string} its path
 */
export function source(module, text, directory = scratch) {
  fs.mkdirSync(directory, { recursive: true });
  const file = path.join(directory, `${module}.erl`);
  fs.writeFileSync(file, `-module(${module}).\n${text}\n`);
  return file;
}

/**
 * The same, compiled.
 * @returns {string} the path of the .beam file
 */
export function beam(module, text, directory = scratch) {
  const { status, stdout } = spawnSync('erlc', ['-o', directory, source(module, text, directory)], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stdout);
  return path.join(directory, `${module}.beam`);
}

/**
 * @param {...string} words  the command line of ./run
 * @returns {{ status: number, stdout: string, stderr: string }}
 */
export function linac(...words) {
  return spawnSync(path.join(root, 'run'), words, { encoding: 'utf8', maxBuffer: 1 << 28 });
}

/** The same, started and left running. */
export function startLinac(...words) {
  return spawn(path.join(root, 'run'), words, { stdio: ['ignore', 'pipe', 'pipe'] });
}
