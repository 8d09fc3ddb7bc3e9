// SPDX-License-Identifier: Apache-2.0
//
// Where the project's directories are: as seen from these sources, and from the one file that the build makes of them.

import { fileURLToPath } from 'node:url';

const kRoot = new URL(import.meta.url.endsWith('/js/places.js') ? '../../../../' : '../../', import.meta.url);

/** @param {string} name  relative to the project's directory  @returns {URL} */
export function placeOf(name) {
  return new URL(name, kRoot);
}

/** @param {string} name  as for `placeOf`  @returns {string} a path */
export function pathOf(name) {
  return fileURLToPath(placeOf(name));
}
