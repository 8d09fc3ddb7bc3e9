// SPDX-License-Identifier: Apache-2.0
//
// Images as files, in Node: those that the build leaves beside linac.wasm, so that a start need not link and compile
// what every program uses.

import fs from 'node:fs';
import { builtins } from './builtins.js';
import { ImageError, readHeader } from './image.js';
import { pathOf } from './places.js';

/** @param {string} name  `light`, `otp` or `elixir`, followed by `_interpreter` without a JIT  @returns {string} */
export function imageFile(name) {
  return pathOf(`build/wasm/${name}.image`);
}

/** @param {string} name  as for imageFile  @returns {string} */
export function engineCodeFile(name) {
  return pathOf(`build/wasm/${name}.code`);
}

/**
 * What identifies a linac.wasm: its content's SHA-1, which the build has put into its last section, since computing it
 * takes longer than much of a start.
 * @param {Uint8Array} wasm
 * @returns {string}
 */
export function programIdentity(wasm) {
  const start = wasm.length - kIdentitySize;
  const isMarked = kIdentityStart.every((byte, at) => wasm[start - kIdentityStart.length + at] === byte);
  const identity = isMarked ? wasm.subarray(start) : sha1(wasm);
  return Buffer.from(identity).toString('hex');
}

/** @param {Uint8Array} wasm  without such a section  @returns {Buffer} with it */
export function withIdentity(wasm) {
  return Buffer.concat([wasm, kIdentityStart, sha1(wasm)]);
}

const kIdentitySize = 20;

/** A custom section's id, size, and name of eight bytes. */
const kIdentityStart = Buffer.from([0, 1 + 8 + kIdentitySize, 8, ...Buffer.from('build_id')]);

function sha1(bytes) {
  return builtins.crypto.createHash('sha1').update(bytes).digest();
}

/**
 * An image in a file, open until the process ends: units are read when they are needed.
 * @param {string} file
 * @param {Uint8Array} wasm  the linac.wasm that is to go on with it
 * @returns {{ source: import('./image.js').ImageSource, header: import('./image.js').ImageHeader } | null} null if there
 *   is none, or one of another linac.wasm
 */
export function openImage(file, wasm) {
  let descriptor;
  try {
    descriptor = fs.openSync(file);
  } catch {
    return null;
  }
  const source = { read: (offset, into) => readFully(descriptor, offset, into) };
  try {
    const header = readHeader(source);
    if (header.program === programIdentity(wasm)) return { source, header };
  } catch (error) {
    if (!(error instanceof ImageError)) throw error;
  }
  fs.closeSync(descriptor);
  return null;
}

/** Reads all of `into` from a place in a file. */
export function readFully(descriptor, offset, into) {
  for (let done = 0; done < into.length; ) {
    const count = fs.readSync(descriptor, into, done, into.length - done, offset + done);
    if (count === 0) throw new Error('the file ends too early');
    done += count;
  }
}

/**
 * Writes pieces of bytes one after the other into a new file.
 * @param {string} file
 * @param {Uint8Array[]} pieces
 */
export function writePieces(file, pieces) {
  const descriptor = fs.openSync(file, 'w');
  for (const piece of pieces) {
    for (let at = 0; at < piece.length; ) at += fs.writeSync(descriptor, piece, at);
  }
  fs.closeSync(descriptor);
}
