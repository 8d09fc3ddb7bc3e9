// SPDX-License-Identifier: Apache-2.0
//
// The embedding API: machines made by a program of one's own, with a host object of one's own.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { InternalError, LoadError } from '../../src/platforms/emscripten/js/index.js';
import { createNodeVm } from '../../src/platforms/emscripten/js/node.js';
import { beam, root } from './support/linac.js';

/** A host that keeps what is written and has the given modules. */
function recordingHost(modules = {}) {
  const host = {
    output: '',
    asked: [],
    write: (descriptor, bytes) => {
      host.output += `${descriptor}:${new TextDecoder().decode(bytes)}`;
    },
    findModule: (name) => {
      host.asked.push(name);
      return modules[name] ? { path: modules[name], bytes: fs.readFileSync(modules[name]) } : null;
    },
  };
  return host;
}

async function machine(file, host, options = {}) {
  const vm = await createNodeVm({ host, ...options });
  return { vm, module: vm.load(fs.readFileSync(file), file) };
}

const shouter = beam('shouter', '-export([shout/1]).\nshout(X) -> erlang:display({loud, X}).');
const caller = beam('caller', '-export([main/1]).\nmain([_]) -> shouter:shout(1), shouter:shout(2), halt(3).');

test('a module is asked for once, on its first call', async () => {
  const host = recordingHost({ shouter });
  const { vm, module } = await machine(caller, host);
  assert.equal(module, 'caller');
  assert.ok(!host.asked.includes('shouter'));
  assert.equal(await vm.run(module, ['x']), 3);
  assert.equal(host.output, '1:{loud,1}\n{loud,2}\n');
  assert.equal(host.asked.filter((name) => name === 'shouter').length, 1);
});

test('two machines at once share nothing', async () => {
  const counter = beam(
    'counter',
    `-export([main/1]).
     main([_]) -> register(counting, self()), count(0).
     count(300000) -> erlang:display({done, whereis(counting) =:= self()});
     count(N) -> count(N + 1).`,
  );
  const hosts = [recordingHost(), recordingHost()];
  const machines = await Promise.all(hosts.map((host) => machine(counter, host, { reductions: 1000 })));
  const statuses = await Promise.all(machines.map(({ vm, module }) => vm.run(module, ['x'])));
  assert.deepEqual(statuses, [0, 0]);
  for (const host of hosts) assert.equal(host.output, '1:{done,true}\n');
});

test('a machine gives the thread back while it works', async () => {
  const busy = beam('busy', '-export([main/0]).\nmain() -> loop(0).\nloop(100000000) -> ok;\nloop(N) -> loop(N + 1).');
  const { vm, module } = await machine(busy, recordingHost());
  let ticks = 0;
  const timer = setInterval(() => ++ticks, 5);
  assert.equal(await vm.run(module), 0);
  clearInterval(timer);
  assert.ok(ticks >= 3, `${ticks} ticks`);
});

test('a machine that waits runs on when its time has come', async () => {
  const waiting = beam('waiting', '-export([main/0]).\nmain() -> receive never -> no after 60 -> erlang:display(woken) end.');
  const host = recordingHost();
  const { vm, module } = await machine(waiting, host);
  const start = performance.now();
  assert.equal(await vm.run(module), 0);
  const elapsed = performance.now() - start;
  assert.equal(host.output, '1:woken\n');
  assert.ok(elapsed >= 58 && elapsed < 2000, `${elapsed} ms`);
});

test('machines run where there is no setImmediate, as in browsers', () => {
  const program = `
    delete globalThis.setImmediate;
    const { createNodeVm } = await import(${JSON.stringify(path.join(root, 'src/platforms/emscripten/js/node.js'))});
    const fs = await import('node:fs');
    const vm = await createNodeVm({ reductions: 100 });
    const file = process.argv[1];
    const status = await vm.run(vm.load(fs.readFileSync(file), file));
    console.log('status', status);
    process.exit(0);`;
  const file = beam('steps', '-export([main/0]).\nmain() -> loop(3000000).\nloop(0) -> ok;\nloop(N) -> loop(N - 1).');
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program, file], {
    encoding: 'utf8',
  });
  assert.equal(stdout, 'status 0\n', stderr);
});

test('what cannot be loaded or started is a LoadError, and the machine goes on', async () => {
  const vm = await createNodeVm({ host: recordingHost() });
  assert.throws(() => vm.load(new Uint8Array([1, 2, 3]), 'three.beam'), (error) => {
    assert.ok(error instanceof LoadError);
    assert.match(error.message, /three\.beam: /);
    return true;
  });
  const module = vm.load(fs.readFileSync(shouter), shouter);
  await assert.rejects(vm.run(module), LoadError);
  assert.equal(await vm.run(vm.load(fs.readFileSync(caller), caller), ['x']), 3);
});

test('an exception of the host is an InternalError', async () => {
  const host = recordingHost();
  host.findModule = () => {
    throw new Error('the host is ill');
  };
  const vm = await createNodeVm({ host });
  const module = vm.load(fs.readFileSync(caller), caller);
  await assert.rejects(vm.run(module, ['x']), (error) => {
    assert.ok(error instanceof InternalError);
    assert.match(error.message, /internal error.*the host is ill/);
    return true;
  });
});

test('emitted modules are shown before they are installed', async () => {
  const host = recordingHost();
  const units = [];
  host.onUnit = (name, wasm) => units.push([name, WebAssembly.validate(wasm)]);
  await machine(shouter, host);
  assert.deepEqual(units, [['shouter', true]]);
});
