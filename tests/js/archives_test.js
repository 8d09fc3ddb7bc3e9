// SPDX-License-Identifier: Apache-2.0
//
// Archives as code paths and as programs: OTP's .ez, AtomVM's .avm, and what `pack` makes; and what is wrong with one.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import zlib from 'node:zlib';
import { NodeHost, createNodeVm, openArchiveFile, readProgramFile } from '../../src/platforms/emscripten/js/node.js';
import { programIdentity } from '../../src/platforms/emscripten/js/node_images.js';
import { beam, linac, modes, scratch } from './support/linac.js';

const directory = path.join(scratch, 'app');
const app = beam(
  'app',
  `-export([main/0, main/1]).
   main() -> main([]).
   main(Arguments) -> erlang:display({Arguments, app_part:value(), proplists:get_value(a, [{a, 1}])}).`,
  directory,
);
const part = beam('app_part', '-export([value/0]). value() -> "part".', directory);
const archives = path.join(scratch, 'archives');
fs.mkdirSync(archives);

/** An archive as OTP makes it, packed or not. */
function ez(name, options) {
  const file = path.join(archives, name);
  const files = `[{"app-1/ebin/app.beam", A}, {"app-1/ebin/app_part.beam", B}]`;
  const program = `{ok, A} = file:read_file("${app}"), {ok, B} = file:read_file("${part}"),
    {ok, _} = zip:create("${file}", ${files}, ${options}), halt().`;
  assert.equal(spawnSync('erl', ['-noshell', '-eval', program]).status, 0);
  return file;
}

/** A section of an AtomVM pack. */
function section(name, flags, data) {
  const padded = (bytes) => Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
  const body = Buffer.concat([padded(Buffer.from(`${name}\0`)), padded(data)]);
  const header = Buffer.alloc(12);
  header.writeUInt32BE(12 + body.length, 0);
  header.writeUInt32BE(flags, 4);
  return Buffer.concat([header, body]);
}

/** A module as AtomVM's packer leaves it: literals not compressed. */
function unpackedLiterals(file) {
  const bytes = fs.readFileSync(file);
  const chunks = [];
  for (let at = 12; at < bytes.length; ) {
    const size = bytes.readUInt32BE(at + 4);
    let name = bytes.toString('latin1', at, at + 4);
    let data = bytes.subarray(at + 8, at + 8 + size);
    if (name === 'LitT') {
      name = 'LitU';
      data = zlib.inflateSync(data.subarray(4));
    }
    const header = Buffer.alloc(8);
    header.write(name, 'latin1');
    header.writeUInt32BE(data.length, 4);
    if (/AtU8|Code|ExpT|LocT|ImpT|LitU|FunT|StrT/.test(name)) {
      chunks.push(header, data, Buffer.alloc(-data.length & 3));
    }
    at += 8 + ((size + 3) & ~3);
  }
  const body = Buffer.concat([Buffer.from('BEAM'), ...chunks]);
  const start = Buffer.alloc(8);
  start.write('FOR1');
  start.writeUInt32BE(body.length, 4);
  return Buffer.concat([start, body]);
}

function avm() {
  const file = path.join(archives, 'app.avm');
  const sections = [
    section('app.beam', 3, unpackedLiterals(app)),
    section('app_part.beam', 2, unpackedLiterals(part)),
    section('end', 0, Buffer.alloc(0)),
  ];
  fs.writeFileSync(file, Buffer.concat([Buffer.from('#!/usr/bin/env AtomVM\n\0\0'), ...sections]));
  return file;
}

const stored = ez('stored.ez', '[{compress, []}]');
const deflated = ez('deflated.ez', '[{compress, all}]');
const atomvm = avm();
const caller = beam('caller', '-export([main/0]). main() -> app:main(["x"]).', archives);

for (const mode of modes) {
  for (const archive of [stored, deflated, atomvm]) {
    test(`${path.basename(archive)} as a code path, ${mode}`, () => {
      const { status, stdout, stderr } = linac(mode, '-pa', archive, caller);
      assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: '{["x"],"part",1}\n', stderr: '' });
    });
  }

  test(`a pack of AtomVM as a program, ${mode}`, () => {
    const { status, stdout, stderr } = linac(mode, atomvm, 'a', 'b');
    assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: '{["a","b"],"part",1}\n', stderr: '' });
  });
}

/** Runs an archive in a host that has nothing else; what it wrote, and modules it asked for that are OTP's. */
async function runAlone(file) {
  const archive = openArchiveFile(file);
  const otp = new NodeHost([]);
  const missed = [];
  const host = new NodeHost([]);
  const written = [];
  host.write = (descriptor, bytes) => written.push(bytes);
  host.findModule = (name) => {
    const found = archive.findModule(name);
    if (!found && otp.findModule(name)) missed.push(name);
    return found;
  };
  const vm = await createNodeVm({ host, image: archive.image(programIdentity(readProgramFile())) });
  const code = archive.findModule(archive.start);
  const status = await vm.run(vm.load(code.bytes, code.path));
  return { status, written: Buffer.concat(written).toString(), missed };
}

