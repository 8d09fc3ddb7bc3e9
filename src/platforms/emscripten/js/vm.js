// SPDX-License-Identifier: Apache-2.0
//
// One virtual machine: exports.cpp with JavaScript types. Owns the session and the passing of bytes and text into
// wasm memory. Invariant: no view of wasm memory outlives a call, since any call may grow the memory.

import { InternalError, LoadError, OutOfMemoryError } from './errors.js';
import { soon } from './event_loop.js';
import { imageOf, restore } from './image.js';

// Bits of linac_create's flags; exports.cpp has the same.
const kFlagJit = 1;
const kFlagShowUnits = 2;
const kFlagCollectAlways = 4;
const kFlagOtp = 8;

/** How long the machine may keep the thread at a time, in milliseconds. */
const kSliceMilliseconds = 8;

/** Timers of JavaScript hosts count in signed 32-bit milliseconds. */
const kLongestTimer = 0x7fffffff;

const kNoBytes = new Uint8Array(0);

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class Vm {
  #linac;
  #session = 0;
  #host;
  /** While `run` waits for something to happen: takes a turn now. @type {(() => void) | null} */
  #wake = null;
  /** Ends `run` with an error. @type {(error: Error) => void} */
  #fail = (error) => {
    throw error;
  };

  /**
   * Use `createVm` of index.js.
   * @param {object} linac  the instantiated Emscripten module
   * @param {import('./index.js').VmOptions} options
   */
  constructor(linac, options) {
    const flags =
      (options.jit === false ? 0 : kFlagJit) |
      (options.host.onUnit ? kFlagShowUnits : 0) |
      (options.collectAlways ? kFlagCollectAlways : 0) |
      (options.otp ? kFlagOtp : 0);
    this.#linac = linac;
    this.#host = options.host;
    for (const part of [options.host.ports, options.host.network]) {
      part?.connect((handle, kind, bytes) => this.hostEvent(handle, kind, bytes));
    }
    if (options.maxMemory) linac._linac_limit_memory(options.maxMemory);
    const created = [flags, options.reductions ?? 0, options.scheduleSeed ?? 0];
    this.#session = this.#guard(() =>
      options.image
        ? restore(linac, created, options.image.source, options.image.header, options.image.code ?? null)
        : linac._linac_create(...created),
    );
  }

  /**
   * Loads a `.beam` file.
   * @param {Uint8Array} bytes
   * @param {string} path  for messages
   * @returns {string} the module's name
   * @throws {LoadError} with one sentence about what is wrong with the file
   */
  load(bytes, path) {
    return this.#withFile('_linac_load', bytes, path);
  }

  /**
   * Loads several `.beam` files, all or none. They are compiled together, which is quicker than one by one.
   * @param {{ path: string, bytes: Uint8Array }[]} files
   * @throws {LoadError} with one sentence about the first file that is wrong
   */
  loadAll(files) {
    this.#withFiles('_linac_load_all', files);
  }

  #withFiles(function_, files) {
    const parts = files.flatMap(({ path, bytes }) => [encoder.encode(path), bytes]);
    this.#guard(() => {
      const packed = this.#copyIn(pack(parts));
      const good = this.#linac[function_](this.#session, packed);
      this.#linac._linac_free(packed);
      if (!good) throw new LoadError(this.#result());
    });
  }

  /**
   * Links and compiles files ahead, as one group, for an image.
   * @param {{ path: string, bytes: Uint8Array }[]} files
   * @throws {LoadError} with one sentence about the first file that is wrong
   */
  makeReady(files) {
    this.#withFiles('_linac_make_ready', files);
  }

  /**
   * The machine as an image; it must not have run.
   * @param {{ program: string, otp: boolean }} what  see image.js
   * @returns {{ machine: Uint8Array[], units: Uint8Array[] }} pieces of the file
   */
  image(what) {
    return imageOf(this.#linac, { session: this.#session, ...what });
  }

  /**
   * The listing of a `.beam` file, without loading it.
   * @param {Uint8Array} bytes
   * @param {string} path  for messages
   * @returns {string}
   * @throws {LoadError}
   */
  disassemble(bytes, path) {
    return this.#withFile('_linac_disassemble', bytes, path);
  }

  /**
   * What the functions of a `.beam` file refer to, without loading it.
   * @param {Uint8Array} bytes
   * @param {string} path  for messages
   * @returns {{ name: string, arity: number, isOnLoad: boolean,
   *   functions: { module: string, name: string, arity: number }[], named: { module: string, name: string }[],
   *   atoms: string[] }[]} what is called or made a fun of (a module '' is the file's own), what tuples in literals begin
   *   with, and all atoms
   * @throws {LoadError}
   */
  references(bytes, path) {
    const strings = unpack(this.#withFile('_linac_references', bytes, path, () => this.#resultBytes()));
    const functions = [];
    for (let at = 0; at < strings.length; ) {
      const next = () => strings[at++];
      const several = (read) => Array.from({ length: Number(next()) }, read);
      const functionName = () => ({ module: next(), name: next(), arity: Number(next()) });
      const name = next();
      const arity = Number(next());
      const isOnLoad = next() !== '';
      functions.push({ name, arity, isOnLoad, functions: several(functionName), named: several(functionName), atoms: several(next) });
    }
    return functions;
  }

  /**
   * Runs a loaded module as a program: `main/1` with the arguments, else `main/0`, else `start/0`.
   * @param {string} module
   * @param {string[]} [programArguments]
   * @returns {Promise<number>} the exit status
   * @throws {LoadError} if the module exports none of them
   */
  async run(module, programArguments = []) {
    this.#start('_linac_start', [module, ...programArguments]);
    return this.#untilEnd();
  }

  /**
   * Boots OTP: `erl_init` and `init`, which must be loaded as the other modules of OTP's emulator, and from there on as
   * OTP does it. The machine must have been made with the option `otp`.
   * @param {string[]} initArguments  what `init` gets from erl's emulator
   * @returns {Promise<number>} the exit status
   * @throws {LoadError} if those modules are not loaded
   */
  async boot(initArguments) {
    this.#start('_linac_start_otp', initArguments);
    return this.#untilEnd();
  }

  #start(function_, texts) {
    this.#guard(() => {
      const packed = this.#copyIn(pack(texts.map((text) => encoder.encode(text))));
      const started = this.#linac[function_](this.#session, packed);
      this.#linac._linac_free(packed);
      if (!started) throw new LoadError(this.#result());
    });
  }

  async #untilEnd() {
    try {
      await this.#takeTurns();
    } finally {
      this.#fail = () => {};
      await this.#host.network?.finish?.();
      await this.#host.ports?.finish?.();
    }
    return this.#linac._linac_exit_status(this.#session);
  }

  #takeTurns() {
    return new Promise((resolve, reject) => {
      const turn = () => {
        this.#wake = null;
        try {
          const wait = this.slice(kSliceMilliseconds);
          if (wait < 0) resolve();
          else if (wait === 0) soon(turn);
          else waitFor(wait);
        } catch (error) {
          reject(error);
        }
      };
      const waitFor = (milliseconds) => {
        const timer = setTimeout(turn, Math.min(milliseconds, kLongestTimer));
        this.#wake = () => {
          this.#wake = null;
          clearTimeout(timer);
          soon(turn);
        };
      };
      this.#fail = reject;
      turn();
    });
  }

  /** Has the machine look for something to do at once, if it is waiting. */
  wake() {
    this.#wake?.();
  }

  /**
   * Tells the machine that something has happened which it has asked its host to tell of. Not to be called from a host's
   * method. Who calls `slice` by himself is to do so soon after.
   * @param {number} handle  the machine's, from the host's method that asked
   * @param {number} kind  what has happened, as agreed between the machine's driver and the host
   * @param {Uint8Array} [bytes]
   */
  hostEvent(handle, kind, bytes = kNoBytes) {
    if (this.#session === 0) return;
    try {
      this.#guard(() => {
        const data = this.#copyIn(bytes);
        this.#linac._linac_host_event(this.#session, handle, kind, data, bytes.length);
        this.#linac._linac_free(data);
      });
      this.wake();
    } catch (error) {
      this.#fail(error);
    }
  }

  /**
   * Runs processes for about that long; for embedders with a loop of their own, else see `run`.
   * @param {number} milliseconds
   * @returns {number} milliseconds to wait before the next call; -1: the program has ended
   */
  slice(milliseconds) {
    return this.#guard(() => this.#linac._linac_slice(this.#session, milliseconds));
  }

  /** @returns {string} what was compiled, used and collected so far, as a table for people */
  stats() {
    return this.#guard(() => {
      this.#linac._linac_stats(this.#session);
      return this.#result();
    });
  }

  /** @returns {string[]} the functions written in C++, as `module:function/arity`, in order */
  bifs() {
    return this.#guard(() => {
      this.#linac._linac_list_bifs(this.#session);
      return this.#result().trimEnd().split('\n').sort();
    });
  }

  /** Frees what the machine holds. It must not be used afterwards. */
  destroy() {
    this.#linac._linac_destroy(this.#session);
    this.#session = 0;
  }

  #withFile(function_, bytes, path, result = () => this.#result()) {
    return this.#guard(() => {
      const linac = this.#linac;
      const name = encoder.encode(path);
      const data = this.#copyIn(bytes);
      const text = this.#copyIn(name);
      const good = linac[function_](this.#session, data, bytes.length, text, name.length);
      linac._linac_free(text);
      linac._linac_free(data);
      if (!good) throw new LoadError(this.#result());
      return result();
    });
  }

  #copyIn(bytes) {
    const pointer = this.#linac._linac_allocate(bytes.length);
    if (pointer === 0) throw new OutOfMemoryError(`out of memory: no ${bytes.length} bytes for a file or an argument`);
    this.#linac.HEAPU8.set(bytes, pointer);
    return pointer;
  }

  #result() {
    return decoder.decode(this.#resultBytes());
  }

  #resultBytes() {
    const data = this.#linac._linac_result_data(this.#session);
    const size = this.#linac._linac_result_size(this.#session);
    return this.#linac.HEAPU8.slice(data, data + size);
  }

  /** Turns a trap into an InternalError, after handing over what the program wrote before it. */
  #guard(action) {
    try {
      return action();
    } catch (error) {
      if (error instanceof LoadError) throw error;
      if (error.name === OutOfMemoryError.name) throw new OutOfMemoryError(error.message);
      try {
        if (this.#session) this.#linac._linac_flush(this.#session);
      } catch {
        // The machine is beyond even that; the first error tells more.
      }
      throw new InternalError(error);
    }
  }
}

/**
 * A count, then each part's size and bytes; numbers are little-endian 32-bit.
 * @param {Uint8Array[]} parts
 */
function pack(parts) {
  const packed = new Uint8Array(parts.reduce((size, part) => size + 4 + part.length, 4));
  const view = new DataView(packed.buffer);
  view.setUint32(0, parts.length, true);
  let offset = 4;
  for (const part of parts) {
    view.setUint32(offset, part.length, true);
    packed.set(part, offset + 4);
    offset += 4 + part.length;
  }
  return packed;
}

/** The texts of parts packed in that way. */
function unpack(packed) {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const texts = [];
  for (let at = 4; at < packed.length; ) {
    const size = view.getUint32(at, true);
    texts.push(decoder.decode(packed.subarray(at + 4, at + 4 + size)));
    at += 4 + size;
  }
  return texts;
}
