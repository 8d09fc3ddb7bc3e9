// SPDX-License-Identifier: Apache-2.0
//
// node tests/erlang/compare.mjs: runs every program of this directory on OTP, on Linac's JIT and on its interpreter,
// and again under stress, and compares what they print and their exit statuses; --help tells more.
//
// OTP's word is the reference; it is remembered under build/, keyed by the sources and OTP's version. Every WebAssembly
// module that the JIT makes on the way is given to wasm-validate.
// known_failures.txt lists cases that are allowed to fail; one that passes has to be taken off the list.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runChild } from '../../src/platforms/emscripten/js/child.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
process.chdir(root);
const kSources = 'tests/erlang';
const kSupport = 'tests/erlang/support';
const kBuild = 'build/tests/erlang';
const kCommand = 'build/wasm/command.mjs';
const kKnownFailures = 'tests/erlang/known_failures.txt';
const kTimeoutSeconds = 60;

const kHelp = `Usage: node tests/erlang/compare.mjs [options] [NAME...]

Runs the programs whose names contain NAME, or all, in each mode:

  otp      OTP itself: the program ends as it should
  jit      ./run                       off      ./run --jit=off
  wasm     every module made in mode jit is valid WebAssembly
  gc       ./run --gc-stress           gc-off   the same in the interpreter
  slice    ./run --reductions 1        slice-off   the same in the interpreter
  seed     ./run --schedule-seed N     with a few N, on both; of programs that start processes

  --modes LIST   only these, separated by commas; stress means the last five
  --jobs N       how many programs run at once (2)
  --verbose      show both outputs around each difference, and how to repeat it
  --help         show this
`;

/** @typedef {{ stdout: string, status: number | string }} Outcome  a status in words: how it did not end by itself */

/** Linac's modes; those under stress run the programs compiled with -DSMALL. */
const linacModes = {
  jit: { options: [], variant: 'full' },
  off: { options: ['--jit=off'], variant: 'full' },
  gc: { options: ['--gc-stress'], variant: 'small' },
  'gc-off': { options: ['--gc-stress', '--jit=off'], variant: 'small' },
  slice: { options: ['--reductions', '1'], variant: 'small' },
  'slice-off': { options: ['--reductions', '1', '--jit=off'], variant: 'small' },
  seed: {
    runs: [['--schedule-seed', '1'], ['--schedule-seed', '2'], ['--schedule-seed', '3', '--jit=off']],
    variant: 'small',
    applies: startsProcesses,
  },
};
const kStress = ['gc', 'gc-off', 'slice', 'slice-off', 'seed'];
const kAllModes = ['otp', 'jit', 'wasm', 'off', ...kStress];

const options = parse(process.argv.slice(2));

function fail(sentence) {
  console.error(`compare: ${sentence}`);
  process.exit(1);
}

function parse(words) {
  const parsed = { names: [], modes: kAllModes, jobs: 2, verbose: false };
  for (let next = 0; next < words.length; ++next) {
    const [name, inline] = words[next].startsWith('--') ? words[next].split('=', 2) : [null];
    const value = () => inline ?? words[++next] ?? fail(`${name} needs a value.`);
    if (name === null) {
      parsed.names.push(words[next]);
    } else if (name === '--modes') {
      parsed.modes = value().split(',').flatMap((mode) => (mode === 'stress' ? kStress : [mode]));
      const unknown = parsed.modes.find((mode) => !kAllModes.includes(mode));
      if (unknown !== undefined) fail(`there is no mode ${unknown}; --help lists them.`);
    } else if (name === '--jobs') {
      parsed.jobs = Math.max(1, Number(value()) || 1);
    } else if (name === '--verbose') {
      parsed.verbose = true;
    } else if (name === '--help') {
      console.log(kHelp);
      process.exit(0);
    } else {
      fail(`unknown option ${name}; --help lists the options.`);
    }
  }
  return parsed;
}

const sourcesIn = (directory) =>
  fs.readdirSync(directory).filter((file) => file.endsWith('.erl')).sort().map((file) => path.join(directory, file));
const moduleOf = (file) => path.basename(file, path.extname(file));
const digest = (...parts) => parts.reduce((hash, part) => hash.update(part).update('\0'), createHash('sha256')).digest('hex');

