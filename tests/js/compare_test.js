// SPDX-License-Identifier: Apache-2.0
//
// ./run --compare DIR: who agrees with whom, and what it says of folders that hold nothing to run.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { beam, linac, scratch } from './support/linac.js';

const row = (stdout, module) => stdout.split('\n').find((line) => line.startsWith(`${module} `)) ?? '';

test('programs that agree, whatever way they end', () => {
  const directory = path.join(scratch, 'agreeing');
  const ends = {
    returns: 'start() -> erlang:display(before), {ok, "text", self(), make_ref(), fun() -> ok end}.',
    fails: 'start() -> inner([1]) + 1. inner(L) -> error({wrong, L}).',
    exits: 'start() -> exit({shutdown, [1, 2]}).',
    halts: 'start() -> erlang:display(before), halt(3).',
    goes_on: 'start() -> start().',
  };
  for (const [module, text] of Object.entries(ends)) beam(module, `-export([start/0]).\n${text}`, directory);
  beam('library', '-export([other/0]).\nother() -> ok.', directory);
  const { status, stdout, stderr } = linac('--compare', directory, '--time-limit=10');
  assert.equal(stderr, '');
  for (const module of Object.keys(ends)) assert.match(row(stdout, module), / agree$/);
  assert.equal(row(stdout, 'library'), '');
  assert.match(row(stdout, 'fails'), /status 1: \{wrong,\[1\]\} /);
  assert.match(row(stdout, 'exits'), /status 1: \{shutdown,\[1,2\]\} /);
  assert.match(row(stdout, 'halts'), /status 3 /);
  assert.match(row(stdout, 'goes_on'), /no end within 10 s/);
  assert.match(stdout, /\n5 programs; interpreter and JIT agree on 5, differ on 0; all agree with erl on 5\n$/);
  assert.equal(status, 0);
});

test('a difference from erl is shown; one between the tiers is an error', () => {
  const directory = path.join(scratch, 'differing');
  beam('value', '-export([start/0]).\nstart() -> erlang:system_info(system_architecture).', directory);
  const ask = 'erlang:system_info(system_architecture)';
  beam('output', `-export([start/0]).\nstart() -> erlang:display(same), erlang:display(${ask}).`, directory);
  const fromErl = linac('--compare', directory);
  assert.match(row(fromErl.stdout, 'value'), /"wasm32-.* differ from erl$/);
  assert.match(row(fromErl.stdout, 'output'), /2: "wasm32-.* differ from erl$/);
  assert.match(fromErl.stdout, /^module +interpreter +JIT +erl$/m);
  assert.match(fromErl.stdout, /agree on 2, differ on 0; all agree with erl on 0\n$/);
  assert.equal(fromErl.status, 0);
  beam('clock', '-export([start/0]).\nstart() -> erlang:system_time().', directory);
  const betweenTiers = linac('--compare', directory);
  assert.match(row(betweenTiers.stdout, 'clock'), / DIFFER$/);
  assert.match(betweenTiers.stdout, /agree on 2, differ on 1;/);
  assert.equal(betweenTiers.status, 1);
});

test('a damaged file is a row of its own', () => {
  const directory = path.join(scratch, 'damaged');
  beam('good', '-export([start/0]).\nstart() -> ok.', directory);
  fs.writeFileSync(path.join(directory, 'bad.beam'), 'no beam');
  const { status, stdout } = linac('--compare', directory);
  assert.match(row(stdout, 'bad'), /status 1: container /);
  assert.match(row(stdout, 'good'), /agree$/);
  assert.equal(status, 0);
});

test('a folder with nothing to run is one sentence', () => {
  const empty = path.join(scratch, 'empty');
  fs.mkdirSync(empty);
  const failsWith = (result, pattern) => {
    assert.match(result.stderr, pattern);
    assert.match(result.stderr, /^linac: [^\n]+\n$/);
    assert.deepEqual([result.stdout, result.status], ['', 1]);
  };
  failsWith(linac('--compare', path.join(scratch, 'nowhere')), /cannot read the directory .*nowhere: there is none/);
  failsWith(linac('--compare', empty), /there is no \.beam file in .*empty/);
  const library = path.join(scratch, 'only_library');
  beam('unstartable', '-export([other/0]).\nother() -> ok.', library);
  failsWith(linac('--compare', library), /there is no \.beam file that exports start\/0 in /);
  failsWith(linac('--compare', path.join(library, 'unstartable.beam')), /it is no directory/);
  failsWith(linac('--compare', empty, 'x.erl'), /and there is also x\.erl/);
  failsWith(linac('--time-limit', '5', 'x.erl'), /--time-limit goes with --compare/);
  failsWith(linac('--compare', empty, '--time-limit', '0'), /--time-limit is a number from 1 on/);
});
