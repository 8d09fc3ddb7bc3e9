// SPDX-License-Identifier: Apache-2.0
//
// OTP, or Elixir, as one file: a zip archive with the directories of an installation, which the build makes of the
// installed one (make_archives.js). Its files are mounted into the files that a machine sees and read when they are
// used. For browsers and everywhere else without an installed OTP; nothing here is Node's.

import { bytesSource } from './archive.js';
import { ZipFile } from './zip.js';

const kPreloaded = /^lib\/erts-[^/]+\/ebin\/[^/]+\.beam$/;
const kApplication = /^lib\/([^/]+)\/ebin\//;

export class OtpArchive {
  #zip;

  /**
   * @param {{ read: (offset: number, into: Uint8Array) => void }} source
   * @param {number} size
   * @throws {import('./zip.js').ZipError}
   */
  constructor(source, size) {
    this.#zip = new ZipFile(source, size);
  }

  /** @param {Uint8Array} bytes */
  static ofBytes(bytes) {
    return new OtpArchive(bytesSource(bytes), bytes.length);
  }

  /**
   * Shows the archive's files in a directory that is made for them.
   * @param {import('./memory_files.js').MemoryFiles} files
   * @param {string} directory
   */
  mountIn(files, directory) {
    for (const entry of this.#zip.entries.values()) {
      files.addFile(`${directory}/${entry.name}`, entry.size, () => this.#zip.read(entry));
    }
  }

  /**
   * The modules that OTP's emulator has in itself, for `Vm.loadAll`.
   * @param {string} directory  where the archive is mounted
   * @returns {{ path: string, bytes: Uint8Array }[]}
   */
  preloaded(directory) {
    const entries = [...this.#zip.entries.values()].filter(({ name }) => kPreloaded.test(name));
    return entries.map((entry) => ({ path: `${directory}/${entry.name}`, bytes: this.#zip.read(entry) }));
  }

  /** @param {string} directory  where the archive is mounted  @returns {string[]} every application's directory of code */
  codeDirectories(directory) {
    const names = [...this.#zip.entries.keys()].map((name) => kApplication.exec(name)?.[1]);
    return [...new Set(names.filter((name) => name !== undefined))].map((name) => `${directory}/lib/${name}/ebin`);
  }
}

/**
 * What `init` gets of the emulator, for `Vm.boot`.
 * @param {string[]} words  flags and arguments, as behind `erl`
 * @param {{ root: string, home: string }} place  OTP's directory, the user's
 * @returns {string[]}
 */
export function bootArguments(words, { root, home }) {
  return ['-root', root, '-bindir', `${root}/bin`, '-progname', 'erl', '--', '-home', home, '--', ...words];
}
