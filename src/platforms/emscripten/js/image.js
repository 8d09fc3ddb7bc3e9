// SPDX-License-Identifier: Apache-2.0
//
// Images: a machine with modules linked and compiled, as a file. Starting from one is copying its memory; the
// compiled units are instantiated when they are first called. docs/boot.md describes the file. An image fits
// exactly the linac.wasm that it was made with.

import * as headedFile from './headed_file.js';

const kMagic = 'LINACIM1';

/**
 * @typedef {object} ImageHeader
 * @property {string} program  what identifies the linac.wasm it belongs to
 * @property {string} made  what no other image has
 * @property {boolean} otp  for OTP's own boot
 * @property {number} session
 * @property {{ at: number, size: number, offset: number }[]} parts  of memory: address, bytes, where they are in the
 *   file behind the header; all else is zero
 * @property {number} tableSize
 * @property {number} nextUnit
 * @property {{ handle: number, bases: number[], offset: number, size: number }[]} units
 */

/**
 * @typedef {object} ImageSource  where an image's bytes are
 * @property {(offset: number, into: Uint8Array) => void} read  fills all of `into`
 */

/** Something about an image; the message is a sentence. */
export class ImageError extends Error {
  name = 'ImageError';
}

/**
 * @param {ImageSource} source
 * @returns {ImageHeader}
 * @throws {ImageError}
 */
export function readHeader(source) {
  const header = headedFile.readHeader(source, kMagic);
  if (header === null) throw new ImageError('it is no image of Linac, or a damaged one');
  return header;
}

/**
 * Puts an image's machine into a fresh instance.
 * @param {object} linac  the instantiated Emscripten module
 * @param {number[]} options  as linac_create takes them; whether there is a JIT and whose boot it is are the image's
 * @param {ImageSource} source
 * @param {ImageHeader & { base: number }} header
 * @param {import('./engine_code.js').EngineCode | null} code
 * @returns {number} the session
 */
export function restore(linac, options, source, header, code) {
  const at = (offset) => header.base + offset;
  const units = header.units.map(({ handle, bases, offset, size }) => {
    const wasm = () => {
      const bytes = new Uint8Array(size);
      source.read(at(offset), bytes);
      return code?.unit(handle, bytes) ?? bytes;
    };
    return [handle, { wasm, bases }];
  });
  const { parts, tableSize, nextUnit } = header;
  const thunk = linac._linac_entry_thunk_slot();
  const read = (offset, bytes) => source.read(at(offset), bytes);
  linac.linacImage.restore({ parts, tableSize, nextUnit, units }, thunk, read);
  linac._linac_resume(header.session, ...options);
  return header.session;
}

/**
 * The bytes of an image, in pieces to be written one after the other, the machine first.
 * @param {object} linac
 * @param {{ session: number, program: string, otp: boolean }} what
 * @returns {{ machine: Uint8Array[], units: Uint8Array[] }}
 */
export function imageOf(linac, { session, ...identity }) {
  const { parts, tableSize, nextUnit, units } = linac.linacImage.save();
  let end = 0;
  const placed = (bytes, rest) => {
    end += bytes.length;
    return { ...rest, offset: end - bytes.length, size: bytes.length };
  };
  const memory = parts.map(({ at, bytes }) => placed(bytes, { at }));
  const places = units.map(([handle, { wasm, bases }]) => placed(wasm, { handle, bases }));
  const made = globalThis.crypto.randomUUID();
  const fields = { ...identity, made, session, parts: memory, tableSize, nextUnit, units: places };
  return { machine: [headedFile.headerOf(kMagic, fields), ...parts.map(({ bytes }) => bytes)], units: units.map(([, { wasm }]) => wasm) };
}
