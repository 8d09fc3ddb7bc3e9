// SPDX-License-Identifier: Apache-2.0
//
// Erlang source to `.beam` through the installed `erlc`, remembered by content: the same source with the same headers
// is compiled once. A directory of the cache holds one result: MODULE.beam and headers.json (each header's path and
// digest). Invariant: such a directory appears complete or not at all.

import fs from 'node:fs';
import path from 'node:path';
import { builtins } from './builtins.js';
import { cacheDirectory } from './cache.js';
import { findOnPath } from './otp.js';

/** The source does not compile, or there is no compiler. `output` is what `erlc` said, possibly nothing. */
export class CompileError extends Error {
  name = 'CompileError';

  /** @param {string} message @param {string} [output] */
  constructor(message, output = '') {
    super(message);
    this.output = output;
  }
}

/**
 * @param {string} source  path of a .erl file
 * @param {string[]} codePath  directories that `erlc` searches too, for parse transforms
 * @param {(text: string) => void} warn  is given the compiler's warnings
 * @returns {Uint8Array} the bytes of the .beam file
 * @throws {CompileError}
 */
export function compileErlang(source, codePath, warn) {
  const erlc = findOnPath('erlc');
  if (!erlc) throw new CompileError(`${source} needs erlc to be compiled, and there is none on PATH`);
  const key = digest(fs.readFileSync(source), path.resolve(source), fs.realpathSync(erlc), ...codePath);
  const result = path.join(cacheDirectory(), 'erlc', key);
  const beam = `${path.basename(source, '.erl')}.beam`;
  return remembered(result, beam) ?? compile(erlc, source, codePath, result, beam, warn);
}

/** @returns {Uint8Array | null} */
function remembered(result, beam) {
  try {
    const headers = JSON.parse(fs.readFileSync(path.join(result, 'headers.json'), 'utf8'));
    for (const [header, expected] of Object.entries(headers)) {
      if (digest(fs.readFileSync(header)) !== expected) return null;
    }
    return fs.readFileSync(path.join(result, beam));
  } catch {
    return null;
  }
}

function compile(erlc, source, codePath, result, beam, warn) {
  fs.mkdirSync(path.dirname(result), { recursive: true });
  const work = fs.mkdtempSync(`${result}.`);
  try {
    const list = path.join(work, 'headers.mk');
    const paths = codePath.flatMap((directory) => ['-pa', directory]);
    const run = builtins.childProcess.spawnSync(erlc, ['-MMD', '-MF', list, ...paths, '-o', work, source], { encoding: 'utf8' });
    if (run.error) throw new CompileError(`${erlc} could not be started: ${run.error.message}`);
    const output = run.stdout + run.stderr;
    const file = path.join(work, beam);
    if (run.status !== 0) throw new CompileError(`${source} does not compile`, output);
    if (!fs.existsSync(file)) {
      throw new CompileError(`${source} must define module ${path.basename(source, '.erl')}`, output);
    }
    if (output) warn(output);
    const headers = {};
    for (const header of headersIn(list, source)) headers[header] = digest(fs.readFileSync(header));
    fs.writeFileSync(path.join(work, 'headers.json'), JSON.stringify(headers));
    const bytes = fs.readFileSync(file);
    fs.rmSync(result, { recursive: true, force: true });
    // Another process may have put the same result there in the meantime; theirs is as good.
    try {
      fs.renameSync(work, result);
    } catch (error) {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    }
    return bytes;
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
}

/** The prerequisites of a rule as erlc writes it, without the source itself; paths are absolute. */
function headersIn(list, source) {
  const rule = fs.readFileSync(list, 'utf8').replaceAll('\\\n', ' ');
  const files = rule.slice(rule.indexOf(':') + 1).trim().split(/(?<!\\)\s+/);
  return files
    .map((file) => path.resolve(file.replaceAll('\\ ', ' ')))
    .filter((file) => file !== path.resolve(source) && fs.existsSync(file));
}

/** @param {...(string | Uint8Array)} parts */
function digest(...parts) {
  const hash = builtins.crypto.createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 32);
}
