// SPDX-License-Identifier: Apache-2.0
//
// node add_build_id.js WASM: part of the build, after linking. Puts into the file what identifies it.

import fs from 'node:fs';
import { withIdentity } from './node_images.js';

const [, , file] = process.argv;
fs.writeFileSync(file, withIdentity(fs.readFileSync(file)));
