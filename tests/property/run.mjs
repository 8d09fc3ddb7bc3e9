// SPDX-License-Identifier: Apache-2.0
//
// node tests/property/run.mjs: random expressions on OTP, on the JIT and on the interpreter; their values and exceptions
// must be the same. What kinds there are stands in generate.erl. A difference is shown with the source of its function
// and the command that makes it again; --help tells more.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const here = path.join(root, 'tests/property');
const command = path.join(root, 'src/platforms/emscripten/js/command.js');

const kCasesPerModule = 250;
/** Modules generated, run and deleted at a time. */
const kModulesPerBatch = 8;
const kShownDifferences = 10;

const kHelp = `Usage: node tests/property/run.mjs [options]

  --cases N     how many cases (3000); each is run with arguments and with literals
  --seed N      what the cases follow from (the time)
  --module N    only the N-th module of ${kCasesPerModule} cases, and keep its source
  --modes LIST  Linac's modes to compare with OTP: jit,off (both) or gc
  --help        show this

Exit status 1 if there is a difference.
`;

const modes = { jit: [], off: ['--jit=off'], gc: ['--gc-stress'] };

const options = parse(process.argv.slice(2));
const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'linac-property-'));
process.on('exit', () => {
  if (options.module === null) fs.rmSync(directory, { recursive: true, force: true });
});

function fail(sentence) {
  console.error(`property: ${sentence}`);
  process.exit(1);
}

function parse(words) {
  const parsed = { cases: 3000, seed: Date.now() % 1_000_000_000, module: null, modes: ['jit', 'off'] };
  for (let next = 0; next < words.length; next += 2) {
    const value = words[next + 1];
    const number = Number(value);
    if (words[next] === '--help') {
      console.log(kHelp);
      process.exit(0);
    } else if (words[next] === '--modes' && value?.split(',').every((mode) => mode in modes)) {
      parsed.modes = value.split(',');
    } else if (['--cases', '--seed', '--module'].includes(words[next]) && Number.isInteger(number) && number >= 0) {
      parsed[words[next].slice(2)] = number;
    } else {
      fail(`${words.slice(next, next + 2).join(' ')} is no option; --help lists them.`);
    }
  }
  return parsed;
}

/** @returns {Promise<string | null>} what a program prints; null if it was killed by a signal and that is `expected` */
function run(program, words, { mayCrash = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks = { stdout: [], stderr: [] };
    for (const name of ['stdout', 'stderr']) child[name].on('data', (chunk) => chunks[name].push(chunk));
    child.on('error', (error) => fail(`${program}: ${error.message}`));
    child.on('close', (status, signal) => {
      const text = Buffer.concat(chunks.stdout).toString('latin1').replaceAll('\r\n', '\n');
      const errors = Buffer.concat(chunks.stderr).toString();
      if (status === 0) resolve(text);
      else if (signal && mayCrash) resolve(null);
      else fail(`${program} ${words.join(' ')} ended with ${status ?? signal}: ${(errors || text).slice(-2000)}`);
    });
  });
}

/**
 * OTP's outcomes. Its emulator does not survive every expression: what it crashes in is left out, and said.
 * @returns {Promise<{ text: string, skipped: string[] }>}
 */
async function onOtp(names) {
  const skipped = [];
  const start = (progress) => {
    const words = [...names, ...skipped.map((name) => `skip:${name}`), ...progress].map((word) => `"${word}"`);
    const program = `prop_runner:main([${words.join(',')}]), halt().`;
    const environment = ['-env', 'ERL_CRASH_DUMP_SECONDS', '0'];
    return run('erl', ['-noshell', ...environment, '-pa', directory, '-eval', program], { mayCrash: true });
  };
  for (;;) {
    const text = await start([]);
    if (text !== null) return { text, skipped };
    const progress = path.join(directory, 'progress');
    if ((await start([`progress:${progress}`])) !== null) continue;
    skipped.push(fs.readFileSync(progress, 'utf8'));
    console.log(`OTP's emulator crashes in ${skipped.at(-1)}, which is left out:\n${sourceOf(...skipped.at(-1).split(':'))}`);
  }
}

/** Modules of the batch, on OTP and on Linac. @returns {Promise<number>} how many outcomes differ */
async function batch(first, last) {
  await run('erl', ['-noshell', '-pa', directory, '-run', 'generate', 'main', directory, options.seed, first, last,
    kCasesPerModule].map(String));
  const names = Array.from({ length: last - first + 1 }, (_, index) => `prop_${first + index}`);
  const { text, skipped } = await onOtp(names);
  const beam = path.join(directory, 'prop_runner.beam');
  const words = [...names, ...skipped.map((name) => `skip:${name}`)];
  const actual = options.modes.map((mode) => run(process.execPath, [command, ...modes[mode], '-pa', directory, beam, ...words]));
  const reference = text.trimEnd().split('\n');
  if (reference.length !== 2 * kCasesPerModule * names.length) fail(`OTP gave ${reference.length} outcomes.`);
  let count = 0;
  for (const [index, mode] of options.modes.entries()) {
    const lines = (await actual[index]).trimEnd().split('\n');
    if (lines.length !== reference.length) fail(`mode ${mode} gave ${lines.length} outcomes of ${reference.length}.`);
    lines.forEach((line, at) => {
      if (line === reference[at]) return;
      if (++count <= kShownDifferences) show(mode, reference[at], line);
    });
  }
  if (options.module === null) {
    for (const name of names) for (const ending of ['erl', 'beam']) fs.rmSync(path.join(directory, `${name}.${ending}`));
  }
  return count;
}

/** The text of a function and the arguments it is called with. */
function sourceOf(module, function_) {
  const source = fs.readFileSync(path.join(directory, `${module}.erl`), 'utf8');
  const text = new RegExp(`^${function_}\\([^]*?\\.$`, 'm').exec(source)?.[0];
  const row = new RegExp(`\\{${function_.slice(1)}, c.*$`, 'm').exec(source.slice(source.indexOf('\ncases()')))?.[0];
  return `${text}\narguments: ${row}`;
}

function show(mode, expected, actual) {
  const [, module, function_] = /^\{(\w+),(\w+),/.exec(expected);
  console.log(`
FAILED ${module}:${function_} in mode ${mode}
${sourceOf(module, function_)}
OTP:   ${expected}
Linac: ${actual}
again: node tests/property/run.mjs --seed ${options.seed} --module ${module.slice('prop_'.length)} --modes ${mode}`);
}

await run('erlc', ['-o', directory, path.join(here, 'generate.erl'), path.join(here, 'prop_runner.erl')]);
const modules = Math.ceil(options.cases / kCasesPerModule);
const [first, last] = options.module === null ? [1, modules] : [options.module, options.module];
console.log(`seed ${options.seed}`);
let failed = 0;
for (let next = first; next <= last; next += kModulesPerBatch) {
  failed += await batch(next, Math.min(next + kModulesPerBatch - 1, last));
  if (process.stderr.isTTY) process.stderr.write(`\r${next + kModulesPerBatch - 1}/${last} modules`);
}
if (options.module !== null) console.log(`source: ${directory}/prop_${options.module}.erl`);
const outcomes = 2 * (last - first + 1) * kCasesPerModule * options.modes.length;
console.log(`${outcomes - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
