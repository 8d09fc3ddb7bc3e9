// SPDX-License-Identifier: Apache-2.0
//
// Archives of code as one file: OTP's .ez and escripts (zip files, perhaps with a header before them), what `pack`
// makes, and AtomVM's .avm. Modules are read when they are asked for, and nothing is unpacked to disk.

import { AvmError, readAvm } from './avm.js';
import { ImageError, readHeader } from './image.js';
import { ZipError, ZipFile } from './zip.js';

/** What `pack` puts into an archive beside the code. */
export const kManifest = 'linac/manifest.json';
export const kImage = 'linac/image';

/** Something about an archive; the message is a sentence. */
export class ArchiveError extends Error {
  name = 'ArchiveError';
}

/**
 * @typedef {object} Archive
 * @property {string} path
 * @property {string | null} start  the module to run, if the archive says one
 * @property {() => string[]} names  of all files in it
 * @property {(module: string) => { path: string, bytes: Uint8Array } | null} findModule
 * @property {(wasm: string) => { source: object, header: object } | null} image  the machine in it, if it has one for
 *   the program of that identity (image.js)
 */

/**
 * @param {string} path  for messages, and as the place of the modules
 * @param {{ read: (offset: number, into: Uint8Array) => void }} source
 * @param {number} size
 * @param {import('./zip.js').Inflate | null} [inflate]  for entries that are packed
 * @returns {Archive}
 * @throws {ArchiveError}
 */
export function openArchive(path, source, size, inflate = null) {
  try {
    return path.endsWith('.avm') ? avmArchive(path, source, size) : zipArchive(path, source, size, inflate);
  } catch (error) {
    throw explained(path, error);
  }
}

function explained(path, error) {
  const expected = error instanceof AvmError || error instanceof ZipError;
  return expected ? new ArchiveError(`${path} ${error.message}`) : error;
}

function avmArchive(path, source, size) {
  const bytes = new Uint8Array(size);
  source.read(0, bytes);
  const { files, start } = readAvm(bytes);
  return {
    path,
    start: start?.endsWith('.beam') ? start.slice(0, -'.beam'.length) : null,
    names: () => [...files.keys()],
    findModule: (module) => {
      const code = files.get(`${module}.beam`);
      return code ? { path: `${path}/${module}.beam`, bytes: code } : null;
    },
    image: () => null,
  };
}

function zipArchive(path, source, size, inflate) {
  const zip = new ZipFile(source, size, inflate);
  const modules = new Map();
  for (const [name, entry] of zip.entries) {
    const base = name.slice(name.lastIndexOf('/') + 1);
    if (base.endsWith('.beam') && !modules.has(base)) modules.set(base, entry);
  }
  const manifest = zip.entries.get(kManifest);
  const read = (entry) => {
    try {
      return zip.read(entry);
    } catch (error) {
      throw explained(path, error);
    }
  };
  return {
    path,
    start: manifest ? JSON.parse(new TextDecoder().decode(read(manifest))).start : null,
    names: () => [...zip.entries.keys()],
    findModule: (module) => {
      const entry = modules.get(`${module}.beam`);
      return entry ? { path: `${path}/${entry.name}`, bytes: read(entry) } : null;
    },
    image: (program) => {
      const entry = zip.entries.get(kImage);
      if (!entry) return null;
      const start = zip.dataOffset(entry);
      const part = { read: (offset, into) => source.read(start + offset, into) };
      try {
        const header = readHeader(part);
        return header.program === program ? { source: part, header } : null;
      } catch (error) {
        throw error instanceof ImageError ? new ArchiveError(`${path}: the machine in it is damaged`) : error;
      }
    },
  };
}

/** @param {Uint8Array} bytes  @returns {{ read: (offset: number, into: Uint8Array) => void }} for what is in memory */
export function bytesSource(bytes) {
  return { read: (offset, into) => into.set(bytes.subarray(offset, offset + into.length)) };
}
