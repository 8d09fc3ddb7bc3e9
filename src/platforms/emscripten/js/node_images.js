// SPDX-License-Identifier: Apache-2.0
//
// Images as files, in Node: those that the build leaves beside linac.wasm, so that a start need not link and compile
// what every program uses.

import crypto from 'node:crypto';
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ImageError, readHeader } from './image.js';

const kDirectory = new URL('../../../../build/wasm/', import.meta.url);

/** @param {'light' | 'otp' | 'elixir'} name  @returns {string} */
export function imageFile(name) {
  return fileURLToPath(new URL(`${name}.image`, kDirectory));
}

/** @param {Uint8Array} wasm  @returns {string} what identifies a linac.wasm */
export function programIdentity(wasm) {
  return crypto.createHash('sha1').update(wasm).digest('hex');
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
