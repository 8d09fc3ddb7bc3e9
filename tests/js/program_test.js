// SPDX-License-Identifier: Apache-2.0
//
// What a program under ./run sees and leaves behind: arguments, output, exit status, code path. In both modes.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { beam, linac, modes, scratch, startLinac } from './support/linac.js';

for (const mode of modes) {
  test(`${mode}: main/0 prints nothing of its own`, () => {
    const file = beam('silent', '-export([main/0]).\nmain() -> {some, value}.');
    assert.deepEqual(pick(linac(mode, file)), { status: 0, stdout: '', stderr: '' });
  });

  test(`${mode}: main/1 gets the arguments as strings`, () => {
    const file = beam(
      'arguments',
      `-export([main/0, main/1]).
       main() -> erlang:display(main0).
       main(["one", "", "zwölf →", "--stats", "-pa"]) -> erlang:display(expected);
       main(Other) -> erlang:display({unexpected, Other}).`,
    );
    const result = linac(mode, file, 'one', '', 'zwölf →', '--stats', '-pa');
    assert.deepEqual(pick(result), { status: 0, stdout: 'expected\n', stderr: '' });
  });

  test(`${mode}: start/0 has its value printed`, () => {
    const file = beam('starter', '-export([start/0]).\nstart() -> {ok, [1, 2, 3 | x], -7}.');
    assert.deepEqual(pick(linac(mode, file)), {
      status: 0,
      stdout: 'Return value: {ok,[1,2,3|x],-7}\n',
      stderr: '',
    });
  });

  test(`${mode}: halt/1 gives the exit status, and output before it is not lost`, () => {
    const file = beam('halting', '-export([main/0]).\nmain() -> erlang:display(before), halt(7), erlang:display(after_).');
    assert.deepEqual(pick(linac(mode, file)), { status: 7, stdout: 'before\n', stderr: '' });
  });

  test(`${mode}: an uncaught exception is told on standard error with its place`, () => {
    const file = beam(
      'crashing',
      `-export([main/0]).
       main() -> erlang:display(before), case inner(5) of ok -> fine; error -> bad end.
       inner(N) ->
         {ok, _} = outside(N), ok.
       outside(N) -> {nothing, N}.`,
    );
    const { status, stdout, stderr } = linac(mode, file);
    assert.equal(status, 1);
    assert.equal(stdout, 'before\n');
    assert.match(stderr, /badmatch/);
    assert.match(stderr, /\{nothing,5\}/);
    assert.match(stderr, /crashing[:,]inner/);
    assert.match(stderr, /crashing\.erl\D+5\b/);
    assert.doesNotMatch(stderr, /internal error/);
  });

  test(`${mode}: throw and exit are uncaught exceptions too`, () => {
    for (const [kind, pattern] of [['throw', /nocatch|throw/], ['exit', /tired/], ['error', /tired/]]) {
      const file = beam(`leaving_${kind}`, `-export([main/0]).\nmain() -> ${kind}(tired).`);
      const { status, stdout, stderr } = linac(mode, file);
      assert.equal(status, 1, kind);
      assert.equal(stdout, '', kind);
      assert.match(stderr, pattern);
      assert.match(stderr, /tired/);
    }
  });

  test(`${mode}: much output reaches a pipe whole and in order`, () => {
    const file = beam(
      'talking',
      `-export([main/0]).
       main() -> count(1, 30000).
       count(N, Last) when N > Last -> ok;
       count(N, Last) -> erlang:display({line, N}), count(N + 1, Last).`,
    );
    const { status, stdout } = linac(mode, file);
    const lines = stdout.split('\n');
    assert.equal(status, 0);
    assert.equal(lines.length, 30001);
    lines.slice(0, -1).forEach((line, index) => assert.equal(line, `{line,${index + 1}}`));
  });

  test(`${mode}: a module is found in -pa, in order, and beside the program`, () => {
    const [first, second] = ['first', 'second'].map((name) => path.join(scratch, `path${mode}`, name));
    beam('found', '-export([where/0]).\nwhere() -> first.', first);
    beam('found', '-export([where/0]).\nwhere() -> second.', second);
    const file = beam('finding', '-export([main/0]).\nmain() -> erlang:display(found:where()).', second);
    assert.equal(linac(mode, '-pa', first, '-pa', second, file).stdout, 'first\n');
    assert.equal(linac(mode, '-pa', second, '-pa', first, file).stdout, 'second\n');
    assert.equal(linac(mode, file).stdout, 'second\n');
  });

  test(`${mode}: a module that is nowhere is an undef`, () => {
    const file = beam(
      'seeking',
      `-export([main/0]).
       main() -> try no_such_module:f(1) catch error:undef -> erlang:display(undef) end.`,
    );
    assert.deepEqual(pick(linac(mode, file)), { status: 0, stdout: 'undef\n', stderr: '' });
  });

  test(`${mode}: a damaged module on the code path is an undef and a sentence`, () => {
    const directory = path.join(scratch, `damaged${mode}`);
    const file = beam(
      'using',
      `-export([main/0]).
       main() -> try broken:f(1) catch error:undef -> erlang:display(undef) end.`,
      directory,
    );
    fs.writeFileSync(path.join(directory, 'broken.beam'), 'FOR1 but not much more');
    const { status, stdout, stderr } = linac(mode, file);
    assert.equal(stdout, 'undef\n');
    assert.equal(status, 0);
    assert.match(stderr, /broken\.beam/);
  });

  test(`${mode}: an interrupt ends a program with status 130`, async () => {
    const file = beam('endless', '-export([main/0]).\nmain() -> erlang:display(running), loop(0).\nloop(N) -> loop(N + 1).');
    const child = startLinac(mode, file);
    child.stdout.once('data', () => child.kill('SIGINT'));
    const [status, signal] = await new Promise((resolve) => child.on('close', (...end) => resolve(end)));
    assert.deepEqual([status, signal], [130, null]);
  });
}

function pick({ status, stdout, stderr }) {
  return { status, stdout, stderr };
}
