// SPDX-License-Identifier: Apache-2.0
//
// Node's own modules that few programs use, loaded when first asked for: together they take as long to load as a small
// program runs.

import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

export const builtins = {
  get childProcess() {
    return load('node:child_process');
  },
  get crypto() {
    return load('node:crypto');
  },
  get dgram() {
    return load('node:dgram');
  },
  get dns() {
    return load('node:dns');
  },
  get net() {
    return load('node:net');
  },
  get zlib() {
    return load('node:zlib');
  },
};
