// SPDX-License-Identifier: Apache-2.0
//
// ./run shell and ./run iex: the command lines of erl that start Erlang's shell and Elixir's.

import { elixirFlags } from './elixir.js';

/** Elixir's options that take values, which are for its own command line to read; all before a file name. */
const kIexValues = new Map([['-e', 1], ['-r', 1], ['-pr', 1], ['-pa', 1], ['-pz', 1], ['--app', 1], ['--eval', 1],
  ['--dot-iex', 1], ['--no-halt', 0], ['--no-pry', 0], ['-v', 0]]);

/** @type {Record<string, (words: string[]) => string[] | null>} */
export const kShells = {
  shell: (words) => words,
  iex: iexWords,
};

/**
 * As Elixir's own scripts `iex` and `elixir` put it together.
 * @returns {string[] | null} null if there is no Elixir
 */
function iexWords(words) {
  const elixir = elixirFlags();
  if (!elixir) return null;
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
    ...elixir, '-noshell', '-user', 'Elixir.IEx.CLI', ...forErl,
    '-extra', '--no-halt', '+iex', ...words,
  ];
}
