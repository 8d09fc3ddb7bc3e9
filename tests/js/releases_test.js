// SPDX-License-Identifier: Apache-2.0
//
// Every .beam file of every release within reach loads, verifies and compiles: OTP 25 and Elixir as installed, OTP 27
// and 29 with their Elixirs out of Debian's packages. No label is left to the interpreter, and both the engine and
// wasm-validate accept every module that is emitted.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { NodeHost, createNodeVm } from '../../src/platforms/emscripten/js/node.js';
import { scratch } from './support/linac.js';
import { beamsIn, fetched, installedElixir, installedOtp } from './support/releases.js';

/** Loads a directory's files together; returns the machine's statistics and the files of what it emitted. */
async function load(directory, prefix) {
  const units = [];
  const host = new NodeHost([]);
  host.onUnit = (name, wasm) => {
    units.push(path.join(scratch, `${prefix}-${units.length}.wasm`));
    fs.writeFileSync(units.at(-1), wasm);
  };
  const vm = await createNodeVm({ host });
  vm.loadAll(beamsIn(directory).map((file) => ({ path: file, bytes: fs.readFileSync(file) })));
  const stats = vm.stats();
  vm.destroy();
  return { stats, units };
}

function validate(file) {
  return new Promise((resolve) => {
    const child = spawn('wasm-validate', ['--enable-tail-call', file], { stdio: ['ignore', 'ignore', 'pipe'] });
    let text = '';
    child.stderr.on('data', (chunk) => (text += chunk));
    child.on('error', (error) => resolve(error.message));
    child.on('close', () => {
      fs.rmSync(file);
      resolve(text);
    });
  });
}

const row = (stats, name) => Number(new RegExp(`^${name} +(\\d+)$`, 'm').exec(stats)[1]);

for (const find of [installedOtp, installedElixir, () => fetched('otp27'), () => fetched('otp29')]) {
  const { name, directories, reason } = find();
  test(`every module of ${name} compiles`, { skip: directories.length === 0 && reason }, async (t) => {
    const total = { modules: 0, bytes: 0 };
    let before = [];
    for (const [index, directory] of directories.entries()) {
      const { stats, units } = await load(directory, `${name}-${index}`);
      const modules = beamsIn(directory).length;
      assert.equal(row(stats, 'modules loaded'), modules, directory);
      assert.equal(row(stats, 'labels interpreted'), 0, `${directory}\n${stats}`);
      assert.equal(row(stats, 'units refused'), 0, `${directory}\n${stats}`);
      // While these are validated the next application is loaded.
      assert.deepEqual((await Promise.all(before)).filter((text) => text !== ''), []);
      before = units.map(validate);
      total.modules += modules;
      total.bytes += row(stats, 'beam bytes');
    }
    assert.deepEqual((await Promise.all(before)).filter((text) => text !== ''), []);
    t.diagnostic(`${total.modules} modules, ${(total.bytes / 1e6).toFixed(1)} MB`);
    assert.ok(total.modules > 200, `only ${total.modules} modules`);
  });
}
