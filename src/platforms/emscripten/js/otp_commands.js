// SPDX-License-Identifier: Apache-2.0
//
// Commands of ./run that boot OTP: Erlang's shell, and the programs that Elixir brings. Each takes what the program of
// that name takes and makes of it a command line of erl.

import { elixirWords, mixScript } from './elixir.js';

/** @type {Record<string, (words: string[]) => string[] | null>} null: there is no Elixir */
export const kOtpCommands = {
  shell: (words) => words,
  elixir: (words) => elixirWords(words),
  elixirc: (words) => elixirWords(['+elixirc', ...words]),
  iex: (words) => elixirWords(['--no-halt', '--erl', '-noshell -user Elixir.IEx.CLI', '+iex', ...words]),
  mix: (words) => {
    const script = mixScript();
    return script && elixirWords([script, ...words]);
  },
};
