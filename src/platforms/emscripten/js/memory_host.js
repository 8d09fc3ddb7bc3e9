// SPDX-License-Identifier: Apache-2.0
//
// A host without an operating system, for browsers and embedders: files in memory, standard input from the embedder,
// output to it.

import { MemoryFiles } from './memory_files.js';

/** HostPortEvent of platforms/port_host.h. */
const Event = { data: 1, end: 2 };

const encoder = new TextEncoder();

/** @implements {import('./index.js').HostPorts} */
class InputPorts {
  #sink = () => {};
  /** Handle of the port that reads standard input; 0: none. */
  #reader = 0;
  /** What nobody has read yet. @type {Uint8Array[]} */
  #waiting = [];
  #hasEnded = false;

  connect(sink) {
    this.#sink = sink;
  }

  readDescriptor(handle, descriptor) {
    if (descriptor !== 0) return false;
    this.#reader = handle;
    // Not before this call has returned.
    Promise.resolve().then(() => this.#deliver());
    return true;
  }

  close(handle) {
    if (handle === this.#reader) this.#reader = 0;
  }

  input(bytes) {
    this.#waiting.push(bytes);
    this.#deliver();
  }

  end() {
    this.#hasEnded = true;
    this.#deliver();
  }

  #deliver() {
    while (this.#reader !== 0 && this.#waiting.length > 0) this.#sink(this.#reader, Event.data, this.#waiting.shift());
    if (this.#reader !== 0 && this.#hasEnded) this.#sink(this.#reader, Event.end);
  }
}

/** @implements {import('./index.js').Host} */
export class MemoryHost {
  files;
  ports = new InputPorts();
  #output;

  /**
   * @param {object} options
   * @param {(descriptor: 1 | 2, bytes: Uint8Array) => void} options.output  what programs write, UTF-8, in order
   * @param {MemoryFiles} [options.files]
   */
  constructor({ output, files = new MemoryFiles() }) {
    this.#output = output;
    this.files = files;
  }

  write(descriptor, bytes) {
    this.#output(descriptor, bytes);
  }

  /** Modules come from files, by way of OTP's code server. */
  findModule() {
    return null;
  }

  /** Gives the program something to read from standard input. @param {string | Uint8Array} text */
  input(text) {
    this.ports.input(typeof text === 'string' ? encoder.encode(text) : text);
  }

  /** Standard input is over. */
  endInput() {
    this.ports.end();
  }
}
