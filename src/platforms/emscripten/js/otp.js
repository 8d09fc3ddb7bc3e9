// SPDX-License-Identifier: Apache-2.0
//
// Where the installed OTP keeps its code. Its `erl` is asked at most once ever, and only if its place on disk does not
// tell already: starting `erl` takes longer than most programs run.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { cacheDirectory } from './cache.js';

/** @returns {string[]} every application's ebin directory, kernel's and stdlib's first; empty without an OTP */
export function otpCodeDirectories() {
  const lib = otpLibrary();
  if (!lib) return [];
  const newest = new Map();
  for (const name of fs.readdirSync(lib).sort(byVersion)) newest.set(name.split('-')[0], name);
  const first = ['kernel', 'stdlib'].filter((application) => newest.has(application));
  const others = [...newest.keys()].filter((application) => !first.includes(application));
  return [...first, ...others].map((application) => path.join(lib, newest.get(application), 'ebin'));
}

function byVersion(a, b) {
  return a.localeCompare(b, 'en', { numeric: true });
}

/** @returns {string | null} OTP's lib directory */
function otpLibrary() {
  const erl = findOnPath('erl');
  if (!erl) return null;
  const beside = path.join(path.dirname(fs.realpathSync(erl)), '..', 'lib');
  if (isOtpLibrary(beside)) return path.resolve(beside);
  return askErl(erl);
}

function isOtpLibrary(directory) {
  try {
    return fs.readdirSync(directory).some((name) => name.startsWith('stdlib-'));
  } catch {
    return false;
  }
}

/** The `erl` on PATH is a wrapper, as version managers install: have it say where it leads to, and remember. */
function askErl(erl) {
  const cache = path.join(cacheDirectory(), 'otp.json');
  try {
    const known = JSON.parse(fs.readFileSync(cache, 'utf8'));
    if (known.erl === erl && isOtpLibrary(known.lib)) return known.lib;
  } catch {
    // Nothing remembered yet.
  }
  const program = 'io:put_chars(code:lib_dir()), halt().';
  const { stdout } = spawnSync(erl, ['-noinput', '-boot', 'start_clean', '-eval', program], {
    encoding: 'utf8',
  });
  if (!stdout || !isOtpLibrary(stdout)) return null;
  fs.mkdirSync(cacheDirectory(), { recursive: true });
  fs.writeFileSync(cache, JSON.stringify({ erl, lib: stdout }));
  return stdout;
}

/**
 * @param {string} program
 * @returns {string | null} its path, as a shell would find it
 */
export function findOnPath(program) {
  for (const directory of (process.env.PATH ?? '').split(path.delimiter)) {
    const file = path.join(directory || '.', program);
    try {
      fs.accessSync(file, fs.constants.X_OK);
      if (fs.statSync(file).isFile()) return file;
    } catch {
      // Not here.
    }
  }
  return null;
}
