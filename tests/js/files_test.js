// SPDX-License-Identifier: Apache-2.0
//
// Files in memory are as Node's are: the programs about files print the same on both (and on OTP, which
// tests/erlang/compare.mjs sees to). And what embedders have of them.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { MemoryFiles } from '../../src/platforms/emscripten/js/memory_files.js';
import { NodeHost, createNodeVm } from '../../src/platforms/emscripten/js/node.js';

const kPrograms = fileURLToPath(new URL('../erlang', import.meta.url));
const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'linac-files-'));
test.after(() => fs.rmSync(directory, { recursive: true }));

/** A program's output and exit status. */
async function run(program, files) {
  const host = new NodeHost([directory]);
  if (files) host.files = files;
  const decoder = new TextDecoder();
  let output = '';
  host.write = (descriptor, bytes) => (output += decoder.decode(bytes, { stream: true }));
  const vm = await createNodeVm({ host });
  const file = path.join(directory, `${program}.beam`);
  const status = await vm.run(vm.load(fs.readFileSync(file), file));
  vm.destroy();
  return { output, status };
}

function compile(...names) {
  execFileSync('erlc', ['-DSMALL', '-o', directory, ...names.map((name) => path.join(kPrograms, `${name}.erl`))]);
}

for (const program of ['files_paths', 'files_handles']) {
  test(`${program} is the same in memory`, async () => {
    compile('support/test_directory', program);
    fs.mkdirSync('build/tests', { recursive: true });
    const onDisk = await run(program);
    assert.equal(onDisk.status, 0);
    const files = new MemoryFiles({}, '/home/user');
    files.makeDirectory(Buffer.from('build'));
    files.makeDirectory(Buffer.from('build/tests'));
    assert.deepEqual((await run(program, files)).output.split('\n'), onDisk.output.split('\n'));
    assert.deepEqual(files.listDirectory(Buffer.from('build/tests')), [], 'the program cleans up');
  });
}

test('embedders give and take files', async () => {
  fs.writeFileSync(
    path.join(directory, 'guest.erl'),
    `-module(guest).
     -export([main/0]).
     main() ->
         {ok, Text} = prim_file:read_file("/etc/greeting"),
         {ok, Cwd} = prim_file:get_cwd(),
         ok = prim_file:write_file("answer", [Text, " from ", Cwd]).`,
  );
  execFileSync('erlc', ['-o', directory, path.join(directory, 'guest.erl')]);
  const files = new MemoryFiles({ '/etc/greeting': 'Hællo', '/bin/x': new Uint8Array([1, 2]) }, '/home/guest');
  assert.deepEqual(await run('guest', files), { output: '', status: 0 });
  assert.equal(new TextDecoder().decode(files.readFile('/home/guest/answer')), 'Hællo from /home/guest');
  assert.equal(new TextDecoder().decode(files.readFile('answer')), 'Hællo from /home/guest');
  assert.deepEqual(files.readFile('/bin/x'), new Uint8Array([1, 2]));
  assert.equal(files.readFile('/nothing'), null);
  assert.equal(files.readFile('/etc'), null);
  files.writeFile('/etc/greeting', 'Hi');
  assert.deepEqual(files.readFile('/etc/greeting'), new TextEncoder().encode('Hi'));
});

test('without files every operation is not supported', async () => {
  fs.writeFileSync(
    path.join(directory, 'bare.erl'),
    `-module(bare).
     -export([main/0]).
     main() ->
         erlang:display([prim_file:read_file("/etc/passwd"), prim_file:get_cwd(), prim_file:make_dir("x"),
                         prim_file:open("x", [write]), prim_file:list_dir("."), prim_file:rename("a", "b"),
                         prim_file:read_file_info("x")]).`,
  );
  execFileSync('erlc', ['-o', directory, path.join(directory, 'bare.erl')]);
  const host = new NodeHost([directory]);
  delete host.files;
  host.workingDirectory = () => null;
  let output = '';
  host.write = (descriptor, bytes) => (output += new TextDecoder().decode(bytes));
  const vm = await createNodeVm({ host });
  const file = path.join(directory, 'bare.beam');
  await vm.run(vm.load(fs.readFileSync(file), file));
  assert.equal(output, `[${Array(7).fill('{error,enotsup}').join(',')}]\n`);
});
