// SPDX-License-Identifier: Apache-2.0
//
// Programs that a booted OTP runs: Elixir's sources and scripts, and escripts (text, or an archive behind a header, as
// Mix makes them). Each becomes the command line of `erl` that its own launcher would make of it.

import fs from 'node:fs';
import path from 'node:path';
import { elixirWords } from './elixir.js';

/** The programs want an Elixir that is not there. */
export class NoElixirError extends Error {
  name = 'NoElixirError';
}

/** Bytes of an escript in which its header's lines are. */
const kHeaderSize = 4096;

/**
 * @param {string} file
 * @param {string[]} programArguments
 * @param {string[]} codePath  searched before Elixir's own directories
 * @returns {string[] | null} the command line of `erl`; null if it is no such program
 * @throws {NoElixirError}
 */
export function otpCommandLine(file, programArguments, codePath) {
  const paths = codePath.flatMap((directory) => ['-pa', directory]);
  if (['.ex', '.exs'].includes(path.extname(file))) {
    const elixir = elixirWords([file, ...programArguments]);
    if (!elixir) throw new NoElixirError('there is no elixir on PATH whose libraries could be used');
    return [...paths, ...elixir];
  }
  const flags = escriptFlags(file);
  if (flags === null) return null;
  const start = ['-boot', 'no_dot_erlang', '-noshell'];
  return [...start, ...paths, ...flags, '-run', 'escript', 'start', '-extra', file, ...programArguments];
}

/** What an escript's header has for the emulator, on its second or third line; null if the file is no escript. */
function escriptFlags(file) {
  const bytes = Buffer.alloc(kHeaderSize);
  let descriptor;
  try {
    descriptor = fs.openSync(file);
    fs.readSync(descriptor, bytes, 0, kHeaderSize, 0);
  } catch {
    return null;
  } finally {
    if (descriptor !== undefined) fs.closeSync(descriptor);
  }
  const lines = bytes.toString('latin1').split('\n').slice(0, 3);
  if (!/^#!.*escript/.test(lines[0])) return null;
  const flags = lines.slice(1).find((line) => line.startsWith('%%!'));
  return flags ? flags.slice(3).trim().split(/\s+/).filter((word) => word !== '') : [];
}