test('pack finds what a program reaches, by call and by name', async () => {
  const place = path.join(scratch, 'reaching');
  beam(
    'counter',
    `-behaviour(gen_server).
     -export([init/1, handle_call/3, handle_cast/2, later/1]).
     init(N) -> {ok, N}.
     handle_call(next, _, N) -> {reply, N, N + 1}.
     handle_cast({add, M}, N) -> {noreply, N + M}.
     later(Pid) -> gen_server:cast(Pid, {add, 5}).`,
    place,
  );
  beam(
    'reaching',
    `-export([main/0, init/1]).
     init([]) -> {ok, {#{}, [#{id => one, start => {gen_server, start_link, [{local, one}, counter, 10, []]}}]}}.
     main() ->
       {ok, _} = supervisor:start_link(reaching, []),
       Numbers = [gen_server:call(one, next) || _ <- "abc"],
       spawn(counter, later, [whereis(one)]), receive after 10 -> ok end,
       catch gen_server:call(whereis(one), unknown),
       {match, [Match]} = re:run("abc", "b.", [{capture, first, list}]),
       Table = ets:new(t, [ordered_set]), ets:insert(Table, [{K, K} || K <- Numbers]),
       Sorted = apply(list_to_existing_atom("lists"), sort, [fun erlang:'>='/2, Numbers]),
       io:format("~w ~p ~ts ~p~n", [Sorted, Match, string:uppercase("a"), ets:tab2list(Table)]),
       io:format("~p~n", [try maps:get(x, #{}) catch C:R -> {C, R} end]),
       io:format("~s~n", [calendar:system_time_to_rfc3339(0, [{offset, "Z"}])]).`,
    place,
  );
  const packed = path.join(archives, 'reaching.ez');
  assert.equal(linac('pack', '-o', packed, '-s', 'reaching', place).status, 0);
  const { status, written, missed } = await runAlone(packed);
  assert.deepEqual(missed, []);
  assert.match(written, /\[12,11,10\] "bc" A \[\{10,10\},\{11,11\},\{12,12\}\]\n\{error,\{badkey,x\}\}\n1970-01-01T00:00:00Z\n$/);
  assert.equal(status, 0);
  // Not the shell, the compiler or the network, of which nothing is called.
  const names = openArchiveFile(packed).names();
  assert.ok(names.length < 100, `${names.length} files: ${names}`);
  for (const module of ['shell', 'compile', 'gen_tcp']) assert.ok(!names.includes(`ebin/${module}.beam`), module);
});

test('pack makes an archive that runs by itself, also without its sources, and on erl', () => {
  const packed = path.join(archives, 'packed.ez');
  const made = linac('pack', '-o', packed, '-s', 'app', directory);
  assert.equal(made.stderr, '');
  assert.match(made.stdout, /^its own modules +2 +\d+ bytes$/m);
  for (const mode of modes) {
    const { status, stdout, stderr } = linac(mode, packed, 'a');
    assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: '{["a"],"part",1}\n', stderr: '' });
  }
  const { stderr } = linac('--stats', packed, 'a');
  assert.match(stderr, /^ {2}emit \(ms\) +0\.00$/m, 'nothing is compiled at a start');
  const names = spawnSync('unzip', ['-l', packed], { encoding: 'utf8' }).stdout;
  assert.match(names, /ebin\/proplists\.beam/);
});

test('what is no archive, or a damaged one, is one sentence', () => {
  const broken = path.join(archives, 'broken.ez');
  fs.writeFileSync(broken, 'nothing of the kind');
  const cut = path.join(archives, 'cut.avm');
  fs.writeFileSync(cut, fs.readFileSync(atomvm).subarray(0, 60));
  const cases = [
    [[broken], `${broken} is no zip archive`],
    [[cut], `${cut} is damaged`],
    [[stored], `${stored} does not say which of its modules starts; pack makes archives that do`],
    [[path.join(archives, 'none.ez')], `cannot read ${path.join(archives, 'none.ez')}: no such file`],
    [['-pa', broken, caller], `${broken} is no zip archive`],
    [['pack', '-o', 'x.ez', path.join(archives, 'none')], `there is no ${path.join(archives, 'none')}`],
    [['pack', '-o', 'x.ez', broken], `${broken} is no .beam file`],
    [['pack', '-o', 'x.zip', app], 'pack writes an archive whose name ends in .ez: say which with -o'],
    [['pack'], 'pack needs .beam files or directories of them'],
  ];
  for (const [words, sentence] of cases) {
    const { status, stdout, stderr } = linac(...words);
    assert.deepEqual({ status, stdout, stderr }, { status: 1, stdout: '', stderr: `linac: ${sentence}\n` });
  }
});
