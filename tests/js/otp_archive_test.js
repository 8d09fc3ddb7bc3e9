// SPDX-License-Identifier: Apache-2.0
//
// OTP and Elixir out of the archives that the build packs: in a host that has nothing but memory, as a browser's page, and
// by ./run where no OTP is installed.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { createVm } from '../../src/platforms/emscripten/js/index.js';
import { MemoryFiles } from '../../src/platforms/emscripten/js/memory_files.js';
import { MemoryHost } from '../../src/platforms/emscripten/js/memory_host.js';
import { readProgramFile } from '../../src/platforms/emscripten/js/node.js';
import { imageFile, openImage } from '../../src/platforms/emscripten/js/node_images.js';
import { OtpArchive, bootArguments } from '../../src/platforms/emscripten/js/otp_archive.js';
import { pathOf } from '../../src/platforms/emscripten/js/places.js';
import { beam, scratch } from './support/linac.js';

const wasm = readProgramFile();
const archives = Object.fromEntries(
  ['otp', 'elixir'].map((name) => [name, OtpArchive.ofBytes(fs.readFileSync(pathOf(`build/wasm/${name}.ez`)))]),
);

/** Boots OTP in memory; what it wrote, and its status. */
async function bootInMemory(words, { jit = true, withElixir = false, withImage = true, use = () => {} } = {}) {
  const written = { 1: [], 2: [] };
  const files = new MemoryFiles({ '/home/guest/greeting': 'Hello' }, '/home/guest');
  const host = new MemoryHost({ output: (descriptor, bytes) => written[descriptor].push(bytes), files });
  archives.otp.mountIn(files, '/otp');
  if (withElixir) archives.elixir.mountIn(files, '/elixir');
  const image = jit && withImage ? openImage(imageFile('otp'), wasm) : null;
  const vm = await createVm({ host, wasm, jit, image, otp: true });
  vm.loadAll(archives.otp.preloaded('/otp'));
  use(host);
  const status = await vm.boot(bootArguments(words, { root: '/otp', home: '/home/guest' }));
  vm.destroy();
  const text = (descriptor) => Buffer.concat(written[descriptor]).toString();
  return { status, stdout: text(1), stderr: text(2), files };
}

const kProgram = `
  {ok, Greeting} = file:read_file("greeting"),
  ok = file:write_file("/tmp.txt", [Greeting, $!]),
  Line = io:get_line(""),
  io:format("~ts ~p ~p~n", [Greeting, string:trim(Line), [element(1, A) || A <- application:which_applications()]]),
  {ok, m, Code} = compile:forms([{attribute, 1, module, m}, {attribute, 1, export, [{f, 0}]},
    {function, 1, f, 0, [{clause, 1, [], [], [{integer, 1, 42}]}]}]),
  {module, m} = code:load_binary(m, "m", Code),
  io:format(standard_error, "~p ~p~n", [m:f(), try open_port({spawn, "ls"}, []) catch error:Reason -> Reason end]),
  init:stop(3).`;

for (const options of [{}, { withImage: false }, { jit: false }]) {
  test(`OTP boots in a host that has only memory, ${JSON.stringify(options)}`, async () => {
    const use = (host) => {
      host.input('a line\n');
      host.endInput();
    };
    const { status, stdout, stderr, files } = await bootInMemory(['-noshell', '-eval', kProgram], { ...options, use });
    assert.equal(stderr, '42 enoent\n');
    assert.equal(stdout, 'Hello "a line" [stdlib,kernel]\n');
    assert.equal(status, 3);
    assert.equal(Buffer.from(files.readFile('/tmp.txt')).toString(), 'Hello!');
  });
}

test('Erlang’s shell in memory', async () => {
  const { stdout, status } = await bootInMemory([], { use: (host) => {
    host.input('X = lists:seq(1, 3).\nlength(X).\n');
    host.input('q().\n');
  } });
  assert.match(stdout, /^Eshell V\d.*\n1> \[1,2,3\]\n2> 3\n3> ok\n/);
  assert.equal(status, 0);
});

test('Elixir in memory', async () => {
  const code = ['elixir', 'logger', 'eex', 'iex', 'ex_unit'].map((name) => `/elixir/lib/${name}/ebin`);
  const script = 'IO.puts Enum.map_join(1..3, " ", &(&1 * &1)); defmodule A do def f, do: %{a: Regex.run(~r/b+/, "abbc")} end; IO.inspect A.f';
  const words = ['-pa', ...code, '-noshell', '-s', 'elixir', 'start_cli', '-extra', '-e', script];
  const { stdout, stderr, status } = await bootInMemory(words, { withElixir: true });
  assert.equal(stderr, '');
  assert.equal(stdout, '1 4 9\n%{a: ["bb"]}\n');
  assert.equal(status, 0);
});

/** ./run's command without any program on PATH. */
function runWithoutOtp(...words) {
  const environment = { ...process.env, PATH: '/nonexistent', HOME: scratch };
  return spawnSync(process.execPath, [pathOf('build/wasm/command.mjs'), ...words], { encoding: 'utf8', env: environment });
}

test('./run boots the packed OTP where none is installed', () => {
  const file = path.join(scratch, 'written');
  const program = `
    {ok, [{application, kernel, _}]} = file:consult(code:where_is_file("kernel.app")),
    ok = file:write_file("${file}", "x"), {ok, <<"x">>} = file:read_file("${file}"),
    {error, exdev} = file:rename("${file}", code:where_is_file("kernel.app")),
    {ok, Names} = file:list_dir(code:lib_dir(kernel, ebin)), true = lists:member("kernel.app", Names),
    {error, eacces} = file:set_cwd(code:lib_dir(kernel)),
    io:format("~p~n", [code:which(compile)]), halt(5).`;
  const { status, stdout, stderr } = runWithoutOtp('--otp', '-noshell', '-eval', program);
  assert.equal(stderr, '');
  assert.match(stdout, /^"\/.*\/otp\/lib\/compiler-[^/]+\/ebin\/compile.beam"\n$/);
  assert.equal(status, 5);
});

test('./run runs a program with modules of the packed OTP where none is installed', () => {
  const program = beam('unaided', '-export([main/0]). main() -> io:format("~p~n", [ordsets:from_list([b, a])]), sofs:set([1]).', scratch);
  const { status, stdout } = runWithoutOtp(program);
  assert.equal(stdout, '[a,b]\n');
  assert.equal(status, 0);
});

test('an archive that is none is said to be none', () => {
  assert.throws(() => OtpArchive.ofBytes(new Uint8Array(100)), /is no zip archive/);
});
