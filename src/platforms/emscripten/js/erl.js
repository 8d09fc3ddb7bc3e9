// SPDX-License-Identifier: Apache-2.0
//
// The command line of `erl`: what its programs erlexec and beam.smp do with it before `init` sees the rest. Flags with
// a plus are the emulator's; those that mean nothing here are taken and left, as `erl` takes those of another machine.
// Source: OTP's ERTS reference manual, erl(1).

import fs from 'node:fs';
import { UsageError } from './options.js';
import { bootArguments } from './otp_archive.js';

/** Flags that erl acts on before anything runs, and that cannot be had here. */
const kRefused = {
  '-name': 'there is no distribution here, so a node cannot have a name',
  '-sname': 'there is no distribution here, so a node cannot have a name',
  '-remsh': 'there is no distribution here, so there is no other node to have a shell on',
  '-detached': 'a program cannot be detached from the JavaScript that runs it',
  '-heart': 'there is no heart program here that could watch over the machine',
};

/** The emulator's flags whose value is the next word; all others are whole words. */
const kFlagWithValue =
  /^\+(?:[aAcePQStTW]|ec|fnu|hms|hmbs|hmax|hmaxel?k?|hmaxk|hmqd|hpds|IOp|IOPp|IOt|IOPt|K|M\w*|n|pc|rg|R|RL|SDcpu|SDio|SP|SDPcpu|s\w+|z\w+)$/;

/** Environment variables that hold more of the command line: before it, with it, and after it. */
const kBefore = 'ERL_AFLAGS';
const kWith = ['ERL_FLAGS', 'ERL_ZFLAGS'];

/** A file of flags, with comments behind `#`. */
function wordsOfFile(file) {
  if (file === undefined) throw new UsageError('-args_file needs a file');
  try {
    const text = fs.readFileSync(file, 'utf8').replace(/#.*$/gm, '');
    const words = text.match(/"[^"]*"|'[^']*'|[^\s"']+/g) ?? [];
    return words.map((word) => word.replace(/^(["'])(.*)\1$/s, '$2')).filter((word) => word !== '-args_file');
  } catch (error) {
    throw new UsageError(`cannot read the flags in ${file}: ${error.code}`);
  }
}

/**
 * What `init` gets.
 * @param {string[]} words  erl's command line
 * @param {{ root: string, home: string, environment: Record<string, string | undefined> }} place  `root` is OTP's directory
 * @returns {string[]}
 * @throws {UsageError} about a flag that cannot be had
 */
export function initArguments(words, { root, home, environment }) {
  const more = (name) => (environment[name] ?? '').split(/\s+/).filter((word) => word !== '');
  const plain = words.indexOf('-extra');
  const flags = plain < 0 ? words : words.slice(0, plain);
  const all = [...more(kBefore), ...flags, ...kWith.flatMap(more)];
  for (let at = all.indexOf('-args_file'); at >= 0; at = all.indexOf('-args_file')) {
    all.splice(at, 2, ...wordsOfFile(all[at + 1]));
  }
  const left = [];
  for (let i = 0; i < all.length; ++i) {
    const word = all[i];
    if (word in kRefused) throw new UsageError(`${word}: ${kRefused[word]}`);
    if (word === '-env') {
      if (i + 2 >= all.length) throw new UsageError('-env needs a variable and its value');
      environment[all[i + 1]] = all[i + 2];
      i += 2;
    } else if (word === '-noinput') {
      left.push('-noshell', word);
    } else if (!word.startsWith('+')) {
      left.push(word);
    } else if (kFlagWithValue.test(word)) {
      ++i;
    }
  }
  return bootArguments([...left, ...(plain < 0 ? [] : words.slice(plain))], { root, home });
}
