// SPDX-License-Identifier: Apache-2.0
//
// Which modules a program reaches, function by function. A function reaches those that it calls or makes funs of. Calls by
// name cannot be seen, so names stand for them. In the program's own modules an atom that is a module's name reaches all
// that module exports. In OTP's a tuple in a literal that begins with a module and a function reaches that; and of a
// function that calls by name, or starts processes, the atoms that are a module and a function of it do. All that a module
// exports is reached if it has a behaviour and is named where processes of behaviours are started or described to a
// supervisor. Calls with names that are put together while running are not found.

import { readModule } from './beam_chunks.js';

/** Functions that start processes by the name of a module with callbacks. */
const kStart = /^(gen|gen_server|gen_statem|gen_fsm|gen_event|supervisor|supervisor_bridge|application|proc_lib):(start|add|swap)/;

/** Functions that call others by their names. */
const kByName = /^erlang:(apply|spawn.*)$|^(proc_lib|rpc|erpc|timer):/;

/** Calls that a program which is packed never comes to: there is no shell in a light boot, so `user` starts none. */
const kNeverCalled = { user: 'shell' };

/** Modules that have names of functions as data: what is obsolete, for the compiler's warnings. */
const kOnlyNames = ['otp_internal'];

/** What the machine has a stand-in for, and the function that makes OTP's own of it. */
const kStandIns = { kernel_sup: ['stand_in', 'kernel_sup/0'], file_server_2: ['stand_in', 'file_server_2/0'] };

/**
 * @typedef {object} ReachedModule
 * @property {string} name
 * @property {string} path
 * @property {Uint8Array} bytes
 */

export class Reach {
  #vm;
  #find;
  /** By name; null: there is none. */
  #modules = new Map();
  /** `module:function/arity` of those that are reached. */
  #functions = new Set();
  /** Of those, what is still to be looked at. */
  #waiting = [];

  /**
   * @param {import('./vm.js').Vm} vm  reads files
   * @param {(name: string) => { path: string, bytes: Uint8Array } | null} find  any module
   */
  constructor(vm, find) {
    this.#vm = vm;
    this.#find = find;
  }

  /** A module of the program's own: all of it counts. @param {ReachedModule} module */
  addOwn({ name, path, bytes }) {
    this.#modules.set(name, this.#read(path, bytes, true));
  }

  /** Reaches a module of the program's own, or all that another exports. @param {string} name */
  reachModule(name) {
    this.#callAll(name);
    const module = this.#module(name);
    if (module?.isOwn) for (const function_ of module.functions.values()) this.#add(module, function_);
    this.#follow();
  }

  /** @param {string} module @param {string} key  name and arity, as `f/1` */
  reachFunction(module, key) {
    this.#call(module, key);
    this.#follow();
  }

  /** @returns {ReachedModule[]} modules that are reached and not the program's own, in the order of their names */
  modules() {
    const found = [...this.#modules.values()].filter((module) => module?.isReached && !module.isOwn);
    return found.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  #follow() {
    while (this.#waiting.length > 0) {
      const { module, function_ } = this.#waiting.pop();
      for (const called of function_.functions) {
        if (kNeverCalled[module.name] === called.module) continue;
        this.#call(called.module || module.name, `${called.name}/${called.arity}`);
      }
      this.#followNames(module, function_);
    }
  }

  #call(name, key) {
    const module = this.#module(name);
    const function_ = module?.functions.get(key);
    if (function_) this.#add(module, function_);
  }

  #followNames(user, function_) {
    if (kOnlyNames.includes(user.name)) return;
    for (const { module, name } of function_.named) this.#callAny(module, name);
    const isStart = startsBehaviours(user, function_);
    const callsByName = isStart || function_.functions.some((each) => kByName.test(`${each.module}:${each.name}`));
    for (const atom of function_.atoms) {
      if (Object.hasOwn(kStandIns, atom)) this.#call(...kStandIns[atom]);
      if (user.isOwn || (isStart && this.#module(atom)?.hasBehaviour)) this.#callAll(atom);
      else if (callsByName) for (const name of function_.atoms) this.#callAny(atom, name);
    }
  }

  #callAny(name, function_) {
    for (const key of this.#module(name)?.exportsByName.get(function_) ?? []) this.#call(name, key);
  }

  #callAll(name) {
    const module = this.#module(name);
    if (!module) return;
    module.isReached = true;
    for (const key of module.exports) this.#call(name, key);
  }

  #add(module, function_) {
    const key = `${module.name}:${function_.name}/${function_.arity}`;
    if (this.#functions.has(key)) return;
    this.#functions.add(key);
    this.#waiting.push({ module, function_ });
    if (module.isReached) return;
    module.isReached = true;
    for (const each of module.functions.values()) if (each.isOnLoad) this.#add(module, each);
  }

  #module(name) {
    if (!this.#modules.has(name)) {
      const file = this.#find(name);
      this.#modules.set(name, file && this.#read(file.path, file.bytes, false));
    }
    return this.#modules.get(name);
  }

  /** @returns null if the file is none, or no good: whoever calls it will be told */
  #read(path, bytes, isOwn) {
    const chunks = readModule(bytes);
    if (!chunks) return null;
    const functions = new Map();
    try {
      for (const each of this.#vm.references(bytes, path)) functions.set(`${each.name}/${each.arity}`, each);
    } catch (error) {
      if (isOwn) throw error;
      return null;
    }
    const exportsByName = new Map();
    for (const { name, arity } of chunks.exports) {
      exportsByName.set(name, [...(exportsByName.get(name) ?? []), `${name}/${arity}`]);
    }
    const { name, hasBehaviour } = chunks;
    const exports = new Set([...exportsByName.values()].flat());
    return { name, path, bytes, isOwn, isReached: isOwn, hasBehaviour, functions, exports, exportsByName };
  }
}

function startsBehaviours(module, { name, functions }) {
  return (module.hasBehaviour && name === 'init') || functions.some((each) => kStart.test(`${each.module}:${each.name}`));
}
