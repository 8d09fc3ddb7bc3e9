// SPDX-License-Identifier: Apache-2.0
//
// node record_code.js IMAGE CODE WORD…: part of the build. Runs a command line of ./run that starts from IMAGE, and then
// writes the engine's code for what has run to CODE.

import fs from 'node:fs';
import { compileForKeeping, writeEngineCode } from './engine_code.js';
import { openImage } from './node_images.js';
import { readProgramFile } from './node.js';

const [, , imageFile, codeFile, ...words] = process.argv;

const wasm = readProgramFile();
const { source, header } = openImage(imageFile, wasm);

/** Modules by their text, as latin1. */
const compiled = new Map();

const textOf = (bytes) => Buffer.from(bytes).toString('latin1');

// What the VM compiles passes here.
const { Module, instantiate } = WebAssembly;
WebAssembly.Module = new Proxy(Module, {
  construct(target, [bytes]) {
    const module = new target(bytes);
    compiled.set(textOf(bytes), module);
    return module;
  },
});
WebAssembly.instantiate = async (bytes, imports) => {
  const result = await instantiate(bytes, imports);
  compiled.set(textOf(bytes), result.module);
  return result;
};

process.on('exit', () => {
  const units = new Map();
  for (const { handle, offset, size } of header.units) {
    const bytes = Buffer.alloc(size);
    source.read(header.base + offset, bytes);
    const unit = compiled.get(textOf(bytes));
    if (unit) units.set(handle, unit);
  }
  const temporary = `${codeFile}.${process.pid}`;
  if (writeEngineCode(temporary, header, compiled.get(textOf(wasm)), units)) fs.renameSync(temporary, codeFile);
});

compileForKeeping();
process.argv.splice(2, process.argv.length, ...words);
await import('./command.js');
