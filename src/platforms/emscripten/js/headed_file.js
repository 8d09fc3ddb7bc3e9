// SPDX-License-Identifier: Apache-2.0
//
// The frame of the build's own files: a magic of eight letters, the header's size (32 bits, little-endian), four bytes of
// zero, the header as JSON; what follows is placed by it.

const kHeaderAt = 16;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * @param {{ read: (offset: number, into: Uint8Array) => void }} source
 * @param {string} magic
 * @returns {object | null} the header, and as `base` where it ends; null if the file is none of these, or damaged
 */
export function readHeader(source, magic) {
  const start = new Uint8Array(kHeaderAt);
  try {
    source.read(0, start);
    if (decoder.decode(start.subarray(0, magic.length)) !== magic) return null;
    const header = new Uint8Array(new DataView(start.buffer).getUint32(magic.length, true));
    source.read(kHeaderAt, header);
    return { ...JSON.parse(decoder.decode(header)), base: kHeaderAt + header.length };
  } catch {
    return null;
  }
}

/** @param {string} magic @param {object} fields  @returns {Uint8Array} what the file begins with */
export function headerOf(magic, fields) {
  const header = encoder.encode(JSON.stringify(fields));
  const bytes = new Uint8Array(kHeaderAt + header.length);
  bytes.set(encoder.encode(magic));
  new DataView(bytes.buffer).setUint32(magic.length, header.length, true);
  bytes.set(header, kHeaderAt);
  return bytes;
}
