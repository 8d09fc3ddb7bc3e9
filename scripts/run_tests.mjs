// SPDX-License-Identifier: Apache-2.0
//
// The test parts of ./test, after the builds: runs each, adds up its counts, ends in one line `N passed, N failed`.
// A part that crashes, or that runs nothing although no name was asked for, counts as one failure.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

const parts = { format, cpp, erlang, elixir, js };

/** The sources are as clang-format 14 writes them; other versions differ in detail, so that they cannot tell. */
async function format() {
  const version = await run('clang-format', ['--version'], { show: false });
  if (!/version 14\./.test(version.output)) {
    console.log('clang-format is not version 14; the format is not checked.');
    return { passed: 0, failed: 0, skipped: 1 };
  }
  const files = ['src', 'tests/cpp'].flatMap((directory) => filesBelow(directory, /\.(h|cpp)$/));
  const { status } = await run('clang-format', ['--dry-run', '-Werror', ...files]);
  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 };
}

/** GoogleTest, one shard for each processor. */
async function cpp(names) {
  const shards = names.length > 0 ? 1 : os.availableParallelism();
  const filter = names.length > 0 ? [`--gtest_filter=${names.map((name) => `*${name}*`).join(':')}`] : [];
  const results = await Promise.all(
    Array.from({ length: shards }, (_, shard) =>
      run('build/native/linac_tests', ['--gtest_brief=1', ...filter], {
        env: { GTEST_TOTAL_SHARDS: String(shards), GTEST_SHARD_INDEX: String(shard) },
        show: 'at end',
      }),
    ),
  );
  return results.map(({ status, output }) => {
    const counts = {
      passed: number(/^\[ {2}PASSED {2}\] (\d+) test/m.exec(output)),
      failed: number(/^\[ {2}FAILED {2}\] (\d+) test/m.exec(output)),
      skipped: number(/^\[ {2}SKIPPED \] (\d+) test/m.exec(output)),
    };
    return crashedIfSilent(counts, status);
  }).reduce(sum);
}

/** Each program on OTP, on the interpreter and on the JIT. */
function erlang(names) {
  return comparison('tests/erlang/compare.mjs', names);
}

/** Each program by the installed elixir, on the interpreter and on the JIT. */
function elixir(names) {
  return comparison('tests/elixir/compare.mjs', names);
}

async function comparison(script, names) {
  const { status, output } = await run(process.execPath, [script, ...names]);
  const last = output.trimEnd().split('\n').at(-1);
  const match = /^(?:\w+: )?(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/.exec(last);
  const counts = { passed: number(match), failed: number(match, 2), skipped: number(match, 3) };
  return crashedIfSilent(counts, status);
}

/** Node's test runner; its counts are read from a TAP report beside the one that is shown. */
async function js(names) {
  const report = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'linac-')), 'report.tap');
  const files = filesBelow('tests/js', /_test\.js$/);
  const reporters = ['spec', 'stdout', 'tap', report].map((value, index) =>
    index % 2 === 0 ? `--test-reporter=${value}` : `--test-reporter-destination=${value}`,
  );
  const patterns = names.map((name) => `--test-name-pattern=${name}`);
  const words = ['--test', `--test-concurrency=${os.availableParallelism()}`, ...reporters, ...patterns, ...files];
  const { status, output } = await run(process.execPath, words, { show: names.length === 0 });
  if (names.length > 0) console.log(output.replace(/^.* # test name does not match pattern\n/gm, ''));
  const tap = fs.existsSync(report) ? fs.readFileSync(report, 'utf8') : '';
  fs.rmSync(path.dirname(report), { recursive: true });
  const counts = {
    passed: number(/^# pass (\d+)/m.exec(tap)),
    failed: number(/^# fail (\d+)/m.exec(tap)) + number(/^# cancelled (\d+)/m.exec(tap)),
    // Tests of other names count as skipped, too.
    skipped: names.length > 0 ? 0 : number(/^# skipped (\d+)/m.exec(tap)),
  };
  return crashedIfSilent(counts, status);
}

/**
 * Runs a program, shows its output (as it comes, or in one piece at its end) and returns it.
 * @returns {Promise<{ status: number | null, output: string }>}
 */
function run(program, programArguments, { env = {}, show = true } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, programArguments, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const chunks = [];
    const take = (chunk) => {
      chunks.push(chunk);
      if (show === true) process.stdout.write(chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => take(Buffer.from(`${program}: ${error.message}\n`)));
    child.on('close', (status) => {
      const output = Buffer.concat(chunks);
      if (show === 'at end') process.stdout.write(output);
      resolve({ status, output: output.toString() });
    });
  });
}

/** A status that says failure, where the counts do not. */
function crashedIfSilent(counts, status) {
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function filesBelow(directory, pattern) {
  if (!fs.existsSync(directory)) return [];
  return fs
    .readdirSync(directory, { recursive: true })
    .filter((file) => pattern.test(file))
    .map((file) => path.join(directory, file))
    .sort();
}

function number(match, group = 1) {
  return Number(match?.[group] ?? 0);
}

function sum(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

const [wanted, ...names] = process.argv.slice(2);
let total = { passed: 0, failed: 0, skipped: 0 };
for (const [name, part] of Object.entries(parts)) {
  if (wanted && wanted !== name) continue;
  const start = performance.now();
  console.log(`── ${name}`);
  const counts = await part(names);
  if (names.length === 0 && counts.passed + counts.failed + counts.skipped === 0) {
    console.log(`${name}: nothing ran, which counts as a failure.`);
    counts.failed = 1;
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${name}: ${counts.passed} passed, ${counts.failed} failed in ${seconds} s\n`);
  total = sum(total, counts);
}
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
