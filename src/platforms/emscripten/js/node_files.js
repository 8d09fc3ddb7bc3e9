// SPDX-License-Identifier: Apache-2.0
//
// The files of Node's own file system, used synchronously: the machine waits for the disk. The working directory is
// the machine's, not the process's, since several machines may be in one process.

import fs from 'node:fs';
import { FileType, Files, OpenMode, fileError } from './files.js';

const { O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND, O_EXCL, O_SYNC = 0, O_DIRECTORY = 0 } = fs.constants;
const { R_OK, W_OK } = fs.constants;

const kNanosecondsPerSecond = 1_000_000_000n;

export class NodeFiles extends Files {
  constructor() {
    super(Buffer.from(process.cwd()));
  }

  // --- descriptors

  openFile(path, modes) {
    const descriptor = fs.openSync(this.#path(path), flags(modes));
    const stats = fs.fstatSync(descriptor);
    if (stats.isDirectory() && !(modes & (OpenMode.directory | OpenMode.skipTypeCheck))) {
      fs.closeSync(descriptor);
      throw fileError('EISDIR');
    }
    return { descriptor, file: openFile(stats, (modes & OpenMode.append) !== 0) };
  }

  /** Where a descriptor that was open already stands is not known: it is read and written in order. */
  adoptFile(descriptor) {
    if (descriptor < 0) throw fileError('EBADF');
    fs.fstatSync(descriptor);
    return { position: null, append: false };
  }

  closeFile(descriptor) {
    fs.closeSync(descriptor);
  }

  readAt(descriptor, bytes, position) {
    return fs.readSync(descriptor, bytes, 0, bytes.length, position);
  }

  writeAt(descriptor, bytes, position) {
    return fs.writeSync(descriptor, bytes, 0, bytes.length, position);
  }

  sizeOf(descriptor) {
    return fs.fstatSync(descriptor).size;
  }

  resize(descriptor, size) {
    fs.ftruncateSync(descriptor, size);
  }

  sync(descriptor, dataOnly) {
    if (dataOnly) fs.fdatasyncSync(descriptor);
    else fs.fsyncSync(descriptor);
  }

  handleInfo(descriptor) {
    const stats = fs.fstatSync(descriptor, { bigint: true });
    return { ...fileInfo(stats), ...accessByMode(stats) };
  }

  // --- paths

  info(path, followLinks) {
    const file = this.#path(path);
    const stats = followLinks ? fs.statSync(file, { bigint: true }) : fs.lstatSync(file, { bigint: true });
    return { ...fileInfo(stats), readable: isAccessible(file, R_OK), writable: isAccessible(file, W_OK) };
  }

  setPermissions(path, mode) {
    fs.chmodSync(this.#path(path), mode);
  }

  setOwner(path, uid, gid) {
    fs.chownSync(this.#path(path), uid, gid);
  }

  setTimes(path, access, modification) {
    // Node takes negative numbers for `now`.
    fs.utimesSync(this.#path(path), new Date(access * 1000), new Date(modification * 1000));
  }

  makeDirectory(path) {
    fs.mkdirSync(this.#path(path));
  }

  removeDirectory(path) {
    fs.rmdirSync(this.#path(path));
  }

  deleteFile(path) {
    fs.unlinkSync(this.#path(path));
  }

  rename(path, to) {
    fs.renameSync(this.#path(path), this.#path(to));
  }

  makeHardLink(path, link) {
    fs.linkSync(this.#path(path), this.#path(link));
  }

  makeSoftLink(target, link) {
    if (target.length === 0) throw fileError('ENOENT');
    fs.symlinkSync(Buffer.from(target), this.#path(link));
  }

  readLink(path) {
    return fs.readlinkSync(this.#path(path), 'buffer');
  }

  listDirectory(path) {
    return fs.readdirSync(this.#path(path), 'buffer');
  }

  directoryName(path) {
    const directory = fs.realpathSync.native(this.#path(path), 'buffer');
    if (!fs.statSync(directory).isDirectory()) throw fileError('ENOTDIR');
    fs.accessSync(directory, fs.constants.X_OK);
    return directory;
  }

  #path(path) {
    return Buffer.from(this.resolve(path));
  }
}

/** @returns {import('./files.js').OpenFile} */
function openFile(stats, append) {
  return { position: stats.isFile() || stats.isDirectory() ? 0 : null, append };
}

function flags(modes) {
  let bits;
  if (!(modes & OpenMode.write)) bits = O_RDONLY;
  else if (modes & OpenMode.read) bits = O_RDWR | O_CREAT;
  else bits = O_WRONLY | O_CREAT | (modes & OpenMode.append ? 0 : O_TRUNC);
  if (modes & OpenMode.append) bits |= O_APPEND;
  if (modes & OpenMode.exclusive) bits |= O_EXCL;
  if (modes & OpenMode.sync) bits |= O_SYNC;
  if (modes & OpenMode.directory) bits |= O_DIRECTORY;
  return bits;
}

function fileInfo(stats) {
  return {
    size: Number(stats.size),
    type: fileType(stats),
    accessTime: seconds(stats.atimeNs),
    modificationTime: seconds(stats.mtimeNs),
    changeTime: seconds(stats.ctimeNs),
    mode: Number(stats.mode),
    links: number32(stats.nlink),
    majorDevice: number32(stats.dev),
    minorDevice: number32(stats.rdev),
    inode: number32(stats.ino),
    uid: number32(stats.uid),
    gid: number32(stats.gid),
  };
}

function fileType(stats) {
  if (stats.isCharacterDevice() || stats.isBlockDevice()) return FileType.device;
  if (stats.isDirectory()) return FileType.directory;
  if (stats.isFile()) return FileType.regular;
  return stats.isSymbolicLink() ? FileType.symlink : FileType.other;
}

/** OTP keeps 32 bits of these. */
function number32(value) {
  return Number(BigInt.asUintN(32, value));
}

function seconds(nanoseconds) {
  const whole = nanoseconds / kNanosecondsPerSecond;
  return Number(nanoseconds % kNanosecondsPerSecond < 0n ? whole - 1n : whole);
}

function isAccessible(path, mode) {
  try {
    fs.accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}

/** What the mode of an open file says to this user. */
function accessByMode({ mode, uid, gid }) {
  const shift = Number(uid) === process.geteuid?.() ? 6n : Number(gid) === process.getegid?.() ? 3n : 0n;
  const bits = Number((mode >> shift) & 7n);
  return { readable: (bits & 4) !== 0, writable: (bits & 2) !== 0 };
}
