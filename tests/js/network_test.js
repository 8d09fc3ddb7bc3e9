// SPDX-License-Identifier: Apache-2.0
//
// Sockets: tests/js/support/sockets.erl behaves as on OTP, and Linac and OTP talk to each other.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { modes, root, scratch } from './support/linac.js';

const kMilliseconds = 120000;

execFileSync('erlc', ['-o', scratch, path.join(root, 'tests/js/support/sockets.erl')]);

const run = path.join(root, 'run');
const otp = (...words) => ['erl', ['-noshell', '-pa', scratch, '-s', 'sockets', ...words]];
const linac = (mode, ...words) => [run, [mode, path.join(scratch, 'sockets.beam'), ...words]];

/** The output of a program that ends by itself; `onLine` hears of its first line. */
function output([command, words], onLine = () => {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'inherit'], timeout: kMilliseconds });
    let text = '';
    let hasLine = false;
    child.stdout.setEncoding('utf8').on('data', (more) => {
      text += more;
      if (!hasLine && text.includes('\n')) {
        hasLine = true;
        onLine(text.split('\n')[0].trim());
      }
    });
    child.on('error', reject);
    child.on('close', (status) => (status === 0 ? resolve(text.replaceAll('\r', '')) : reject(new Error(`status ${status}: ${text}`))));
  });
}

const expected = output(otp('main'));

for (const mode of modes) {
  test(`sockets as on OTP, ${mode}`, async () => {
    assert.equal(await output(linac(mode)), await expected);
  });
}

for (const [name, server, visitor] of [
  ['OTP visits Linac', linac('--jit=load', 'serve'), (port) => otp('visit', port)],
  ['Linac visits OTP', otp('serve'), (port) => linac('--jit=load', 'visit', port)],
  ['Linac visits Linac', linac('--jit=load', 'serve'), (port) => linac('--jit=load', 'visit', port)],
]) {
  test(name, async () => {
    let visit;
    const served = output(server, (port) => (visit = output(visitor(port))));
    await served;
    assert.equal(await visit, '1000\n');
  });
}
