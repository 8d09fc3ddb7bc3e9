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
 * @property {HostPorts} [ports]
 *   Standard input, programs, a terminal; without it the machine has none. One machine's only.
 * @property {HostNetwork} [network]
 *   Sockets and names; without it the machine has none. One machine's only.
 */

/**
 * What ports of a machine lead to. All but `connect` may be absent; docs/ports.md tells what the events are. Methods that
 * get a handle are to speak of it to the sink, later: never before they have returned.
 * @typedef {object} HostPorts
 * @property {(sink: (handle: number, kind: number, bytes?: Uint8Array) => void) => void} connect
 *   Called once before all else, with whom to tell of what happens.
 * @property {(handle: number, descriptor: number) => boolean} [readDescriptor]
 *   Starts to read; false if there is nothing of that number.
 * @property {(handle: number, program: HostProgram) => number | string} [startProgram]
 *   The number of its process, or why it cannot be started: the name of an error of POSIX, in small letters.
 * @property {(handle: number, bytes: Uint8Array) => boolean} [write]
 *   Input for a program; false: no more, please, until told.
 * @property {(handle: number) => void} [close]
 *   Nothing more is wanted of it. What was written is still to go out.
 * @property {(handle: number) => boolean} [openTerminal]
 *   Starts to read the terminal key by key without echo; false if there is none.
 * @property {(descriptor: number) => { columns: number, rows: number } | null} [windowSize]
 * @property {() => Record<string, string>} [environment]
 *   The environment variables that programs see.
 * @property {() => number} [processNumber]
 * @property {(handle: number, signal: string) => boolean} [handleSignal]
 *   Tells of a signal (`sigterm`) from now on; handle 0: lets it do nothing. False if that cannot be.
 * @property {(signal: string) => void} [defaultSignal]
 * @property {() => Promise<void>} [finish]
 *   The machine has ended: gives everything back, and resolves when all has been written.
 */

/**
 * What the machine's sockets lead to; docs/network.md tells what requests and events there are.
 * @typedef {object} HostNetwork
 * @property {(sink: (handle: number, kind: number, bytes?: Uint8Array) => void) => void} connect
 *   Called once before all else, with whom to tell of what happens.
 * @property {(operation: string, handle: number, bytes: Uint8Array) => Uint8Array | undefined} request
 *   The answer at once, or an error with a `code` of POSIX is thrown. The sink is not called meanwhile.
 * @property {() => Promise<void>} [finish]
 *   The machine has ended: closes everything, and resolves when all has been written.
 */

/**
 * @typedef {object} HostProgram
 * @property {string} [command]  a command line for /bin/sh; else there is `file`
 * @property {string} file
 * @property {string[]} arguments
 * @property {string} [argument0]  what the program is to see as its name
 * @property {Record<string, string>} environment  all of it
 * @property {string} [directory]
 * @property {string} [reads]  present if the machine wants its output
 * @property {string} [writes]  present if the machine sends it input
 * @property {string} [stderrToStdout]
 * @property {string} [useStdio]  absent: the pipes are descriptors 3 and 4
 */

/**
 * @typedef {object} VmOptions
 * @property {Host} host
 * @property {boolean} [jit]  compile modules when they are loaded (default), or interpret only
 * @property {OpenImage} [image]  a machine to go on with instead of a new one; it must be of the same linac.wasm
 * @property {boolean} [otp]  OTP's own boot (`Vm.boot`) instead of single programs (`Vm.run`)
 * @property {number} [maxMemory]  the most memory it may take, in bytes; absent or 0: 4 GB
 * @property {number} [reductions]  reductions of a time slice; 0 or absent: the default
 * @property {number} [scheduleSeed]  for tests: processes run in a random order for random times; 0 or absent: in turn
 * @property {boolean} [collectAlways]  for tests: collect garbage at every allocation
 * @property {string | URL} [glue]  where linac.mjs is; default: this repository's build
 * @property {Uint8Array} [wasm]  the bytes of linac.wasm; browsers may leave it to the glue to fetch
 */

/**
 * @typedef {object} OpenImage
 * @property {import('./image.js').ImageSource} source
 * @property {import('./image.js').ImageHeader} header
 * @property {import('./engine_code.js').EngineCode | null} [code]  what the engine has made of it before
 */

const kDefaultGlue = new URL('../../../../build/wasm/linac.mjs', import.meta.url);

/**
 * @param {VmOptions} options
 * @returns {Promise<Vm>}
 */
export async function createVm(options) {
  const { default: createLinac } = await import(String(options.glue ?? kDefaultGlue));
  const parts = { host: options.host };
  if (options.wasm) {
    parts.wasmBinary = options.wasm;
    const program = options.image?.code?.program(options.wasm);
    if (program) parts.instantiateWasm = (imports, done) => instantiate(program, imports, done);
  }
  return new Vm(await createLinac(parts), options);
}

/** What the glue asks of `instantiateWasm`. */
function instantiate(program, imports, done) {
  const instance = new WebAssembly.Instance(program, imports);
  done(instance, program);
  return instance.exports;
}
