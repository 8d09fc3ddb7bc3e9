// SPDX-License-Identifier: Apache-2.0
//
// Where the command keeps what it would have to find out again: below build/, so that deleting build/ forgets all.

import { pathOf } from './places.js';

/** @returns {string} a directory that may not exist yet */
export function cacheDirectory() {
  return pathOf('build/cache');
}
