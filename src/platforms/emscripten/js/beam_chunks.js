// SPDX-License-Identifier: Apache-2.0
//
// As much of a .beam file as packing needs: its name and what it exports. The machine reads files itself, and checks them.

/**
 * @param {Uint8Array} bytes  of a .beam file, perhaps compressed: then nothing is found
 * @returns {{ name: string, exports: { name: string, arity: number }[], hasBehaviour: boolean } | null} null if it is no
 *   .beam file; `hasBehaviour`: it says so in its attributes
 */
export function readModule(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tag = (at) => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (bytes.length < 12 || tag(0) !== 'FOR1' || tag(8) !== 'BEAM') return null;
  let atoms = [];
  let exports = [];
  let hasBehaviour = false;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = view.getUint32(at + 4);
    if (at + 8 + size > bytes.length) return null;
    const chunk = new DataView(bytes.buffer, bytes.byteOffset + at + 8, size);
    if (tag(at) === 'AtU8') atoms = readAtoms(chunk);
    if (tag(at) === 'ExpT') exports = readExports(chunk);
    if (tag(at) === 'Attr') hasBehaviour = saysBehaviour(bytes.subarray(at + 8, at + 8 + size));
    at += 8 + ((size + 3) & ~3);
  }
  if (atoms.length === 0) return null;
  return { name: atoms[0], exports: exports.map(({ index, arity }) => ({ name: atoms[index - 1], arity })), hasBehaviour };
}

function readAtoms(chunk) {
  const decoder = new TextDecoder();
  const atoms = [];
  // A negative count (OTP 28): lengths are compact terms, of one or two bytes.
  const count = chunk.getInt32(0);
  for (let at = 4, i = 0; i < Math.abs(count) && at < chunk.byteLength; ++i) {
    let length = chunk.getUint8(at++);
    if (count < 0) length = (length & 8) === 0 ? length >> 4 : ((length & 0xe0) << 3) | chunk.getUint8(at++);
    if (at + length > chunk.byteLength) return [];
    atoms.push(decoder.decode(new Uint8Array(chunk.buffer, chunk.byteOffset + at, length)));
    at += length;
  }
  return atoms;
}

function readExports(chunk) {
  const exports = [];
  for (let i = 0; i < chunk.getUint32(0) && 4 + 12 * (i + 1) <= chunk.byteLength; ++i) {
    exports.push({ index: chunk.getUint32(4 + 12 * i), arity: chunk.getUint32(8 + 12 * i) });
  }
  return exports;
}

/** Whether an attribute's name is `behaviour`, in either spelling. The chunk is an external term. */
function saysBehaviour(attributes) {
  return /behaviou?r/.test(String.fromCharCode(...attributes));
}