/** The release and the emulator's version. */
function otpVersion() {
  const ask = 'io:put_chars(erlang:system_info(otp_release) ++ "-" ++ erlang:system_info(version)), halt().';
  const { stdout, error } = spawnSync('erl', ['-noshell', '-eval', ask], { encoding: 'utf8' });
  if (error || !stdout) fail('there is no erl on PATH, which the comparison needs.');
  return stdout;
}

/** Compiles what is older than its source or from another OTP; programs that do not compile are left without a .beam. */
function compile(variant, otp) {
  const output = path.join(kBuild, variant);
  const stamp = path.join(output, 'otp');
  if (!fs.existsSync(stamp) || fs.readFileSync(stamp, 'utf8') !== otp) fs.rmSync(output, { recursive: true, force: true });
  fs.mkdirSync(output, { recursive: true });
  fs.writeFileSync(stamp, otp);
  const stale = [...sourcesIn(kSupport), ...sourcesIn(kSources)].filter((source) => {
    const beam = fs.statSync(path.join(output, `${moduleOf(source)}.beam`), { throwIfNoEntry: false });
    return !beam || beam.mtimeMs < fs.statSync(source).mtimeMs;
  });
  const flags = variant === 'small' ? ['-DSMALL'] : [];
  for (const source of stale) fs.rmSync(path.join(output, `${moduleOf(source)}.beam`), { force: true });
  if (stale.length === 0) return;
  const erlc = (files) => spawnSync('erlc', [...flags, '-o', output, ...files], { encoding: 'utf8' });
  if (erlc(stale).status === 0) return;
  // One by one, so that a bad one does not keep the others from being compiled.
  for (const source of stale) {
    const { status, stdout, stderr } = erlc([source]);
    if (status !== 0) console.log((stdout + stderr).trimEnd());
  }
}

/**
 * What OTP prints for each program, from memory or from as few erl starts as possible.
 * @returns {Promise<Map<string, Outcome>>}
 */
async function references(programs, variant, otp) {
  const memory = path.join(kBuild, 'reference');
  fs.mkdirSync(memory, { recursive: true });
  const support = sourcesIn(kSupport).map((file) => fs.readFileSync(file));
  const file = new Map(programs.map((program) => {
    const input = inputOf(program) === undefined ? [] : [fs.readFileSync(inputOf(program))];
    const key = digest(program, variant, otp, fs.readFileSync(path.join(kSources, `${program}.erl`)), ...input, ...support);
    return [program, path.join(memory, `${key}.json`)];
  }));
  const outcomes = new Map();
  let missing = programs.filter((program) => !fs.existsSync(file.get(program)));
  while (missing.length > 0) {
    // A program that reads standard input has it, and the node, to itself.
    const input = inputOf(missing[0]);
    const next = input === undefined ? missing.filter((program) => inputOf(program) === undefined) : [missing[0]];
    const words = [input === undefined ? '-noshell' : '-noinput', '-kernel', 'logger_level', 'none', '-pa',
      path.join(kBuild, variant), '-run', 'reference_runner', 'main', '-extra', String(kTimeoutSeconds), ...next];
    const { stdout, status } = await start('erl', words, kTimeoutSeconds * (next.length + 1), input);
    const done = splitAtMarkers(stdout, status);
    if (done.size === 0) fail(`erl ended with status ${status} before the first program:\n${stdout}`);
    for (const [program, outcome] of done) {
      outcomes.set(program, outcome);
      if (typeof outcome.status === 'number') fs.writeFileSync(file.get(program), JSON.stringify(outcome));
    }
    missing = missing.filter((program) => !done.has(program));
  }
  for (const program of programs) {
    if (!outcomes.has(program)) outcomes.set(program, JSON.parse(fs.readFileSync(file.get(program), 'utf8')));
  }
  return outcomes;
}

/** The file that is a program's standard input: NAME.stdin beside it; undefined: there is no input. */
function inputOf(program) {
  const file = path.join(kSources, `${program}.stdin`);
  return fs.existsSync(file) ? file : undefined;
}

/** Cuts the reference runner's output into one piece per program; the last may have halted the node with a status. */
function splitAtMarkers(stdout, status) {
  const outcomes = new Map();
  for (const piece of stdout.split("{'-- begin',").slice(1)) {
    const [, program, rest] = /^(\w+)\}\n([^]*)$/.exec(piece);
    const end = new RegExp(`^([^]*)\\{'-- end',${program},(\\w+)\\}\\n$`).exec(rest);
    const ended = end && end[2] !== 'timeout' ? Number(end[2]) : 'timed out';
    outcomes.set(program, end ? { stdout: end[1], status: ended } : { stdout: rest, status });
  }
  return outcomes;
}

