// SPDX-License-Identifier: Apache-2.0
//
// Files in memory: for browsers, and for embedders that show a machine files of their own. As on a POSIX system whose
// only user may do everything. A node is a file, directory or link; directories name nodes, descriptors hold them.

import { FileType, Files, OpenMode, fileError } from './files.js';

/** Permissions of what is made, which the system's umask of 022 leaves of 666 and 777. */
const kFileMode = 0o644;
const kDirectoryMode = 0o755;
const kLinkMode = 0o777;
/** Of a mode, what says the type. */
const kTypeBits = {
  [FileType.directory]: 0o040000,
  [FileType.regular]: 0o100000,
  [FileType.symlink]: 0o120000,
};

const kPermissionBits = 0o7777;
const kMostLinks = 40;
const kLongestName = 255;
/** What one file may be long. */
const kMostBytes = 2 ** 31 - 1;

/** Descriptors start behind those of the standard streams. */
const kFirstDescriptor = 3;

const encoder = new TextEncoder();

export class MemoryFiles extends Files {
  #root;
  /** Nodes of open files by descriptor. */
  #descriptors = new Map();
  #lastInode = 0;

  /**
   * @param {Record<string, string | Uint8Array>} [content]  files by path; directories are made as needed
   * @param {string} [directory]  the working directory, which is made if it is not there
   */
  constructor(content = {}, directory = '/') {
    super(encoder.encode(directory));
    this.#root = this.#directory();
    this.#root.parent = this.#root;
    this.#makeDirectories(bytesName(encoder.encode(directory)));
    for (const [path, bytes] of Object.entries(content)) this.writeFile(path, bytes);
  }

  // --- for embedders

  /**
   * Makes or replaces a file, and the directories it is in.
   * @param {string} path
   * @param {string | Uint8Array} content
   */
  writeFile(path, content) {
    const name = this.#name(encoder.encode(path));
    this.#makeDirectories(name.slice(0, name.lastIndexOf('/')));
    const descriptor = this.open(nameBytes(name), OpenMode.write);
    this.write(descriptor, -1, typeof content === 'string' ? encoder.encode(content) : content);
    this.close(descriptor);
  }

  /**
   * Makes or replaces a file whose bytes are asked for when they are first used.
   * @param {string} path
   * @param {number} size
   * @param {() => Uint8Array} read  so many bytes, which are the file's from then on
   */
  addFile(path, size, read) {
    this.writeFile(path, '');
    const node = this.#find(encoder.encode(path));
    node.size = size;
    Object.defineProperty(node, 'bytes', {
      configurable: true,
      get() {
        return this.keepBytes(read());
      },
      set(bytes) {
        this.keepBytes(bytes);
      },
    });
    node.keepBytes = (bytes) => {
      Object.defineProperty(node, 'bytes', { value: bytes, writable: true });
      return bytes;
    };
  }

  /**
   * @param {string} path
   * @returns {Uint8Array | null} a copy of the file's bytes; null if there is no such file
   */
  readFile(path) {
    try {
      const node = this.#find(encoder.encode(path));
      return node.type === FileType.regular ? node.bytes.slice(0, node.size) : null;
    } catch {
      return null;
    }
  }

  // --- descriptors

