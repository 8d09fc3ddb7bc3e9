// SPDX-License-Identifier: Apache-2.0
//
// What port drivers get of Node: standard input, programs, the terminal, signals. Each thing in use is a channel, known by
// the machine's handle; what happens to it is told to the machine through the sink. Invariants: the sink is never called
// while a method here runs; after `close` a handle is never spoken of again, but what was written to it still goes out.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { builtins } from './builtins.js';

/** HostPortEvent of platforms/port_host.h. */
export const HostPortEvent = { data: 1, end: 2, exit: 3, failed: 4, writable: 5, resized: 6, signal: 7 };

const kSignalStatus = 128;

/** @implements {import('./index.js').HostPorts} */
export class NodePorts {
  #sink = () => {};
  /** @type {Map<number, { write?: (bytes: Uint8Array) => boolean, close: () => void }>} */
  #channels = new Map();
  /** Pipes that were closed with something still to be written. @type {Set<import('node:stream').Writable>} */
  #draining = new Set();
  /** Listeners for signals, by name. @type {Map<string, () => void>} */
  #signals = new Map();
  #inputHasEnded = false;

  /** @param {(handle: number, kind: number, bytes?: Uint8Array) => void} sink */
  connect(sink) {
    this.#sink = sink;
  }

  readDescriptor(handle, descriptor) {
    try {
      fs.fstatSync(descriptor);
      return descriptor === 0 ? this.#readStandardInput(handle) : this.#readStream(handle, descriptor);
    } catch {
      return false;
    }
  }

  startProgram(handle, program) {
    const error = whyNotExecutable(program);
    if (error) return error;
    const { file, words, options } = commandLine(program);
    try {
      const child = builtins.childProcess.spawn(file, words, options);
      this.#channels.set(handle, this.#programChannel(handle, child, program));
      return child.pid ?? 0;
    } catch (thrown) {
      return errorName(thrown);
    }
  }

  write(handle, bytes) {
    return this.#channels.get(handle)?.write?.(bytes) ?? true;
  }

  close(handle) {
    this.#channels.get(handle)?.close();
    this.#channels.delete(handle);
  }

  openTerminal(handle) {
    if (!process.stdin.isTTY || !process.stdout.isTTY) return false;
    process.stdin.setRawMode(true);
    const resized = () => this.#tell(handle, HostPortEvent.resized);
    process.stdout.on('resize', resized);
    this.#readStandardInput(handle);
    const channel = this.#channels.get(handle);
    const close = channel.close;
    channel.close = () => {
      close();
      process.stdout.off('resize', resized);
      process.stdin.setRawMode(false);
    };
    return true;
  }

  windowSize(descriptor) {
    if (descriptor === 0 && !process.stdin.isTTY) return null;
    const stream = descriptor === 2 ? process.stderr : process.stdout;
    return stream.isTTY ? { columns: stream.columns, rows: stream.rows } : null;
  }

  environment() {
    return process.env;
  }

  processNumber() {
    return process.pid;
  }

  handleSignal(handle, name) {
    this.defaultSignal(name);
    const listener = () => handle !== 0 && this.#sink(handle, HostPortEvent.signal);
    try {
      process.on(name.toUpperCase(), listener);
    } catch {
      return false;
    }
    this.#signals.set(name, listener);
    return true;
  }

  defaultSignal(name) {
    const listener = this.#signals.get(name);
    if (listener) process.off(name.toUpperCase(), listener);
    this.#signals.delete(name);
  }

