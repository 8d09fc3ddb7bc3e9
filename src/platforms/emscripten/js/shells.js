// SPDX-License-Identifier: Apache-2.0
//
// ./run shell and ./run iex: the command lines of erl that start Erlang's shell and Elixir's.

import fs from 'node:fs';
import path from 'node:path';
import { findOnPath } from './otp.js';

/** Elixir's options that take values, which are for its own command line to read; all before a file name. */
const kIexValues = new Map([['-e', 1], ['-r', 1], ['-pr', 1], ['-pa', 1], ['-pz', 1], ['--app', 1], ['--eval', 1],
  ['--dot-iex', 1], ['--no-halt', 0], ['--no-pry', 0], ['-v', 0]]);

/** @type {Record<string, (words: string[], environment: Record<string, string | undefined>) => string[] | null>} */
export const kShells = {
  shell: (words) => words,
  iex: iexWords,
};

/**
 * As Elixir's own scripts `iex` and `elixir` put it together.
 * @returns {string[] | null} null if there is no Elixir
 */
function iexWords(words, environment) {
  const iex = findOnPath('iex');
  if (!iex) return null;
  const library = path.join(path.dirname(fs.realpathSync(iex)), '..', 'lib');
  if (!fs.existsSync(path.join(library, 'iex', 'ebin'))) return null;
  const paths = fs.readdirSync(library).map((application) => path.join(library, application, 'ebin'));
  const colours = process.stdout.isTTY && process.stderr.isTTY && !environment.NO_COLOR;
  const forErl = [];
  let at = 0;
  while (at < words.length && (kIexValues.has(words[at]) || words[at] === '--erl')) {
    if (words[at] === '--erl') {
      forErl.push(...(words[at + 1] ?? '').split(/\s+/).filter((word) => word !== ''));
      words = [...words.slice(0, at), ...words.slice(at + 2)];
    } else {
      at += 1 + kIexValues.get(words[at]);
    }
  }
  return [
    '-pa', ...paths, ...(colours ? ['-elixir', 'ansi_enabled', 'true'] : []), '-noshell', '-user', 'Elixir.IEx.CLI', ...forErl,
    '-extra', '--no-halt', '+iex', ...words,
  ];
}
