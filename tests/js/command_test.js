// SPDX-License-Identifier: Apache-2.0
//
// ./run before any program runs: help, wrong command lines, files that are missing or damaged, compilation.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { beam, linac, scratch, source } from './support/linac.js';

/** The run failed with exactly one line on standard error, and nothing on standard output. */
function failsWith(result, pattern) {
  assert.match(result.stderr, pattern);
  assert.match(result.stderr, /^linac: [^\n]+\n$/);
  assert.equal(result.stdout, '');
  assert.equal(result.status, 1);
}

test('--help teaches', () => {
  const { status, stdout, stderr } = linac('--help');
  assert.equal(status, 0);
  assert.equal(stderr, '');
  assert.match(stdout, /^Usage: \.\/run \[options\] FILE \[arguments\.\.\.\]\n/);
  for (const option of ['-pa', '--jit', '--stats', '--disasm', '--dump-wasm', '--help', '--version']) {
    assert.match(stdout, new RegExp(`^  ${option}\\b`, 'm'));
  }
  assert.match(stdout, /^ {2}\.\/run examples\/fib\.erl/m);
});

test('--version', () => {
  const { status, stdout } = linac('--version');
  assert.equal(status, 0);
  assert.match(stdout, /^linac \d+\.\d+\.\d+\n$/);
});

test('a wrong command line is one sentence', () => {
  failsWith(linac(), /no file given/);
  failsWith(linac('--fast', 'x.erl'), /unknown option --fast/);
  failsWith(linac('--jit=maybe', 'x.erl'), /--jit is load or off, not maybe/);
  failsWith(linac('-pa'), /-pa needs a value/);
  failsWith(linac('--stats=yes', 'x.erl'), /--stats takes no value/);
  failsWith(linac('--reductions', '0', 'x.erl'), /--reductions is a number from 1 on/);
  failsWith(linac('-pa', path.join(scratch, 'nowhere'), 'x.erl'), /no such directory for -pa: .*nowhere/);
});

test('a file that cannot be run is one sentence', () => {
  failsWith(linac('missing.erl'), /cannot read missing\.erl: no such file/);
  failsWith(linac('missing.beam'), /cannot read missing\.beam: no such file/);
  const text = path.join(scratch, 'notes.txt');
  fs.writeFileSync(text, 'notes');
  failsWith(linac(text), /notes\.txt is no program/);
  const directory = path.join(scratch, 'directory.beam');
  fs.mkdirSync(directory);
  failsWith(linac(directory), /cannot read .*directory\.beam: it is a directory/);
});

test('a damaged .beam file is one sentence that names it', () => {
  const good = fs.readFileSync(beam('whole', '-export([main/0]).\nmain() -> ok.'));
  const damaged = {
    empty: Buffer.alloc(0),
    text: Buffer.from('this is no beam file\n'),
    truncated: good.subarray(0, good.length >> 1),
    zeros: Buffer.concat([good.subarray(0, 12), Buffer.alloc(good.length - 12)]),
  };
  for (const [name, bytes] of Object.entries(damaged)) {
    const file = path.join(scratch, `${name}.beam`);
    fs.writeFileSync(file, bytes);
    failsWith(linac(file), new RegExp(`${name}\\.beam: `));
    failsWith(linac('--disasm', file), new RegExp(`${name}\\.beam: `));
  }
});

test('a module without a main function is one sentence', () => {
  failsWith(linac(beam('mainless', '-export([other/0]).\nother() -> ok.')), /mainless.*main/);
});

test('errors of erlc are shown', () => {
  const { status, stdout, stderr } = linac(source('unbound', '-export([main/0]).\nmain() -> X.'));
  assert.equal(status, 1);
  assert.equal(stdout, '');
  assert.match(stderr, /unbound\.erl:3:\d+: variable 'X' is unbound/);
  assert.match(stderr, /^linac: .*unbound\.erl does not compile$/m);
});

test('warnings of erlc do not reach standard output', () => {
  const file = source('warned', '-export([main/0]).\nmain() -> X = 1, erlang:display(done).');
  const { status, stdout, stderr } = linac(file);
  assert.match(stderr, /variable 'X' is unused/);
  assert.equal(stdout, 'done\n');
  assert.equal(status, 0);
});

test('a source is compiled again when it or a header of it changes, and only then', () => {
  const header = path.join(scratch, 'answer.hrl');
  const file = source('asker', '-export([main/0]).\n-include("answer.hrl").\nmain() -> erlang:display(?ANSWER).');
  const warnings = () => {
    const { stdout, stderr } = linac(file);
    return [stdout, stderr !== ''];
  };
  fs.writeFileSync(header, '-define(ANSWER, 42).\n-warning("compiled").\n');
  assert.deepEqual(warnings(), ['42\n', true]);
  assert.deepEqual(warnings(), ['42\n', false]);
  fs.writeFileSync(header, '-define(ANSWER, 43).\n-warning("compiled").\n');
  assert.deepEqual(warnings(), ['43\n', true]);
});
