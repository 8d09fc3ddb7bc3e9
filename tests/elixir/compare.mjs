// SPDX-License-Identifier: Apache-2.0
//
// node tests/elixir/compare.mjs [--modes jit,off] [--verbose] [NAME...]: runs every Elixir program of this directory with
// the installed `elixir` and with ./run, and compares output, error output and exit status. What `elixir` said is
// remembered under build/, keyed by the program and the version.

import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findOnPath } from '../../src/platforms/emscripten/js/otp.js';
import { runChild } from '../../src/platforms/emscripten/js/child.js';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
const kSources = 'tests/elixir';
const kBuild = 'build/tests/elixir';
const kTimeoutSeconds = 120;
const kArguments = ['first argument', '--flag', 'é'];
const kCommand = [process.execPath, 'build/wasm/command.mjs'];
const kModes = { jit: kCommand, off: [...kCommand, '--jit=off'] };

const words = process.argv.slice(2);
const verbose = words.includes('--verbose');
const modesAt = words.indexOf('--modes');
const modes = modesAt < 0 ? Object.keys(kModes) : words[modesAt + 1].split(',');
const names = words.filter((word, index) => !word.startsWith('--') && (modesAt < 0 || index !== modesAt + 1));

/** Pids, references, times and the number of a program's code differ from run to run. */
function plain(bytes) {
  return bytes
    .toString()
    .replace(/#PID<[\d.]+>/g, '#PID<>')
    .replace(/#Reference<[\d.]+>/g, '#Reference<>')
    .replace(/#Function<(\d+)\.\d+ in/g, '#Function<$1 in')
    .replace(/^Finished in .*$/gm, 'Finished');
}

async function run([program, ...options], file) {
  const end = await runChild(program, [...options, file, ...kArguments], kTimeoutSeconds);
  const status = end.timedOut ? 'timeout' : (end.status ?? end.signal);
  return { stdout: plain(end.stdout), stderr: plain(end.stderr), status };
}

async function native(file) {
  const version = fs.realpathSync(findOnPath('elixir')) + process.env.PATH;
  const key = createHash('sha256').update(fs.readFileSync(file)).update(version).digest('hex');
  const remembered = path.join(kBuild, `${key}.json`);
  if (fs.existsSync(remembered)) return JSON.parse(fs.readFileSync(remembered, 'utf8'));
  const outcome = await run(['elixir'], file);
  fs.writeFileSync(remembered, JSON.stringify(outcome));
  return outcome;
}

/** The first difference, in words; null if there is none. */
function difference(wanted, got) {
  for (const name of ['stdout', 'stderr']) {
    const [want, have] = [wanted[name].split('\n'), got[name].split('\n')];
    const line = want.findIndex((text, index) => text !== have[index]);
    if (line >= 0) return `${name}, line ${line + 1}: ${JSON.stringify(have[line])} instead of ${JSON.stringify(want[line])}`;
    if (have.length > want.length) return `${name} goes on: ${JSON.stringify(have[want.length])}`;
  }
  return wanted.status === got.status ? null : `status ${got.status} instead of ${wanted.status}`;
}

fs.mkdirSync(kBuild, { recursive: true });
const counts = { passed: 0, failed: 0 };
const programs = fs.readdirSync(kSources).filter((file) => file.endsWith('.exs'));
for (const program of programs.filter((file) => names.length === 0 || names.some((name) => file.includes(name)))) {
  const file = path.join(kSources, program);
  const wanted = await native(file);
  for (const mode of modes) {
    const got = await run(kModes[mode], file);
    const wrong = difference(wanted, got);
    ++counts[wrong ? 'failed' : 'passed'];
    console.log(wrong ? `FAILED ${program} ${mode}: ${wrong}` : `ok ${program} ${mode}`);
    if (wrong && verbose) console.log(`--- elixir\n${wanted.stdout}${wanted.stderr}--- ${mode}\n${got.stdout}${got.stderr}`);
  }
}
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed > 0 ? 1 : 0;
