// SPDX-License-Identifier: Apache-2.0
//
// Files with others mounted at a directory of theirs: paths below it, and descriptors of files there, are the mounted
// ones'. Nothing goes from one to the other but by reading and writing.

import { fileError, joinBytes } from './files.js';

/** Descriptors from here on are the mounted files'. */
const kMounted = 1 << 24;

const kOnPath = [
  'open', 'info', 'setPermissions', 'setOwner', 'setTimes', 'makeDirectory', 'deleteDirectory', 'deleteFile', 'readLink',
  'listDirectory', 'setWorkingDirectory',
];
const kOnTwoPaths = ['rename', 'makeHardLink', 'makeSoftLink'];
const kOnDescriptor = ['read', 'write', 'seek', 'close', 'sync', 'truncate', 'allocate', 'handleInfo'];

/** @implements {import('./files.js').Files} */
export class MountedFiles {
  #base;
  #mounted;
  #place;

  /**
   * @param {import('./files.js').Files} base
   * @param {import('./files.js').Files} mounted  has the same paths as it will have here
   * @param {string} place  an absolute path
   */
  constructor(base, mounted, place) {
    this.#base = base;
    this.#mounted = mounted;
    this.#place = new TextEncoder().encode(place);
    for (const name of kOnPath) {
      this[name] = (path, ...rest) => {
        const isMounted = this.#isMounted(path);
        if (name === 'setWorkingDirectory' && isMounted) throw fileError('EACCES');
        const result = (isMounted ? mounted : base)[name](isMounted ? this.#absolute(path) : path, ...rest);
        return name === 'open' && isMounted ? result + kMounted : result;
      };
    }
    for (const name of kOnTwoPaths) {
      this[name] = (first, second) => {
        // A link's target is a text, wherever it leads.
        if (this.#isMounted(second) || (name !== 'makeSoftLink' && this.#isMounted(first))) throw fileError('EXDEV');
        return base[name](first, second);
      };
    }
    for (const name of kOnDescriptor) {
      this[name] = (descriptor, ...rest) =>
        descriptor < kMounted ? base[name](descriptor, ...rest) : mounted[name](descriptor - kMounted, ...rest);
    }
  }

  adopt(descriptor) {
    return this.#base.adopt(descriptor);
  }

  workingDirectory() {
    return this.#base.workingDirectory();
  }

  #absolute(path) {
    return path[0] === 0x2f ? path : joinBytes(this.#base.workingDirectory(), '/', path);
  }

  #isMounted(path) {
    const absolute = this.#absolute(path);
    const end = this.#place.length;
    if (absolute.length > end && absolute[end] !== 0x2f) return false;
    return this.#place.every((byte, at) => absolute[at] === byte);
  }
}
