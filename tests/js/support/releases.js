// SPDX-License-Identifier: Apache-2.0
//
// The .beam files of several releases: the installed OTP and Elixir, and those that scripts/fetch_otp fetches.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { otpCodeDirectories } from '../../../src/platforms/emscripten/js/otp.js';
import { root } from './linac.js';

const kFetchMilliseconds = 300_000;

/**
 * @typedef {object} Release
 * @property {string} name
 * @property {string[]} directories  ebin directories with .beam files, or none
 * @property {string} reason  why there are none
 */

/** @returns {Release} what is installed */
export function installed(name, directories) {
  return release(name, directories, `there is no ${name} on this machine`);
}

export const installedOtp = () => installed('OTP', otpCodeDirectories());
export const installedElixir = () => installed('Elixir', ebinDirectories('/usr/lib/elixir/lib'));

/**
 * @param {'otp27' | 'otp29'} name
 * @returns {Release} of build/NAME/lib, fetched if it is not there
 */
export function fetched(name) {
  const { status, stderr, error } = spawnSync(path.join(root, 'scripts/fetch_otp'), [name], {
    encoding: 'utf8',
    timeout: kFetchMilliseconds,
  });
  const reason = error?.message ?? stderr.trim().split('\n').at(-1);
  return release(name, status === 0 ? ebinDirectories(path.join(root, 'build', name, 'lib')) : [], reason);
}

function ebinDirectories(library) {
  if (!fs.existsSync(library)) return [];
  return fs.readdirSync(library).sort().map((application) => path.join(library, application, 'ebin'));
}

function release(name, directories, reason) {
  return { name, directories: directories.filter((directory) => beamsIn(directory).length > 0), reason };
}

/** @returns {string[]} paths */
export function beamsIn(directory) {
  if (!fs.existsSync(directory)) return [];
  return fs.readdirSync(directory).filter((file) => file.endsWith('.beam')).sort().map((file) => path.join(directory, file));
}
