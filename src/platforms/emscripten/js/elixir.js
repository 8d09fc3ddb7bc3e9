// SPDX-License-Identifier: Apache-2.0
//
// The Elixir on PATH: what its own launchers `elixir` and `iex` give to erl.

import fs from 'node:fs';
import path from 'node:path';
import { findOnPath } from './otp.js';

/**
 * Flags of erl with which Elixir's modules are found, and its colours on where they can be seen.
 * @returns {string[] | null} null if there is no Elixir
 */
export function elixirFlags() {
  const elixir = findOnPath('elixir');
  const library = elixir && path.join(path.dirname(fs.realpathSync(elixir)), '..', 'lib');
  if (!library || !fs.existsSync(path.join(library, 'elixir', 'ebin'))) return null;
  const directories = fs
    .readdirSync(library)
    .map((application) => path.resolve(library, application, 'ebin'))
    .filter((directory) => fs.existsSync(directory));
  const colours = process.stdout.isTTY && process.stderr.isTTY && !process.env.NO_COLOR;
  return ['-pa', ...directories, ...(colours ? ['-elixir', 'ansi_enabled', 'true'] : [])];
}