/**
 * Runs a command line, with a file as its standard input or without any. OTP ends displayed lines with CR LF; only LF is kept.
 * @returns {Promise<Outcome & { stderr: string }>}
 */
async function start(program, words, seconds, input) {
  const child = await runChild(program, words, seconds, input);
  const text = (bytes) => bytes.toString('latin1').replaceAll('\r\n', '\n');
  const status = child.timedOut ? `timed out after ${seconds} s` : child.status ?? `killed by ${child.signal}`;
  return { stdout: text(child.stdout), stderr: text(child.stderr), status };
}

/** @returns {string[]} one sentence if the program does otherwise on Linac than on OTP, nothing if not */
async function compare(program, mode, expected) {
  const { options: modeOptions, runs = [modeOptions] } = linacModes[mode];
  for (const run of runs) {
    const sentences = await compareRun(program, mode, run, expected);
    if (sentences.length > 0) return runs.length === 1 ? sentences : sentences.map((text) => `${run.join(' ')}: ${text}`);
  }
  return [];
}

async function compareRun(program, mode, modeOptions, expected) {
  const { variant } = linacModes[mode];
  const beams = path.join(kBuild, variant);
  const dump = mode === 'jit' ? ['--dump-wasm', freshDirectory(dumpOf(program))] : [];
  const words = [kCommand, ...modeOptions, ...dump, '-pa', beams, path.join(beams, `${program}.beam`)];
  const actual = await start(process.execPath, words, kTimeoutSeconds, inputOf(program));
  const difference = differs(actual, expected);
  if (difference === null) return [];
  return [options.verbose ? `${difference}\n${context(actual, expected)}\n  node ${words.join(' ')}` : difference];
}

function differs(actual, expected) {
  if (actual.stdout !== expected.stdout) {
    const [mine, theirs] = [actual.stdout.split('\n'), expected.stdout.split('\n')];
    const line = theirs.findIndex((text, index) => mine[index] !== text);
    if (line >= 0 && line < mine.length - 1) {
      const column = [...theirs[line]].findIndex((character, index) => mine[line][index] !== character);
      return `line ${line + 1}: ${excerpt(mine[line], column)} instead of ${excerpt(theirs[line], column)}`;
    }
    const missing = line < 0 ? `${mine.length - theirs.length} lines too many` : `ends before line ${line + 1}`;
    return `${missing} (status ${actual.status}${lastWords(actual)})`;
  }
  if (actual.status === expected.status) return null;
  return `status ${actual.status} instead of ${expected.status}${lastWords(actual)}`;
}

const lastWords = ({ stderr }) => (stderr.trim() ? `: ${shorten(stderr.trim().split('\n')[0])}` : '');
const shorten = (text, length = 160) => (text.length > length ? `${text.slice(0, length)}…` : text);

/** The part of a line where it begins to differ. */
function excerpt(line, column) {
  const from = column < 0 || column > 40 ? Math.max(0, (column < 0 ? line.length : column) - 40) : 0;
  return `${from > 0 ? '…' : ''}${shorten(line.slice(from), 80)}`;
}

function context(actual, expected) {
  const [mine, theirs] = [actual.stdout.split('\n'), expected.stdout.split('\n')];
  const line = Math.max(0, theirs.findIndex((text, index) => mine[index] !== text));
  const lines = (sign, text) => text.slice(line, line + 3).map((one) => `  ${sign} ${shorten(one, 2000)}`);
  const errors = actual.stderr.trim().split('\n').slice(0, 20).map((one) => `  ! ${one}`);
  return [...lines('-', theirs), ...lines('+', mine), ...(actual.stderr.trim() ? errors : [])].join('\n');
}

const dumpOf = (program) => path.join(kBuild, 'wasm', program);

function freshDirectory(directory) {
  fs.rmSync(directory, { recursive: true, force: true });
  fs.mkdirSync(directory, { recursive: true });
  return directory;
}

/** Verdicts of wasm-validate by content: libraries come again and again. @type {Map<string, Promise<string | null>>} */
const verdicts = new Map();

