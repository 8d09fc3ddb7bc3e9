// SPDX-License-Identifier: Apache-2.0
//
// The files of a host, in the manner of POSIX: what node_files.js and memory_files.js have in common. This file owns
// what a descriptor is (where it stands, whether it appends) and the working directory; the two others say what files
// and directories are. The machine's side is file_library.js.
//
// Paths are bytes (Uint8Array), not empty of meaning but in whatever encoding the host has; C++ has looked for zero
// bytes. An operation that fails throws an Error with a POSIX error's name as its `code`.

/** Bits of `modes`; file_system.h has the same. */
export const OpenMode = { read: 1, write: 2, append: 4, exclusive: 8, sync: 16, directory: 32, skipTypeCheck: 64 };

/** file_system.h has the same. */
export const FileType = { device: 0, directory: 1, regular: 2, symlink: 3, other: 4 };

/** Whence an offset counts; file_system.h has the same. */
const Whence = { start: 0, current: 1, end: 2 };

/** In place of an offset: where the descriptor stands. */
const kHere = -1;

/**
 * @typedef {object} FileInfo
 * @property {number} size
 * @property {number} type  a FileType
 * @property {boolean} readable
 * @property {boolean} writable
 * @property {number} accessTime  seconds since 1970, like the next two
 * @property {number} modificationTime
 * @property {number} changeTime
 * @property {number} mode
 * @property {number} links
 * @property {number} majorDevice
 * @property {number} minorDevice
 * @property {number} inode
 * @property {number} uid
 * @property {number} gid
 */

/**
 * An open file: `position` is where the next byte is read or written, or null where there is no such place (pipes,
 * terminals, devices).
 * @typedef {{ position: number | null, append: boolean }} OpenFile
 */

/** @param {string} code  such as ENOENT */
export function fileError(code) {
  return Object.assign(new Error(code), { code });
}

const kSlash = 0x2f;
const kDot = 0x2e;

/** @param {...(Uint8Array | string)} parts  texts in UTF-8 */
export function joinBytes(...parts) {
  const encoder = new TextEncoder();
  const pieces = parts.map((part) => (typeof part === 'string' ? encoder.encode(part) : part));
  const joined = new Uint8Array(pieces.reduce((size, piece) => size + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

/**
 * The base of both. A subclass has: `openFile(path, modes)` → {descriptor, file}, `closeFile(descriptor)`,
 * `readAt(descriptor, bytes, position)` and `writeAt` → number of bytes (position null: in order), `sizeOf(descriptor)`,
 * `resize(descriptor, size)`, `sync(descriptor, dataOnly)`, `handleInfo(descriptor)`, `info(path, followLinks)`, `adoptFile(descriptor)`,
 * `directoryName(path)` → absolute path of a directory that may be entered, and one method for each operation on paths.
 */
export class Files {
  /** @type {Map<number, OpenFile>} */
  #open = new Map();
  /** Absolute path of the working directory. */
  #directory;

  /** @param {Uint8Array} directory  where relative paths start */
  constructor(directory) {
    this.#directory = directory;
  }

  workingDirectory() {
    return this.#directory;
  }

  setWorkingDirectory(path) {
    this.#directory = this.directoryName(path);
  }

  /** An absolute path. */
  resolve(path) {
    if (path.length === 0) throw fileError('ENOENT');
    return path[0] === kSlash ? path : joinBytes(this.#directory, '/', path);
  }

  open(path, modes) {
    const { descriptor, file } = this.openFile(path, modes);
    this.#open.set(descriptor, file);
    return descriptor;
  }

  deleteDirectory(path) {
    // Also where the working directory is not there any more.
    if (path.length === 1 && path[0] === kDot) throw fileError('EINVAL');
    this.removeDirectory(path);
  }

  /** Takes a descriptor of the host's over. */
  adopt(descriptor) {
    if (!this.#open.has(descriptor)) this.#open.set(descriptor, this.adoptFile(descriptor));
    return descriptor;
  }

  close(descriptor) {
    this.#file(descriptor);
    this.#open.delete(descriptor);
    this.closeFile(descriptor);
  }

  read(descriptor, offset, bytes) {
    const file = this.#file(descriptor);
    const here = offset === kHere;
    const count = this.readAt(descriptor, bytes, here || file.position === null ? file.position : offset);
    if (here && file.position !== null) file.position += count;
    return count;
  }

  /** Writes all bytes. */
  write(descriptor, offset, bytes) {
    const file = this.#file(descriptor);
    const here = offset === kHere;
    if (file.append && file.position !== null) file.position = this.sizeOf(descriptor);
    let position = here || file.append || file.position === null ? file.position : offset;
    for (let done = 0; done < bytes.length; ) {
      const count = this.writeAt(descriptor, bytes.subarray(done), position);
      done += count;
      if (position !== null) position += count;
    }
    if (here) file.position = position;
    return bytes.length;
  }

  seek(descriptor, whence, offset) {
    const file = this.#file(descriptor);
    if (file.position === null) throw fileError('ESPIPE');
    if (whence === Whence.current) offset += file.position;
    if (whence === Whence.end) offset += this.sizeOf(descriptor);
    if (offset < 0 || offset > Number.MAX_SAFE_INTEGER) throw fileError('EINVAL');
    file.position = offset;
    return offset;
  }

  truncate(descriptor) {
    const { position } = this.#file(descriptor);
    if (position === null) throw fileError('ESPIPE');
    this.resize(descriptor, position);
  }

  /** Makes the file long enough; no room is set aside. */
  allocate(descriptor, offset, length) {
    if (this.#file(descriptor).position === null) throw fileError('ESPIPE');
    if (offset + length > Number.MAX_SAFE_INTEGER) throw fileError('EFBIG');
    if (this.sizeOf(descriptor) < offset + length) this.resize(descriptor, offset + length);
  }

  #file(descriptor) {
    const file = this.#open.get(descriptor);
    if (!file) throw fileError('EBADF');
    return file;
  }
}