  openFile(path, modes) {
    const node = this.#openNode(path, modes);
    if (node.type !== FileType.directory && modes & OpenMode.directory) throw fileError('ENOTDIR');
    if (node.type === FileType.directory && !(modes & (OpenMode.directory | OpenMode.skipTypeCheck))) {
      throw fileError('EISDIR');
    }
    if (modes & OpenMode.write && !(modes & (OpenMode.read | OpenMode.append))) this.#setSize(node, 0);
    let descriptor = kFirstDescriptor;
    while (this.#descriptors.has(descriptor)) ++descriptor;
    this.#descriptors.set(descriptor, { node, modes });
    return { descriptor, file: { position: 0, append: (modes & OpenMode.append) !== 0 } };
  }

  adoptFile() {
    throw fileError('EBADF');
  }

  closeFile(descriptor) {
    this.#descriptors.delete(descriptor);
  }

  readAt(descriptor, bytes, position) {
    const { node, modes } = this.#descriptors.get(descriptor);
    if (!(modes & OpenMode.read)) throw fileError('EBADF');
    if (node.type === FileType.directory) throw fileError('EISDIR');
    const part = node.bytes.subarray(Math.min(position, node.size), Math.min(position + bytes.length, node.size));
    bytes.set(part);
    node.accessTime = now();
    return part.length;
  }

  writeAt(descriptor, bytes, position) {
    const node = this.#writable(descriptor);
    const end = position + bytes.length;
    if (end > node.size) this.#setSize(node, end);
    node.bytes.set(bytes, position);
    node.modificationTime = node.changeTime = now();
    return bytes.length;
  }

  sizeOf(descriptor) {
    return this.#descriptors.get(descriptor).node.size;
  }

  resize(descriptor, size) {
    const { modes } = this.#descriptors.get(descriptor);
    if (!(modes & OpenMode.write)) throw fileError('EINVAL');
    this.#setSize(this.#writable(descriptor), size);
  }

  sync() {}

  handleInfo(descriptor) {
    const open = this.#descriptors.get(descriptor);
    if (!open) throw fileError('EBADF');
    return infoOf(open.node);
  }

  // --- paths

  info(path, followLinks) {
    return infoOf(this.#find(path, followLinks));
  }

  setPermissions(path, mode) {
    const node = this.#find(path);
    node.mode = kTypeBits[node.type] | (mode & kPermissionBits);
    node.changeTime = now();
  }

  setOwner(path, uid, gid) {
    const node = this.#find(path);
    if (uid !== -1) node.uid = uid >>> 0;
    if (gid !== -1) node.gid = gid >>> 0;
    node.changeTime = now();
  }

  setTimes(path, access, modification) {
    const node = this.#find(path);
    node.accessTime = access;
    node.modificationTime = modification;
    node.changeTime = now();
  }

  makeDirectory(path) {
    const { parent, name } = this.#newEntry(path);
    this.#enter(parent, name, this.#directory());
  }

  removeDirectory(path) {
    const { parent, name, node, last } = this.#entry(path);
    if (last === '.') throw fileError('EINVAL');
    if (last === '..') throw fileError('ENOTEMPTY');
    if (node.type !== FileType.directory) throw fileError('ENOTDIR');
    if (node === this.#root) throw fileError('EBUSY');
    if (node.entries.size > 0) throw fileError('ENOTEMPTY');
    this.#leave(parent, name);
    node.links = 0;
  }

  deleteFile(path) {
    const { parent, name, node, slash } = this.#entry(path);
    if (node.type === FileType.directory) throw fileError('EISDIR');
    if (slash) throw fileError('ENOTDIR');
    this.#leave(parent, name);
  }

  rename(path, to) {
    const from = this.#entry(path);
    const { parent, name, node, slash } = this.#place(to);
    const isDirectory = from.node.type === FileType.directory;
    if (from.node === this.#root || node === this.#root) throw fileError('EBUSY');
    if (from.last === '.' || from.last === '..') throw fileError('EBUSY');
    if (from.slash && !isDirectory) throw fileError('ENOTDIR');
    for (let above = parent; isDirectory; above = above.parent) {
      if (above === from.node) throw fileError('EINVAL');
      if (above === this.#root) break;
    }
    if (node === from.node) return;
    if (slash && !isDirectory) throw fileError('ENOTDIR');
    if (node) {
      if (isDirectory && node.type !== FileType.directory) throw fileError('ENOTDIR');
      if (!isDirectory && node.type === FileType.directory) throw fileError('EISDIR');
      if (isDirectory && node.entries.size > 0) throw fileError('ENOTEMPTY');
      this.#leave(parent, name);
    }
    this.#leave(from.parent, from.name);
    this.#enter(parent, name, from.node);
  }

  makeHardLink(path, link) {
    const { node } = this.#entry(path);
    const { parent, name, slash } = this.#newEntry(link);
    if (node.type === FileType.directory) throw fileError('EPERM');
    if (slash) throw fileError('ENOENT');
    this.#enter(parent, name, node);
  }

  makeSoftLink(target, link) {
    if (target.length === 0) throw fileError('ENOENT');
    const { parent, name, slash } = this.#newEntry(link);
    if (slash) throw fileError('ENOENT');
    const node = this.#node(FileType.symlink, kLinkMode);
    node.target = target.slice();
    node.size = target.length;
    this.#enter(parent, name, node);
  }

  readLink(path) {
    const node = this.#find(path, false);
    if (node.type !== FileType.symlink) throw fileError('EINVAL');
    return node.target;
  }

  listDirectory(path) {
    const node = this.#find(path);
    if (node.type !== FileType.directory) throw fileError('ENOTDIR');
    return [...node.entries.keys()].map(nameBytes);
  }

  directoryName(path) {
    let node = this.#find(path);
    if (node.type !== FileType.directory) throw fileError('ENOTDIR');
    const names = [];
    for (; node !== this.#root; node = node.parent) {
      names.unshift([...node.parent.entries].find(([, entry]) => entry === node)[0]);
    }
    return nameBytes('/' + names.join('/'));
  }

  // --- finding nodes

  /** The absolute path, a character for each byte. */
  #name(path) {
    return bytesName(this.resolve(path));
  }

  #find(path, followLast = true) {
    const { node } = this.#place(path, followLast);
    if (!node) throw fileError('ENOENT');
    return node;
  }

  /** The same as #place where there must be something. */
  #entry(path) {
    const place = this.#place(path, false);
    if (!place.node) throw fileError('ENOENT');
    return place;
  }

  /** The same where there must be nothing. */
  #newEntry(path) {
    const place = this.#place(path, false);
    if (place.node) throw fileError('EEXIST');
    return place;
  }

  /**
   * What a path stands for: the directory and the name in it, the node of that name or undefined, whether a slash is at
   * the path's end, and the path's last part as it was written.
   */
  #place(path, followLast = false) {
    return this.#walk(this.#root, this.#name(path), followLast, { links: 0 });
  }

