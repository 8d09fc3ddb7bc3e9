// SPDX-License-Identifier: Apache-2.0
//
// Zip files: what OTP's .ez archives, escripts and packs are. Reading takes stored and deflated entries by the central
// directory; writing stores. Source: PKWARE's APPNOTE, without encryption, several volumes and sizes of 4 GB.

const kLocalHeader = 0x04034b50;
const kCentralHeader = 0x02014b50;
const kEnd = 0x06054b50;
const kLocalSize = 30;
const kCentralSize = 46;
const kEndSize = 22;
const kLongestComment = 0xffff;
const kStored = 0;
const kDeflated = 8;
const kVersion = 20;
const kUtf8Names = 0x0800;
/** 1980-01-01, so that the same files make the same archive. */
const kDate = 0x0021;

/** Something about a zip file; the message is a sentence without its subject. */
export class ZipError extends Error {
  name = 'ZipError';
}

/**
 * @typedef {object} ZipEntry
 * @property {string} name
 * @property {number} method
 * @property {number} packedSize
 * @property {number} size
 * @property {number} header  offset of the local header in the file
 */

/**
 * Unpacks a deflated entry (RFC 1951); throws if that is damaged or longer than `size`.
 * @typedef {(packed: Uint8Array, size: number) => Uint8Array} Inflate
 */

/** A zip file that is open for reading. Bytes before the archive, as an escript has them, are allowed. */
export class ZipFile {
  #source;
  #size;
  /** @type {Inflate | null} */
  #inflate;
  /** Bytes before the archive: its offsets do not count them. */
  #before = 0;
  /** @type {Map<string, ZipEntry>} */
  entries = new Map();

  /**
   * @param {{ read: (offset: number, into: Uint8Array) => void }} source
   * @param {number} size  of the whole file
   * @param {Inflate | null} [inflate]  null: only stored entries can be read
   * @throws {ZipError}
   */
  constructor(source, size, inflate = null) {
    this.#source = source;
    this.#inflate = inflate;
    this.#size = size;
    this.#readDirectory();
  }

  /**
   * The contents of an entry.
   * @param {ZipEntry} entry
   * @returns {Uint8Array}
   * @throws {ZipError}
   */
  read(entry) {
    const packed = this.#bytes(this.dataOffset(entry), entry.packedSize);
    if (entry.method === kStored) return packed;
    if (entry.method !== kDeflated || !this.#inflate) throw new ZipError(`packs ${entry.name} in a way that is not known`);
    try {
      return this.#inflate(packed, entry.size);
    } catch {
      throw new ZipError(`is damaged where ${entry.name} is`);
    }
  }

  /** Where an entry's data begins in the file. */
  dataOffset(entry) {
    const header = view(this.#bytes(this.#before + entry.header, kLocalSize));
    if (header.getUint32(0, true) !== kLocalHeader) throw new ZipError(`is damaged where ${entry.name} is`);
    return this.#before + entry.header + kLocalSize + header.getUint16(26, true) + header.getUint16(28, true);
  }

  #readDirectory() {
    const tail = this.#bytes(
      Math.max(0, this.#size - kEndSize - kLongestComment),
      Math.min(this.#size, kEndSize + kLongestComment),
    );
    const end = findEnd(tail);
    if (end < 0) throw new ZipError('is no zip archive');
    const record = view(tail.subarray(end));
    const count = record.getUint16(10, true);
    const size = record.getUint32(12, true);
    const endAt = this.#size - tail.length + end;
    this.#before = endAt - size - record.getUint32(16, true);
    if (this.#before < 0) throw new ZipError('has a damaged directory');
    const directory = this.#bytes(endAt - size, size);
    const fields = view(directory);
    for (let at = 0, i = 0; i < count; ++i) {
      if (at + kCentralSize > size || fields.getUint32(at, true) !== kCentralHeader) {
        throw new ZipError('has a damaged directory');
      }
      const nameSize = fields.getUint16(at + 28, true);
      const name = new TextDecoder().decode(directory.subarray(at + kCentralSize, at + kCentralSize + nameSize));
      this.entries.set(name, {
        name,
        method: fields.getUint16(at + 10, true),
        packedSize: fields.getUint32(at + 20, true),
        size: fields.getUint32(at + 24, true),
        header: fields.getUint32(at + 42, true),
      });
      at += kCentralSize + nameSize + fields.getUint16(at + 30, true) + fields.getUint16(at + 32, true);
    }
  }

  #bytes(offset, size) {
    if (offset + size > this.#size) throw new ZipError('ends too early');
    const bytes = new Uint8Array(size);
    this.#source.read(offset, bytes);
    return bytes;
  }
}

function view(bytes) {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function findEnd(tail) {
  const fields = view(tail);
  for (let at = tail.length - kEndSize; at >= 0; --at) {
    if (fields.getUint32(at, true) === kEnd) return at;
  }
  return -1;
}

/**
 * A zip file with stored entries.
 * @param {{ name: string, pieces: Uint8Array[] }[]} files
 * @param {(bytes: Uint8Array, value: number) => number} crc32  goes on with a checksum
 * @returns {Uint8Array[]} the file in pieces
 */
export function zipOf(files, crc32) {
  const encoder = new TextEncoder();
  const pieces = [];
  const directory = [];
  let offset = 0;
  for (const file of files) {
    const name = encoder.encode(file.name);
    const size = file.pieces.reduce((sum, piece) => sum + piece.length, 0);
    const crc = file.pieces.reduce((value, piece) => crc32(piece, value), 0);
    // The fields that the local header and the directory have in common.
    const common = new DataView(new ArrayBuffer(26));
    common.setUint16(0, kVersion, true);
    common.setUint16(2, kUtf8Names, true);
    common.setUint16(4, kStored, true);
    common.setUint16(8, kDate, true);
    common.setUint32(10, crc, true);
    common.setUint32(14, size, true);
    common.setUint32(18, size, true);
    common.setUint16(22, name.length, true);
    const local = new Uint8Array(kLocalSize);
    view(local).setUint32(0, kLocalHeader, true);
    local.set(new Uint8Array(common.buffer), 4);
    const central = new Uint8Array(kCentralSize);
    view(central).setUint32(0, kCentralHeader, true);
    view(central).setUint16(4, kVersion, true);
    central.set(new Uint8Array(common.buffer), 6);
    view(central).setUint32(42, offset, true);
    directory.push(central, name);
    pieces.push(local, name, ...file.pieces);
    offset += kLocalSize + name.length + size;
  }
  const end = new Uint8Array(kEndSize);
  view(end).setUint32(0, kEnd, true);
  view(end).setUint16(8, files.length, true);
  view(end).setUint16(10, files.length, true);
  const directorySize = directory.reduce((sum, piece) => sum + piece.length, 0);
  view(end).setUint32(12, directorySize, true);
  view(end).setUint32(16, offset, true);
  return [...pieces, ...directory, end];
}
