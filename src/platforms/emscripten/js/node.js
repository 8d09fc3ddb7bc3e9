// SPDX-License-Identifier: Apache-2.0
//
// Linac in Node: a host object on the file system and standard streams, and `createNodeVm`, which reads linac.wasm
// itself. command.js is built on this; programs in Node that embed Linac may use it too.

import fs from 'node:fs';
import path from 'node:path';
import { ArchiveError, openArchive } from './archive.js';
import { builtins } from './builtins.js';
import { openEngineCode } from './engine_code.js';
import { createVm } from './index.js';
import { NodeFiles } from './node_files.js';
import { engineCodeFile, imageFile, openImage, readFully } from './node_images.js';
import { NodeNetwork } from './node_network.js';
import { NodePorts } from './node_ports.js';
import { pathOf, placeOf } from './places.js';
import { otpCodeDirectories } from './otp.js';
import { kPackedOtp } from './packed_otp.js';

/** Linac's own Erlang modules, compiled. */
const kLibraries = pathOf('build/wasm/libs');

const kWasm = pathOf('build/wasm/linac.wasm');

const kGlue = placeOf('build/wasm/linac.mjs');

/**
 * @param {Partial<import('./index.js').VmOptions> & { codePath?: string[] }} [options]
 *   `codePath`: directories to search for modules, before the installed OTP's
 */
export function createNodeVm({ codePath = [], ...options } = {}) {
  const host = options.host ?? new NodeHost(codePath);
  const wasm = options.wasm ?? readProgramFile();
  const { jit = true, otp = false, imageName = otp ? 'otp' : 'light' } = options;
  const image = options.withoutImage || !allowsImage(options) ? null : builtImage(jit ? imageName : `${imageName}_interpreter`, wasm);
  return createVm({ image, glue: kGlue, ...options, host, wasm });
}

/** Compiled code collects at every allocation only if it was made to: what an image has was not. */
export function allowsImage({ jit = true, collectAlways = false }) {
  return !(jit && collectAlways);
}

/** An image that the build has left, and what the engine made of it then; null if there is none. */
function builtImage(name, wasm) {
  const image = openImage(imageFile(name), wasm);
  if (image) image.code = openEngineCode(engineCodeFile(name), image.header);
  return image;
}

/** @returns {Uint8Array} linac.wasm */
export function readProgramFile() {
  return fs.readFileSync(kWasm);
}

/**
 * @param {string} file
 * @returns {import('./archive.js').Archive} open until the process ends
 * @throws {ArchiveError}
 */
export function openArchiveFile(file) {
  let descriptor;
  try {
    descriptor = fs.openSync(file);
  } catch (error) {
    throw new ArchiveError(`cannot read ${file}: ${error.code === 'ENOENT' ? 'no such file' : error.message}`);
  }
  const source = { read: (offset, into) => readFully(descriptor, offset, into) };
  return openArchive(file, source, fs.fstatSync(descriptor).size, inflate);
}

function inflate(packed, size) {
  return new Uint8Array(builtins.zlib.inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) }));
}

/** @implements {import('./index.js').Host} */
export class NodeHost {
  #codePath;
  /** By path. */
  #archives = new Map();
  /** OTP's directories, looked for when the first module is not found elsewhere. */
  #otpDirectories = null;
  /** Where the report about a machine without memory is; null as long as there is none. */
  crashFile = null;
  files = new NodeFiles();
  ports = new NodePorts();
  network = new NodeNetwork();

  /** @param {string[]} codePath */
  constructor(codePath) {
    this.#codePath = [...codePath];
  }

  write(descriptor, bytes) {
    writeAll(descriptor, bytes);
  }

  /** Into the file that ERL_CRASH_DUMP names, else linac_crash.txt in the working directory. */
  crashReport(bytes) {
    const first = this.crashFile === null;
    this.crashFile ??= path.resolve(process.env.ERL_CRASH_DUMP || 'linac_crash.txt');
    fs.writeFileSync(this.crashFile, bytes, { flag: first ? 'w' : 'a' });
  }

  findModule(name) {
    // A module's name is any atom; one with a path in it names no file.
    if (name.includes('/') || name.includes('\0')) return null;
    const found = this.#findIn(this.#codePath, name) ?? this.#findIn([kLibraries], name);
    return found ?? this.#findIn(this.#directoriesOfOtp(), name);
  }

  codePath() {
    return [...this.#codePath, kLibraries, ...this.#directoriesOfOtp()];
  }

  readFile(file) {
    try {
      return fs.readFileSync(file);
    } catch {
      return null;
    }
  }

  listDirectory(directory) {
    try {
      return fs.readdirSync(directory);
    } catch {
      return null;
    }
  }

  workingDirectory() {
    return Buffer.from(this.files.workingDirectory()).toString();
  }

  /** The archive that a place on the code path is; null for a directory. */
  #archive(place) {
    if (!/\.(ez|avm)$/.test(place)) return null;
    if (!this.#archives.has(place)) {
      const isFile = fs.statSync(place, { throwIfNoEntry: false })?.isFile();
      this.#archives.set(place, isFile ? openArchiveFile(place) : null);
    }
    return this.#archives.get(place);
  }

  #directoriesOfOtp() {
    this.#otpDirectories ??= otpCodeDirectories();
    if (this.#otpDirectories.length === 0 && fs.existsSync(kPackedOtp)) this.#otpDirectories = [kPackedOtp];
    return this.#otpDirectories;
  }

  #findIn(directories, name) {
    for (const directory of directories) {
      const archive = this.#archive(directory);
      if (archive) {
        const found = archive.findModule(name);
        if (found) return found;
        continue;
      }
      const file = path.join(directory, `${name}.beam`);
      if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) continue;
      return { path: file, bytes: fs.readFileSync(file) };
    }
    return null;
  }
}

/**
 * Writes everything, also to a pipe in non-blocking mode whose reader is slow. Ends the process as the signal would if
 * the reader has gone.
 * @param {number} descriptor
 * @param {Uint8Array} bytes
 */
export function writeAll(descriptor, bytes) {
  let offset = 0;
  while (offset < bytes.length) {
    try {
      offset += fs.writeSync(descriptor, bytes, offset);
    } catch (error) {
      if (error.code === 'EPIPE') process.exit(kBrokenPipeStatus);
      if (error.code !== 'EAGAIN') throw error;
      Atomics.wait(kSleep, 0, 0, kRetryMilliseconds);
    }
  }
}

/** What a shell reports of a program that SIGPIPE ended. */
const kBrokenPipeStatus = 128 + 13;
const kRetryMilliseconds = 2;
const kSleep = new Int32Array(new SharedArrayBuffer(4));
