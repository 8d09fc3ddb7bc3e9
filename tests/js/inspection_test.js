// SPDX-License-Identifier: Apache-2.0
//
// The options that look inside: --stats, --disasm, --dump-wasm.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { imageFile, openImage } from '../../src/platforms/emscripten/js/node_images.js';
import { readProgramFile } from '../../src/platforms/emscripten/js/node.js';
import { beam, linac, root, scratch } from './support/linac.js';

const fib = beam(
  'fib',
  `-export([main/0]).
   main() -> erlang:display(fib(20)).
   fib(N) when N < 2 -> N;
   fib(N) -> fib(N - 1) + fib(N - 2).`,
);

/** Runs one of WABT's tools on a file; it must accept the file. */
function wabt(tool, file, ...options) {
  // wasm-objdump reads every feature; the others have to be told.
  const features = tool === 'wasm-objdump' ? [] : ['--enable-tail-call'];
  const { status, stdout, stderr } = spawnSync(tool, [...features, ...options, file], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  assert.equal(status, 0, `${tool} ${file}: ${stderr}`);
  return stdout;
}

/** Runs a program with --dump-wasm and returns the paths of what it wrote. */
function dump(file, ...options) {
  const directory = fs.mkdtempSync(path.join(scratch, 'dump-'));
  const result = linac('--dump-wasm', directory, ...options, file);
  const files = fs.readdirSync(directory).map((name) => path.join(directory, name));
  return { ...result, files };
}

test('--stats is a table on standard error', () => {
  const { status, stdout, stderr } = linac('--stats', fib);
  assert.equal(status, 0);
  assert.equal(stdout, '6765\n');
  for (const row of [/labels compiled\D+[1-9]/i, /wasm bytes\D+[1-9]/i, /slots\D+[1-9]/i, /collections\D+\d/i]) {
    assert.match(stderr, row);
  }
  assert.match(stderr, /compile time \(ms\) +\d/);
});

test('--stats without the JIT counts nothing compiled', () => {
  const { stderr } = linac('--stats', '--jit=off', fib);
  assert.match(stderr, /labels compiled\D+0\b/i);
});

test('--disasm lists and does not run', () => {
  const { status, stdout, stderr } = linac('--disasm', fib);
  assert.equal(status, 0);
  assert.equal(stderr, '');
  assert.match(stdout, /\{function, ?fib, ?1, ?\d+\}/);
  assert.match(stdout, /\{label, ?1\}/);
  assert.match(stdout, /func_info/);
  assert.doesNotMatch(stdout, /6765/);
});

test('a dump shows each label as a function and the calling convention', () => {
  const { status, stdout, files } = dump(fib);
  assert.equal(status, 0);
  assert.equal(stdout, '6765\n');
  const file = files.find((name) => path.basename(name) === 'fib.wasm');
  assert.ok(file, `no fib.wasm among ${files}`);
  wabt('wasm-validate', file);

  const listing = wabt('wasm-objdump', file, '-x').split('\n');
  const functions = listing.filter((line) => /^ - func\[\d+\] .*sig=\d+/.test(line) && !/<- env/.test(line));
  const labels = linac('--disasm', fib).stdout.match(/\{label, ?\d+\}/g);
  assert.ok(
    functions.length >= labels.length,
    `${functions.length} functions for ${labels.length} labels`,
  );
  assert.ok(listing.some((line) => line.includes('fib:fib/1')), 'a function named fib:fib/1');
  assert.ok(listing.some((line) => /fib:fib\/1@label \d/.test(line)), 'a function named for its label');

  const text = wabt('wasm2wat', file);
  assert.match(text, /return_call /);
  assert.match(text, /i32\.store offset=4/);
  assert.match(text, /i32\.load offset=8/);
  assert.match(text, /i32\.load(?: offset=\d+)?\n\s+call_indirect|call_indirect/);
  assert.match(text, /\(import "env" "__indirect_function_table" \(table/);
  assert.match(text, /\(import "env" "slot_base_0" \(global/);
  assert.match(text, /\(elem /);
});

test('nothing is dumped where nothing is compiled', () => {
  const { status, stdout, files } = dump(fib, '--jit=off');
  assert.equal(status, 0);
  assert.equal(stdout, '6765\n');
  assert.deepEqual(files, []);
});

test("every unit of the build's images is valid", () => {
  const wasm = readProgramFile();
  for (const name of ['light', 'otp', 'elixir']) {
    const { source, header } = openImage(imageFile(name), wasm);
    assert.ok(header.units.length > 0);
    for (const { handle, offset, size } of header.units) {
      const bytes = new Uint8Array(size);
      source.read(header.base + offset, bytes);
      const file = path.join(scratch, `${name}_${handle}.wasm`);
      fs.writeFileSync(file, bytes);
      wabt('wasm-validate', file);
    }
  }
});

test('without a JIT the images have no units', () => {
  for (const name of ['light', 'otp', 'elixir']) {
    assert.deepEqual(openImage(imageFile(`${name}_interpreter`), readProgramFile()).header.units, []);
  }
});
