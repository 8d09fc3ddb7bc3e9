// SPDX-License-Identifier: Apache-2.0
//
// The errors an embedder can meet. Errors of the Erlang program itself are none of them: the machine reports those
// on descriptor 2 and through the exit status.

/** A file that cannot be loaded, or a module that exports nothing to start. The message is one sentence. */
export class LoadError extends Error {
  name = 'LoadError';
}

/** All memory is used up. The machine cannot be used again; the host's `crashReport` has got what it was doing. */
export class OutOfMemoryError extends Error {
  name = 'OutOfMemoryError';
}

/**
 * The machine itself failed: a WebAssembly trap, or an exception in the host object. The machine
 * cannot be used again. `cause` is what was thrown.
 */
export class InternalError extends Error {
  name = 'InternalError';

  /** @param {unknown} cause */
  constructor(cause) {
    const place = functionOfTrap(cause);
    const message = String(cause?.message ?? cause).split('\n')[0];
    super(`internal error${place ? ` in ${place}` : ''}: ${message}`, { cause });
  }
}

/**
 * The innermost WebAssembly function of a stack trace, as the name section calls it.
 * @param {unknown} error
 * @returns {string | null}
 */
function functionOfTrap(error) {
  const match = /^\s*at (.+) \(wasm:/m.exec(String(error?.stack ?? ''));
  return match ? match[1] : null;
}
