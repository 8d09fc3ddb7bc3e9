// SPDX-License-Identifier: Apache-2.0
//
// node tests/otp/run.mjs DIR: runs compiled Common Test suites (OTP's own, or any) on Linac or on erl, one after the
// other, each in a VM of its own; --help tells more. The cases are run by suite_runner.erl, which writes a line for each.

import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { table } from './table.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = path.join(here, '../..');
const kCommand = path.join(root, 'src/platforms/emscripten/js/command.js');
/** Beyond a case's own limit, how long the VM may say nothing. */
const kGraceSeconds = 45;
/** Of what a VM wrote before it died. */
const kKeptErrors = 2000;

const kHelp = `Usage: node tests/otp/run.mjs [options] DIR

Runs every *_SUITE.beam of DIR and prints, per suite, how many cases passed, failed, were skipped by the suite itself,
and need what is not there (other nodes, drivers, native libraries), and each failure with its reason.

  --suites LIST    only these, separated by commas, with or without _SUITE
  --cases LIST     only these cases
  --jit=load|off   Linac's mode (load)
  --native         on erl instead
  --otp            boot OTP first, as erl does; without it only the suite's process is started
  --limit SECONDS  the longest time for one case (60)
  --results FILE   also write the outcomes to FILE, as JSON; of the suites run only, others in FILE stay
  --table FILES    run nothing: print the table of three such files, of erl, JIT and interpreter, separated by commas
  --verbose        show also what was skipped and why, and what the VM writes
  --help           show this

Exit status 1 if a case failed.
`;

/** @typedef {'pass' | 'fail' | 'skip' | 'needs'} Verdict */
/** @typedef {{ name: string, verdict: Verdict, milliseconds: number, reason: string }} Outcome */

const options = parse(process.argv.slice(2));

function fail(sentence) {
  console.error(`run: ${sentence}`);
  process.exit(1);
}

function parse(words) {
  const parsed = {
    directory: null,
    suites: null,
    cases: [],
    mode: [],
    native: false,
    otp: false,
    limit: 60,
    results: null,
    tables: null,
    verbose: false,
  };
  const list = (text) => text.split(',').filter((word) => word !== '');
  for (let next = 0; next < words.length; ++next) {
    const [name, inline] = words[next].startsWith('--') ? words[next].split('=', 2) : [null];
    const value = () => inline ?? words[++next] ?? fail(`${name} needs a value.`);
    if (name === null) parsed.directory = path.resolve(words[next]);
    else if (name === '--suites') parsed.suites = list(value()).map((suite) => suite.replace(/(_SUITE)?$/, '_SUITE'));
    else if (name === '--cases') parsed.cases = list(value());
    else if (name === '--jit') parsed.mode = [`--jit=${value()}`];
    else if (name === '--native') parsed.native = true;
    else if (name === '--otp') parsed.otp = true;
    else if (name === '--limit') parsed.limit = Number(value());
    else if (name === '--results') parsed.results = value();
    else if (name === '--table') parsed.tables = list(value());
    else if (name === '--verbose') parsed.verbose = true;
    else if (name === '--help') {
      console.log(kHelp);
      process.exit(0);
    } else fail(`there is no option ${name}; --help shows those that are.`);
  }
  return parsed;
}

/** Compiles the runner; its stand-ins come before OTP's modules of the same names. */
function compileRunner(directory) {
  const sources = fs.readdirSync(here).filter((file) => file.endsWith('.erl'));
  const { status, stdout } = spawnSync('erlc', ['-o', directory, ...sources.map((file) => path.join(here, file))], {
    encoding: 'utf8',
  });
  if (status !== 0) fail(`the runner does not compile.\n${stdout}`);
}

function command(words) {
  const { directory, mode } = options;
  // As OTP runs them: one suite has code with `maybe`.
  const booted = ['-noinput', '-enable-feature', 'maybe_expr', '-pa', directory, '-pa', runner, '-run', 'suite_runner', 'main', ...words];
  if (options.native) return ['erl', booted];
  if (options.otp) return [process.execPath, [kCommand, ...mode, '--otp', ...booted]];
  const start = ['-pa', runner, '-pa', directory, path.join(runner, 'suite_runner.beam')];
  return [process.execPath, [kCommand, ...mode, ...start, ...words]];
}

/**
 * Runs a suite from case number `from` on, until the VM ends or says nothing for too long.
 * @returns {Promise<{ done: boolean, started: {number: number, name: string} | null, how: string }>}
 */