  /** Gives everything back; resolves when all that was written to programs has gone out. */
  async finish() {
    for (const name of [...this.#signals.keys()]) this.defaultSignal(name);
    for (const handle of [...this.#channels.keys()]) this.close(handle);
    await Promise.all([...this.#draining].map((pipe) => new Promise((resolve) => pipe.once('close', resolve))));
  }

  /** Tells the machine, unless the handle has been closed since. */
  #tell(handle, kind, bytes) {
    if (this.#channels.has(handle)) this.#sink(handle, kind, bytes);
  }

  #readStandardInput(handle) {
    const input = process.stdin;
    const onData = (bytes) => this.#tell(handle, HostPortEvent.data, bytes);
    const onEnd = () => {
      this.#inputHasEnded = true;
      this.#tell(handle, HostPortEvent.end);
    };
    input.on('data', onData).on('end', onEnd).on('error', onEnd);
    this.#channels.set(handle, {
      close() {
        input.off('data', onData).off('end', onEnd).off('error', onEnd);
        input.pause();
      },
    });
    if (this.#inputHasEnded) setImmediate(onEnd);
    else input.resume();
    return true;
  }

  #readStream(handle, descriptor) {
    const input = fs.createReadStream('', { fd: descriptor, autoClose: false });
    input.on('data', (bytes) => this.#tell(handle, HostPortEvent.data, bytes));
    for (const event of ['end', 'error']) input.on(event, () => this.#tell(handle, HostPortEvent.end));
    this.#channels.set(handle, { close: () => input.destroy() });
    return true;
  }

  #programChannel(handle, child, program) {
    const [first, second] = program.useStdio ? [0, 1] : [3, 4];
    const input = program.writes ? child.stdio[first] : null;
    // Its standard error too, if that could not be made the same pipe.
    const outputs = program.reads ? [child.stdio[second], child.stdio[2]].filter((stream) => stream) : [];
    let open = outputs.length;
    for (const output of outputs) {
      output.on('data', (bytes) => this.#tell(handle, HostPortEvent.data, bytes));
      output.on('error', () => {});
      output.on('close', () => --open === 0 && this.#tell(handle, HostPortEvent.end));
    }
    child.on('exit', (code, signal) => {
      const status = code ?? kSignalStatus + os.constants.signals[signal];
      this.#tell(handle, HostPortEvent.exit, new Uint8Array(new Int32Array([status]).buffer));
    });
    child.on('error', () => {
      // It was there a moment ago; now it is as a program that ends at once.
      this.#tell(handle, HostPortEvent.exit, new Uint8Array(new Int32Array([kSignalStatus - 1]).buffer));
      if (open === 0) this.#tell(handle, HostPortEvent.end);
    });
    input?.on('error', (error) => this.#tell(handle, HostPortEvent.failed, Buffer.from(errorName(error))));
    input?.on('drain', () => this.#tell(handle, HostPortEvent.writable));
    return {
      write: (bytes) => {
        if (!input.destroyed) return input.write(bytes);
        setImmediate(() => this.#tell(handle, HostPortEvent.failed, Buffer.from('epipe')));
        return true;
      },
      close: () => {
        for (const output of outputs) output.destroy();
        if (input && !input.destroyed) this.#drain(input);
        child.unref();
      },
    };
  }

  #drain(pipe) {
    this.#draining.add(pipe);
    pipe.once('close', () => this.#draining.delete(pipe));
    pipe.end(() => pipe.destroy());
  }
}

/** The name of an error of the operating system as a file or a program cannot be used for; null if a program can be. */
function whyNotExecutable({ file }) {
  if (!file) return null;
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return null;
  } catch (error) {
    return errorName(error);
  }
}

const errorName = (error) => (error.code === 'ERR_STREAM_DESTROYED' ? 'epipe' : error.code ?? 'einval').toLowerCase();

/** What child_process.spawn is to be given. A shell joins standard error to standard output, which Node cannot. */
function commandLine({ file, command, arguments: words, ...program }) {
  const join = program.stderrToStdout;
  const byShell = join && !program.argument0;
  const kinds = [program.writes ? 'pipe' : 'inherit', program.reads ? 'pipe' : 'inherit'];
  const stdio = program.useStdio
    ? [...kinds, join && !byShell && program.reads ? 'pipe' : 'inherit']
    : ['inherit', 'inherit', 'inherit', ...kinds];
  // A process group of its own, so that signals from the terminal do not reach it.
  const options = { stdio, env: program.environment, cwd: program.directory, detached: true };
  if (command !== undefined) {
    return { file: '/bin/sh', words: ['-c', `${join ? 'exec 2>&1; ' : ''}exec ${command}`], options: { ...options, argv0: 'sh' } };
  }
  const whole = file.includes('/') ? file : path.join('.', file);
  if (byShell) return { file: '/bin/sh', words: ['-c', 'exec "$0" "$@" 2>&1', whole, ...words], options };
  return { file: path.resolve(file), words, options: { ...options, argv0: program.argument0 ?? file } };
}
