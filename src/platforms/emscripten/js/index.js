// SPDX-License-Identifier: Apache-2.0
//
// Linac in any JavaScript host: `createVm` makes one virtual machine, which is one WebAssembly instance with no state
// shared with any other. Everything the machine asks of the outside goes through the `host` object given here.

import { Vm } from './vm.js';

export { Vm } from './vm.js';
export { InternalError, LoadError, OutOfMemoryError } from './errors.js';

/**
 * What a machine asks of its embedder. No method may call back into the machine.
 * @typedef {object} Host
 * @property {(descriptor: 1 | 2, bytes: Uint8Array) => void} write
 *   Output of the program (1) and error messages (2), UTF-8, in order.
 * @property {(module: string) => { path: string, bytes: Uint8Array } | null} findModule
 *   The code of a module that is called for the first time.
 * @property {(path: string) => Uint8Array | null} [readFile]
 *   The bytes of a file, null if it cannot be read. This and what follows is asked once a program uses module `code`.
 * @property {(path: string) => string[] | null} [listDirectory]
 *   The names in a directory, null if there is none.
 * @property {() => string[]} [codePath]
 *   The directories that findModule searches, in its order.
 * @property {() => string | null} [workingDirectory]
 * @property {import('./files.js').Files} [files]
 *   The files that programs see: node_files.js, memory_files.js or another. Without it there are none (`enotsup`).
 * @property {(name: string, wasm: Uint8Array) => void} [onUnit]
 *   Shown every emitted WebAssembly module before it is installed.
 * @property {(bytes: Uint8Array) => void} [crashReport]
 *   Shown, piece by piece, what a machine was doing that has no memory left; without it that goes to `write`, as 2.
 */

/**
 * @typedef {object} VmOptions
 * @property {Host} host
 * @property {boolean} [jit]  compile modules when they are loaded (default), or interpret only
 * @property {{ source: import('./image.js').ImageSource, header: import('./image.js').ImageHeader }} [image]
 *   a machine to go on with instead of a new one; it must be of the same linac.wasm
 * @property {boolean} [otp]  OTP's own boot (`Vm.boot`) instead of single programs (`Vm.run`)
 * @property {number} [maxMemory]  the most memory it may take, in bytes; absent or 0: 4 GB
 * @property {number} [reductions]  reductions of a time slice; 0 or absent: the default
 * @property {number} [scheduleSeed]  for tests: processes run in a random order for random times; 0 or absent: in turn
 * @property {boolean} [collectAlways]  for tests: collect garbage at every allocation
 * @property {string | URL} [glue]  where linac.mjs is; default: this repository's build
 * @property {Uint8Array} [wasm]  the bytes of linac.wasm; browsers may leave it to the glue to fetch
 */

const kDefaultGlue = new URL('../../../../build/wasm/linac.mjs', import.meta.url);

/**
 * @param {VmOptions} options
 * @returns {Promise<Vm>}
 */
export async function createVm(options) {
  const { default: createLinac } = await import(String(options.glue ?? kDefaultGlue));
  const parts = { host: options.host };
  if (options.wasm) parts.wasmBinary = options.wasm;
  return new Vm(await createLinac(parts), options);
}
