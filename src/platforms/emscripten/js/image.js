// SPDX-License-Identifier: Apache-2.0
//
// Images: a machine with modules linked and compiled, as a file. Starting from one is copying its memory; the
// compiled units are instantiated when they are first called. docs/boot.md describes the file. An image fits
// exactly the linac.wasm that it was made with.

const kMagic = 'LINACIM1';
const kHeaderAt = 16;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * @typedef {object} ImageHeader
 * @property {string} program  what identifies the linac.wasm it belongs to
 * @property {string} made  what no other image has
 * @property {boolean} otp  for OTP's own boot
 * @property {number} session
 * @property {number} memorySize  bytes of memory; behind them it is zero
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
  const start = new Uint8Array(kHeaderAt);
  try {
    source.read(0, start);
    if (decoder.decode(start.subarray(0, kMagic.length)) !== kMagic) throw new Error('no magic');
    const header = new Uint8Array(new DataView(start.buffer).getUint32(kMagic.length, true));
    source.read(kHeaderAt, header);
    return { ...JSON.parse(decoder.decode(header)), base: kHeaderAt + header.length };
  } catch {
    throw new ImageError('it is no image of Linac, or a damaged one');
  }
}

/**
 * Puts an image's machine into a fresh instance.
 * @param {object} linac  the instantiated Emscripten module
 * @param {ImageSource} source
 * @param {ImageHeader & { base: number }} header
 * @param {import('./engine_code.js').EngineCode | null} code
 * @returns {number} the session
 */
export function restore(linac, source, header, code) {
  const at = (offset) => header.base + offset;
  const units = header.units.map(({ handle, bases, offset, size }) => {
    const wasm = () => {
      const bytes = new Uint8Array(size);
      source.read(at(offset), bytes);
      return code?.unit(handle, bytes) ?? bytes;
    };
    return [handle, { wasm, bases }];
  });
  const { memorySize: size, tableSize, nextUnit } = header;
  const thunk = linac._linac_entry_thunk_slot();
  linac.linacImage.restore({ size, tableSize, nextUnit, units }, thunk, (memory) => source.read(at(0), memory));
  linac._linac_resume(header.session);
  return header.session;
}

/**
 * The bytes of an image, in pieces to be written one after the other.
 * @param {object} linac
 * @param {{ session: number, program: string, otp: boolean }} what
 * @returns {Uint8Array[]}
 */
export function imageOf(linac, { session, ...identity }) {
  const { memory, tableSize, nextUnit, units } = linac.linacImage.save();
  let offset = memory.length;
  const places = units.map(([handle, { wasm, bases }]) => {
    const place = { handle, bases, offset, size: wasm.length };
    offset += wasm.length;
    return place;
  });
  const made = globalThis.crypto.randomUUID();
  const fields = { ...identity, made, session, memorySize: memory.length, tableSize, nextUnit, units: places };
  const header = encoder.encode(JSON.stringify(fields));
  const start = new Uint8Array(kHeaderAt);
  start.set(encoder.encode(kMagic));
  new DataView(start.buffer).setUint32(kMagic.length, header.length, true);
  return [start, header, memory, ...units.map(([, { wasm }]) => wasm)];
}
