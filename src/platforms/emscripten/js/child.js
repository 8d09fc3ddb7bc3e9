// SPDX-License-Identifier: Apache-2.0
//
// Programs run to their end, or to a time limit, with all that they write.

import fs from 'node:fs';
import { builtins } from './builtins.js';

/**
 * @typedef {object} ChildEnd
 * @property {Buffer} stdout
 * @property {Buffer} stderr  or why the program could not be started
 * @property {number | null} status  null if a signal ended it
 * @property {string | null} signal
 * @property {boolean} timedOut
 */

/**
 * Runs a command line.
 * @param {string} program
 * @param {string[]} words
 * @param {number} seconds  after which it is killed
 * @param {string} [input]  the file that is its standard input; without one there is none
 * @returns {Promise<ChildEnd>}
 */
export function runChild(program, words, seconds, input) {
  return new Promise((resolve) => {
    const descriptor = input === undefined ? 'ignore' : fs.openSync(input);
    const child = builtins.childProcess.spawn(program, words, { stdio: [descriptor, 'pipe', 'pipe'] });
    if (input !== undefined) fs.closeSync(descriptor);
    const chunks = { stdout: [], stderr: [] };
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, seconds * 1000);
    for (const name of ['stdout', 'stderr']) child[name].on('data', (chunk) => chunks[name].push(chunk));
    child.on('error', (error) => chunks.stderr.push(Buffer.from(error.message)));
    child.on('close', (status, signal) => {
      clearTimeout(timer);
      resolve({ stdout: Buffer.concat(chunks.stdout), stderr: Buffer.concat(chunks.stderr), status, signal, timedOut });
    });
  });
}
