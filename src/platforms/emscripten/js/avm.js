// SPDX-License-Identifier: Apache-2.0
//
// AtomVM's packs (.avm): a header, then sections of a size, flags, a name and data, all padded to four bytes; numbers are
// big-endian. The section that starts has flag 1, those with code flag 2. Source: AtomVM's documentation, "Packbeam format".

const kHeader = '#!/usr/bin/env AtomVM\n\0\0';
const kSectionHeader = 12;
const kStarts = 1;

/** Something about a pack; the message is a sentence without its subject. */
export class AvmError extends Error {
  name = 'AvmError';
}

/**
 * @param {Uint8Array} bytes
 * @returns {{ files: Map<string, Uint8Array>, start: string | null }} files by name, and the name of the one that starts
 * @throws {AvmError}
 */
export function readAvm(bytes) {
  const text = new TextDecoder('latin1');
  if (text.decode(bytes.subarray(0, kHeader.length)) !== kHeader) throw new AvmError('is no pack of AtomVM');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const files = new Map();
  let start = null;
  for (let at = kHeader.length; ; ) {
    if (at + kSectionHeader > bytes.length) throw new AvmError('ends too early');
    const size = view.getUint32(at);
    const flags = view.getUint32(at + 4);
    if (size === 0 || flags === 0) return { files, start };
    const nameAt = at + kSectionHeader;
    const nameEnd = bytes.indexOf(0, nameAt);
    const dataAt = nameAt + ((nameEnd - nameAt + 4) & ~3);
    if (nameEnd < 0 || dataAt > at + size || at + size > bytes.length) throw new AvmError('is damaged');
    const name = text.decode(bytes.subarray(nameAt, nameEnd));
    files.set(name, bytes.subarray(dataAt, at + size));
    if ((flags & kStarts) !== 0 && start === null) start = name;
    at += size;
  }
}