  #walk(start, path, followLast, count) {
    const parts = path.split('/').filter((part) => part !== '');
    const slash = path.endsWith('/');
    const last = parts.at(-1);
    let parent = start;
    let node = start;
    let name = '';
    for (const [index, part] of parts.entries()) {
      const isLast = index === parts.length - 1;
      if (node.type !== FileType.directory) throw fileError('ENOTDIR');
      if (part.length > kLongestName) throw fileError('ENAMETOOLONG');
      parent = node;
      name = part;
      if (part === '.' || part === '..') {
        node = part === '.' ? node : node.parent;
        // The directory's own place, unless it is the root.
        parent = node.parent;
        name = [...parent.entries].find(([, entry]) => entry === node)?.[0] ?? '';
        continue;
      }
      node = parent.entries.get(part);
      if (node?.type === FileType.symlink && (!isLast || followLast || slash)) {
        if (++count.links > kMostLinks) throw fileError('ELOOP');
        const target = bytesName(node.target);
        const from = target.startsWith('/') ? this.#root : parent;
        const place = this.#walk(from, target, true, count);
        if (isLast) return { ...place, last, slash: slash || place.slash };
        ({ node } = place);
      }
      if (!node && !isLast) throw fileError('ENOENT');
    }
    if (slash && node && node.type !== FileType.directory) throw fileError('ENOTDIR');
    return { parent, name, node, last, slash };
  }

  #openNode(path, modes) {
    const exclusive = (modes & OpenMode.exclusive) !== 0;
    const { parent, name, node, slash } = this.#place(path, !exclusive);
    if (!(modes & OpenMode.write)) {
      if (!node) throw fileError('ENOENT');
      return node;
    }
    if (slash) throw fileError('EISDIR');
    if (node && exclusive) throw fileError('EEXIST');
    if (node) {
      if (node.type === FileType.directory) throw fileError('EISDIR');
      return node;
    }
    if (modes & OpenMode.directory) throw fileError('EINVAL');
    const made = this.#node(FileType.regular, kFileMode);
    made.bytes = new Uint8Array(0);
    this.#enter(parent, name, made);
    return made;
  }

  #makeDirectories(path) {
    let at = this.#root;
    for (const name of path.split('/').filter((part) => part !== '')) {
      if (!at.entries.has(name)) this.#enter(at, name, this.#directory());
      at = at.entries.get(name);
      if (at.type !== FileType.directory) throw fileError('ENOTDIR');
    }
  }

  // --- nodes

  #node(type, mode) {
    const time = now();
    return {
      type,
      mode: kTypeBits[type] | mode,
      size: 0,
      links: 0,
      inode: ++this.#lastInode,
      uid: 0,
      gid: 0,
      accessTime: time,
      modificationTime: time,
      changeTime: time,
    };
  }

  #directory() {
    const node = this.#node(FileType.directory, kDirectoryMode);
    node.entries = new Map();
    node.links = 1;
    return node;
  }

  #enter(parent, name, node) {
    if (parent.links === 0) throw fileError('ENOENT');
    parent.entries.set(name, node);
    parent.modificationTime = parent.changeTime = node.changeTime = now();
    ++node.links;
    if (node.type !== FileType.directory) return;
    node.parent = parent;
    ++parent.links;
  }

  #leave(parent, name) {
    const node = parent.entries.get(name);
    parent.entries.delete(name);
    parent.modificationTime = parent.changeTime = node.changeTime = now();
    --node.links;
    if (node.type !== FileType.directory) return;
    --parent.links;
  }

  #writable(descriptor) {
    const { node, modes } = this.#descriptors.get(descriptor);
    if (!(modes & OpenMode.write)) throw fileError('EBADF');
    return node;
  }

  #setSize(node, size) {
    if (size > kMostBytes) throw fileError('EFBIG');
    if (size > node.bytes.length) {
      const bytes = new Uint8Array(Math.min(Math.max(size, node.bytes.length * 2), kMostBytes));
      bytes.set(node.bytes.subarray(0, node.size));
      node.bytes = bytes;
    } else if (size < node.size) {
      node.bytes.fill(0, size, node.size);
    }
    node.size = size;
    node.modificationTime = node.changeTime = now();
  }
}

/** Seconds since 1970. */
function now() {
  return Math.floor(Date.now() / 1000);
}

/** @returns {import('./files.js').FileInfo} */
function infoOf(node) {
  const { size, type, accessTime, modificationTime, changeTime, mode, links, inode, uid, gid } = node;
  const times = { accessTime, modificationTime, changeTime };
  const device = { majorDevice: 1, minorDevice: 0 };
  return { size, type, readable: true, writable: true, ...times, mode, links, ...device, inode, uid, gid };
}

/** A path's bytes as text, a character for each: what names are compared by. */
function bytesName(bytes) {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

function nameBytes(name) {
  return Uint8Array.from(name, (character) => character.charCodeAt(0));
}
