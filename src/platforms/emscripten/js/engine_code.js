// SPDX-License-Identifier: Apache-2.0
//
// The engine's own code for linac.wasm and an image's units, as a file beside the image: what V8 made of the functions
// that a typical start runs, so that a start need not make it again. V8 can write that code and read it back, as browsers
// do for the pages they cache, but Node has no interface for it other than V8's functions for its own tests. They are
// asked for by name here; where they are missing, or the code is another V8's, processor's or set of flags', which V8
// itself checks, functions are compiled when they are first called, as without the file.

import fs from 'node:fs';
import v8 from 'node:v8';
import { headerOf, readHeader } from './headed_file.js';
import { readFully, writePieces } from './node_images.js';

const kMagic = 'LINACCO1';

/**
 * @typedef {object} EngineCode
 * @property {(wasm: Uint8Array) => WebAssembly.Module | null} program  linac.wasm
 * @property {(handle: number, wasm: Uint8Array) => WebAssembly.Module | null} unit  one of the image's
 */

/**
 * @param {string} file
 * @param {import('./image.js').ImageHeader} image  of the image that it is to belong to
 * @returns {EngineCode | null} null if there is no such file, or it is of no use here
 */
export function openEngineCode(file, image) {
  let descriptor;
  try {
    descriptor = fs.openSync(file);
  } catch {
    return null;
  }
  const header = readHeader({ read: (offset, into) => readFully(descriptor, offset, into) }, kMagic);
  const size = fs.fstatSync(descriptor).size;
  const fits = header && header.engine === engine() && header.image === image.made && header.base + header.size === size;
  const deserialize = fits ? engineFunction('DeserializeWasmModule', 2) : null;
  if (!deserialize) {
    fs.closeSync(descriptor);
    return null;
  }
  const compiled = (piece, wasm) => {
    if (!piece) return null;
    const code = new Uint8Array(piece.size);
    readFully(descriptor, header.base + piece.offset, code);
    return deserialize(code.buffer, wasm) ?? null;
  };
  return {
    program: (wasm) => compiled(header.program, wasm),
    unit: (handle, wasm) => compiled(header.units[handle], wasm),
  };
}

/**
 * Has the engine make its best code, of each function when it is first called, from now on. What is then compiled can be
 * written.
 */
export function compileForKeeping() {
  v8.setFlagsFromString('--no-liftoff');
}

/**
 * Writes what has been made of linac.wasm and units so far.
 * @param {string} file
 * @param {import('./image.js').ImageHeader} image
 * @param {WebAssembly.Module} program
 * @param {Map<number, WebAssembly.Module>} units  by handle
 * @returns {number} bytes written; 0 if the engine cannot do it
 */
export function writeEngineCode(file, image, program, units) {
  // Code is only taken back under the flags that it was written under; the first one implies others.
  for (const flag of ['liftoff', 'wasm-tier-up', 'wasm-dynamic-tiering']) v8.setFlagsFromString(`--${flag}`);
  const serialize = engineFunction('SerializeWasmModule', 1);
  if (!serialize) return 0;
  const pieces = [];
  let offset = 0;
  const place = (module) => {
    const piece = new Uint8Array(serialize(module));
    pieces.push(piece);
    offset += piece.length;
    return { offset: offset - piece.length, size: piece.length };
  };
  const places = { program: place(program), units: {} };
  for (const [handle, unit] of units) places.units[handle] = place(unit);
  const header = headerOf(kMagic, { engine: engine(), image: image.made, ...places, size: offset });
  writePieces(file, [header, ...pieces]);
  return header.length + offset;
}

/** What the code is for, besides what V8 checks. */
function engine() {
  return `${process.versions.v8} ${process.arch}`;
}

/** One of V8's functions for its tests; null if this V8 has none of that name. */
function engineFunction(name, arity) {
  const parameters = ['a', 'b'].slice(0, arity).join();
  v8.setFlagsFromString('--allow-natives-syntax');
  try {
    return new Function(parameters, `return %${name}(${parameters})`);
  } catch {
    return null;
  } finally {
    v8.setFlagsFromString('--no-allow-natives-syntax');
  }
}