function runFrom(suite, from, privateDirectory, onLine) {
  const data = `${path.join(options.directory, `${suite}_data`)}/`;
  const [file, words] = command([suite, data, `${privateDirectory}/`, `${from}`, `${options.limit}`, ...options.cases]);
  return new Promise((resolve) => {
    const child = spawn(file, words, { stdio: ['ignore', 'pipe', 'pipe'], cwd: privateDirectory });
    running = child;
    const result = { done: false, started: null, how: '' };
    let errors = '';
    let timer = null;
    let hung = false;
    const watch = () => {
      clearTimeout(timer);
      timer = setTimeout(
        () => {
          hung = true;
          child.kill('SIGKILL');
        },
        (options.limit + kGraceSeconds) * 1000,
      );
    };
    watch();
    const take = (line) => {
      const [mark, kind, ...fields] = line.split('\t');
      if (!mark.endsWith('@@')) {
        if (options.verbose) console.log(`    | ${line}`);
        errors = `${errors}${line}\n`.slice(-kKeptErrors);
        return;
      }
      watch();
      if (kind === 'done') {
        result.done = true;
      } else if (kind === 'start') {
        result.started = { number: Number(fields[0]), name: fields[1] };
      } else {
        if (kind === 'case') result.started = null;
        onLine(kind, fields.map((field) => field.replace(/\\(.)/g, (_, c) => (c === 'n' ? '\n' : c))));
      }
    };
    // erlang:display_string/1 of OTP 25 writes to standard error, that of later releases to standard output.
    for (const stream of [child.stdout, child.stderr]) {
      let rest = '';
      stream.setEncoding('utf8');
      stream.on('data', (text) => {
        const lines = (rest + text).split(/\r?\n/);
        rest = lines.pop();
        lines.forEach(take);
      });
      stream.on('end', () => rest !== '' && take(rest));
    }
    child.on('close', (status, signal) => {
      clearTimeout(timer);
      result.how = hung ? 'the VM said nothing any more' : `the VM ended, ${signal ?? `status ${status}`}: ${errors}`;
      resolve(result);
    });
  });
}

/** @returns {Promise<Outcome[]>} */
async function runSuite(suite) {
  /** @type {Outcome[]} */
  const outcomes = [];
  const privateDirectory = path.join(runner, suite);
  fs.mkdirSync(privateDirectory, { recursive: true });
  const onLine = (kind, fields) => {
    if (kind === 'case') {
      const [, name, verdict, milliseconds, reason] = fields;
      outcomes.push({ name, verdict, milliseconds: Number(milliseconds), reason });
    } else if (kind === 'suite') {
      const [verdict, reason] = fields;
      console.log(`${suite}: ${verdict}: ${reason}`);
    }
  };
  let from = 0;
  for (;;) {
    const { done, started, how } = await runFrom(suite, from, privateDirectory, onLine);
    if (done) return outcomes;
    if (started === null) {
      outcomes.push({ name: '(suite)', verdict: 'fail', milliseconds: 0, reason: how });
      return outcomes;
    }
    outcomes.push({ name: started.name, verdict: 'fail', milliseconds: 0, reason: how });
    from = started.number;
  }
}

function print(suite, outcomes) {
  const count = (verdict) => outcomes.filter((outcome) => outcome.verdict === verdict).length;
  const seconds = outcomes.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000;
  console.log(
    `${suite}: ${outcomes.length} cases, ${count('pass')} passed, ${count('fail')} failed, ${count('skip')} skipped, ` +
      `${count('needs')} need what is not there; ${seconds.toFixed(1)} s`,
  );
  for (const { name, verdict, reason } of outcomes) {
    if (verdict === 'pass' || (verdict !== 'fail' && !options.verbose)) continue;
    console.log(`  ${verdict} ${name}: ${reason.slice(0, options.verbose ? undefined : 1200)}`);
  }
}

const read = (file) => (fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {});

function save(suite, outcomes) {
  if (options.results === null) return;
  const results = read(options.results);
  results[suite] = outcomes;
  fs.writeFileSync(options.results, JSON.stringify(results, null, 1));
}

if (options.tables !== null) {
  if (options.tables.length !== 3) fail('--table needs three files: of erl, JIT and interpreter.');
  console.log(table(...options.tables.map(read)));
  process.exit(0);
}
if (options.directory === null || !fs.existsSync(options.directory)) fail('no directory given; --help tells more.');

let running = null;
process.on('SIGTERM', () => {
  running?.kill('SIGKILL');
  process.exit(1);
});
const runner = fs.mkdtempSync(path.join(os.tmpdir(), 'linac-suites-'));
process.on('exit', () => fs.rmSync(runner, { recursive: true, force: true }));
compileRunner(runner);

const suites =
  options.suites ??
  fs
    .readdirSync(options.directory)
    .filter((file) => file.endsWith('_SUITE.beam'))
    .map((file) => path.basename(file, '.beam'))
    .sort();
let failed = false;
for (const suite of suites) {
  const outcomes = await runSuite(suite);
  print(suite, outcomes);
  save(suite, outcomes);
  failed ||= outcomes.some(({ verdict }) => verdict === 'fail');
}
process.exit(failed ? 1 : 0);
