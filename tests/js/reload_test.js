// SPDX-License-Identifier: Apache-2.0
//
// A module that is loaded, called and purged again and again leaves nothing behind: not in wasm memory, not in the
// function table, not in the engine. LINAC_RELOADS=100000 runs as many rounds and prints the figures.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { createNodeVm, NodeHost } from '../../src/platforms/emscripten/js/node.js';
import { beam, scratch } from './support/linac.js';

const program = beam(
  'reloader',
  `-export([main/1]).
   main([Rounds | Files]) ->
       Binaries = [begin {ok, Binary, _} = erl_prim_loader:get_file(File), Binary end || File <- Files],
       [{module, reloaded} = erlang:load_module(reloaded, hd(Binaries))],
       round(list_to_integer(Rounds), list_to_tuple(Binaries), []).
   round(0, _, _) -> erlang:display(done);
   round(N, Binaries, Kept) ->
       {module, reloaded} = erlang:load_module(reloaded, element(1 + N rem tuple_size(Binaries), Binaries)),
       Made = {reloaded:make(N), reloaded:literals()},
       {N, _} = (element(1, Made))(),
       {true, false} = erts_code_purger:purge(reloaded),
       round(N - 1, Binaries, lists:sublist([Made | Kept], 5)).`,
);

const versions = [1, 2, 3].map((version) =>
  beam(
    'reloaded',
    `-export([make/1, literals/0]).
     make(N) -> fun() -> {N, ${version}} end.
     literals() -> [{${version}, "text"}, #{a => 1.0e200}, <<"${'long '.repeat(20)}">>].`,
    path.join(scratch, `version_${version}`),
  ),
);

const kRows = ['slots', 'table size', 'fun entries', 'units', 'memory (KB)'];

/** Where the engine keeps units that are dropped, no more are made after some. */
const keepsUnits = parseInt(process.versions.v8, 10) < 13;

/** 200 modules kept by mistake would take ten times as much. */
const kSlackKilobytes = 128;

const toggler = beam(
  'toggler',
  `-export([main/1, traced/0]).
   main([Rounds]) -> toggle(list_to_integer(Rounds)).
   toggle(0) -> erlang:display(done);
   toggle(N) ->
       1 = erlang:trace_pattern({?MODULE, traced, 0}, true, [local]),
       1 = erlang:trace_pattern({?MODULE, traced, 0}, false, [local]),
       ok = traced(),
       toggle(N - 1).
   traced() -> ok.`,
);

/** What a machine has after so many rounds. */
async function figures(rounds, options, file = program, words = versions) {
  const host = new NodeHost([scratch]);
  let output = '';
  host.write = (descriptor, bytes) => (output += Buffer.from(bytes).toString());
  const vm = await createNodeVm({ host, ...options });
  const before = Date.now();
  const status = await vm.run(vm.load(fs.readFileSync(file), file), [String(rounds), ...words]);
  const milliseconds = Date.now() - before;
  assert.equal(output, 'done\n');
  assert.equal(status, 0);
  const stats = vm.stats();
  const result = {};
  for (const line of stats.split('\n\n')[0].split('\n')) {
    const [, name, value] = /^(.*\S) +([\d.]+)$/.exec(line);
    if (kRows.includes(name) || (keepsUnits && name === 'wasm bytes')) result[name] = Number(value);
  }
  if (globalThis.gc) globalThis.gc();
  const { heapUsed, rss } = process.memoryUsage();
  vm.destroy();
  return { result, milliseconds, heapUsed, rss };
}

for (const jit of [true, false]) {
  test(`300 replacements need no more than 100, ${jit ? 'compiled' : 'interpreted'}`, async () => {
    const few = await figures(100, { jit });
    const many = await figures(300, { jit });
    const grown = (name) => many.result[name] - few.result[name];
    assert.equal(grown('table size'), 0);
    assert.equal(grown('units'), 0);
    // How many funs without code are about, each with a slot, depends on when they were last looked for.
    assert.ok(many.result['fun entries'] < 600 && grown('slots') < 600, JSON.stringify(many.result));
    assert.ok(grown('memory (KB)') <= kSlackKilobytes, `${JSON.stringify(few.result)} ${JSON.stringify(many.result)}`);
  });
}

const rounds = Number(process.env.LINAC_RELOADS ?? 0);
for (const count of rounds > 0 ? [rounds / 10, rounds] : []) {
  test(`${count} replacements`, async () => {
    const { result, milliseconds, heapUsed, rss } = await figures(count, {});
    console.log(count, milliseconds, 'ms', JSON.stringify(result), 'JS heap', heapUsed >> 10, 'KB, RSS', rss >> 20, 'MB');
  });
}

test('300 times tracing on and off need no more than 100', async () => {
  const few = await figures(100, {}, toggler, []);
  const many = await figures(300, {}, toggler, []);
  const { 'memory (KB)': before, ...fewRows } = few.result;
  const { 'memory (KB)': after, ...manyRows } = many.result;
  assert.deepEqual(manyRows, fewRows);
  assert.ok(after - before <= kSlackKilobytes, `${before} KB, then ${after} KB`);
});
