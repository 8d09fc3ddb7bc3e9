// SPDX-License-Identifier: Apache-2.0
//
// What the tests of the command share: a scratch directory, compiled programs, and ./run as a user has it.

import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Both ways to run a program; each must behave alike. */
export const modes = ['--jit=load', '--jit=off'];

/** A directory that goes away when the test file ends. */
export const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'linac-test-'));
process.on('exit', () => fs.rmSync(scratch, { recursive: true, force: true }));

/**
 * Writes MODULE.erl into the scratch directory; `-module` is added.
 * @returns {string} its path
 */
export function source(module, text, directory = scratch) {
  fs.mkdirSync(directory, { recursive: true });
  const file = path.join(directory, `${module}.erl`);
  fs.writeFileSync(file, `-module(${module}).\n${text}\n`);
  return file;
}

/**
 * The same, compiled.
 * @returns {string} the path of the .beam file
 */
export function beam(module, text, directory = scratch) {
  const { status, stdout } = spawnSync('erlc', ['-o', directory, source(module, text, directory)], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stdout);
  return path.join(directory, `${module}.beam`);
}

/** Puts a listing together as it is: OTP 25's erlc would refuse what newer compilers may write. */
const kAssemble = `
  {ok, Terms} = file:consult(Listing),
  {value, {module, Module}} = lists:keysearch(module, 1, Terms),
  {value, {exports, Exports}} = lists:keysearch(exports, 1, Terms),
  {value, {labels, Labels}} = lists:keysearch(labels, 1, Terms),
  Split = fun Split([{function, _, _, _} = Head | Rest]) ->
                  {Code, More} = lists:splitwith(fun(T) -> element(1, T) =/= function end, Rest),
                  [erlang:append_element(Head, Code) | Split(More)];
              Split([]) -> []
          end,
  Functions = Split(lists:dropwhile(fun(T) -> element(1, T) =/= function end, Terms)),
  {ok, Beam} = beam_asm:module({Module, Exports, [], Functions, Labels}, [], [], []),
  ok = file:write_file(filename:rootname(Listing) ++ ".beam", Beam),
  halt().`;

/**
 * A module from an assembly listing, as `erlc -S` writes them but without comments; it is not validated.
 * @returns {string} the path of the .beam file
 */
export function assembled(module, text, directory = scratch) {
  const listing = path.join(directory, `${module}.S`);
  fs.writeFileSync(listing, text);
  const code = `Listing = ${JSON.stringify(listing)}, ${kAssemble}`;
  const { status, stdout, stderr } = spawnSync('erl', ['-noshell', '-eval', code], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stdout + stderr);
  return path.join(directory, `${module}.beam`);
}

/**
 * @param {...string} words  the command line of ./run
 * @returns {{ status: number, stdout: string, stderr: string }}
 */
export function linac(...words) {
  return spawnSync(path.join(root, 'run'), words, { encoding: 'utf8', maxBuffer: 1 << 28 });
}

/** The same, started and left running. */
export function startLinac(...words) {
  return spawn(path.join(root, 'run'), words, { stdio: ['ignore', 'pipe', 'pipe'] });
}
