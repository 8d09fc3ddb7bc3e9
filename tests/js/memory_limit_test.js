// SPDX-License-Identifier: Apache-2.0
//
// No memory left: one sentence, exit status 1, a report of what was running; and what the program wrote before is there.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { createNodeVm } from '../../src/platforms/emscripten/js/node.js';
import { OutOfMemoryError } from '../../src/platforms/emscripten/js/errors.js';
import { beam, linac, scratch } from './support/linac.js';

const program = `
-export([main/1]).
main(["heap"]) ->
    erlang:display(before),
    register(eater, self()),
    [spawn(fun() -> receive stop -> ok end end) || _ <- [1, 2, 3]],
    grow([]);
main(["binaries"]) -> copies(binary:copy(<<0>>, 1000000), []);
main(["limited"]) ->
    {_, Monitor} = spawn_opt(fun() -> grow([]) end, [monitor, {max_heap_size, #{size => 100000, error_logger => false}}]),
    receive {'DOWN', Monitor, process, _, Reason} -> erlang:display(Reason) end.
grow(List) -> grow([lists:seq(1, 1000) | List]).
copies(Binary, List) -> copies(Binary, [binary:copy(Binary) | List]).
`;

const report = path.join(scratch, 'crash.txt');

function runOut(...words) {
  fs.rmSync(report, { force: true });
  process.env.ERL_CRASH_DUMP = report;
  return linac('--max-memory', '64', ...words);
}

for (const jit of ['load', 'off']) {
  test(`a heap that takes all memory ends the program with a report, --jit=${jit}`, () => {
    const { status, stdout, stderr } = runOut(`--jit=${jit}`, beam('eater', program), 'heap');
    assert.equal(stdout, 'before\n');
    assert.match(stderr, /^linac: out of memory: \d+ bytes could not be allocated; what was running stands in .*crash\.txt\n$/);
    assert.equal(status, 1);
    const text = fs.readFileSync(report, 'utf8');
    assert.match(text, /^Linac crash report\nReason: out of memory/);
    // With `user`, `standard_error`, `kernel_sup` and `file_server_2`.
    assert.match(text, /^Processes: 8, /m);
    assert.match(text, /^<0\.2\.0> eater running, 0 messages, \d+ heap words, \d+ stack words\n {4}eater:grow\/1 line \d+$/m);
    assert.equal(text.match(/ waiting, /g).length, 7);
  });
}

test('so do binaries', () => {
  const { status, stderr } = runOut(beam('eater', program), 'binaries');
  assert.match(stderr, /^linac: out of memory: 1000000 bytes could not be allocated; /);
  assert.equal(status, 1);
  assert.match(fs.readFileSync(report, 'utf8'), /eater:copies\/2/);
});

test('a process with max_heap_size ends alone', () => {
  const { status, stdout, stderr } = runOut(beam('eater', program), 'limited');
  assert.equal(stdout, 'killed\n');
  assert.equal(stderr, '');
  assert.equal(status, 0);
  assert.equal(fs.existsSync(report), false);
});

test('an embedder gets an OutOfMemoryError and the report', async () => {
  const pieces = [];
  const host = {
    write: () => {},
    findModule: () => null,
    crashReport: (bytes) => pieces.push(Buffer.from(bytes)),
  };
  const vm = await createNodeVm({ host, maxMemory: 64 * 2 ** 20 });
  const name = vm.load(fs.readFileSync(beam('eater', program)), 'eater.beam');
  await assert.rejects(vm.run(name, ['binaries']), OutOfMemoryError);
  assert.match(Buffer.concat(pieces).toString(), /^Linac crash report\n/);
});