/** @returns {string[]} one sentence per invalid module that mode jit made, or one if it made none of the program */
async function validate(program) {
  const directory = dumpOf(program);
  const files = fs.existsSync(directory) ? fs.readdirSync(directory) : [];
  if (!files.includes(`${program}.wasm`)) return ['the JIT made no module of the program'];
  const sentences = files.map(async (file) => {
    const whole = path.join(directory, file);
    const key = digest(fs.readFileSync(whole));
    if (!verdicts.has(key)) verdicts.set(key, verdictOf(whole));
    const verdict = await verdicts.get(key);
    return verdict === null ? [] : [`${whole}: ${verdict}`];
  });
  return (await Promise.all(sentences)).flat();
}

async function verdictOf(file) {
  const { status, stderr } = await start('wasm-validate', ['--enable-tail-call', file], kTimeoutSeconds);
  return status === 0 ? null : shorten(stderr.trim().split('\n')[0] || `wasm-validate ended with status ${status}`);
}

/** Lines `PROGRAM MODE REASON`; # begins a comment. @returns {Map<string, string>} the reason by "PROGRAM MODE" */
function knownFailures() {
  if (!fs.existsSync(kKnownFailures)) return new Map();
  const lines = fs.readFileSync(kKnownFailures, 'utf8').split('\n').filter((line) => /^[^#\s]/.test(line));
  return new Map(lines.map((line) => {
    const [, program, mode, reason] = /^(\S+)\s+(\S+)\s+(\S.*)$/.exec(line) ?? fail(`${kKnownFailures}: no reason in: ${line}`);
    return [`${program} ${mode}`, reason];
  }));
}

function startsProcesses(program) {
  const text = fs.readFileSync(path.join(kSources, `${program}.erl`), 'utf8');
  return /\bspawn|\b(gen_server|gen_statem|gen_event|supervisor|proc_lib|timer):/.test(text);
}

/** The modes of one program, as far as they are wanted; each result is a list of sentences. */
async function* resultsOf(program, reference) {
  for (const mode of kAllModes) {
    const variant = linacModes[mode]?.variant ?? 'full';
    const expected = reference[variant]?.get(program);
    if (!options.modes.includes(mode) && !(mode === 'jit' && options.modes.includes('wasm'))) continue;
    if (linacModes[mode]?.applies?.(program) === false) continue;
    if (!expected) {
      yield [mode, ['does not compile']];
    } else if (mode === 'otp') {
      const bad = typeof expected.status !== 'number' ? expected.status : expected.stdout === '' ? 'prints nothing' : null;
      yield [mode, bad ? [bad] : []];
    } else if (mode === 'wasm') {
      yield [mode, await validate(program)];
    } else {
      yield [mode, await compare(program, mode, expected)];
    }
  }
}

const counts = { passed: 0, failed: 0, known: 0 };

/** Runs one program in all modes and prints one line, or one for each mode that fails. */
async function report(program, reference, known) {
  const lines = [];
  for await (const [mode, sentences] of resultsOf(program, reference)) {
    const reason = known.get(`${program} ${mode}`);
    if (reason !== undefined && sentences.length === 0) {
      sentences.push(`passes: take it off ${kKnownFailures}`);
    } else if (reason !== undefined) {
      ++counts.known;
      lines.push(`known  ${program} ${mode}: ${reason}`);
      continue;
    }
    counts.passed += sentences.length === 0 ? 1 : 0;
    counts.failed += sentences.length;
    lines.push(...sentences.map((sentence) => `FAILED ${program} ${mode}: ${sentence}`));
  }
  console.log(lines.length === 0 ? `ok ${program}` : lines.join('\n'));
}

async function main() {
  const all = sourcesIn(kSources).map(moduleOf);
  const programs = all.filter((name) => options.names.length === 0 || options.names.some((part) => name.includes(part)));
  if (programs.length === 0) fail(`no program's name contains ${options.names.join(' or ')}.`);
  const otp = otpVersion();
  const reference = {};
  const wanted = new Set(options.modes.map((mode) => linacModes[mode]?.variant ?? 'full'));
  for (const variant of wanted) {
    compile(variant, otp);
    const compiled = programs.filter((name) => fs.existsSync(path.join(kBuild, variant, `${name}.beam`)));
    reference[variant] = await references(compiled, variant, otp);
  }
  const known = knownFailures();
  const queue = [...programs];
  const worker = async () => {
    while (queue.length > 0) await report(queue.shift(), reference, known);
  };
  await Promise.all(Array.from({ length: options.jobs }, worker));
  console.log(`${counts.passed} passed, ${counts.failed} failed${counts.known > 0 ? `, ${counts.known} skipped` : ''}`);
  process.exitCode = counts.failed > 0 ? 1 : 0;
}

await main();
