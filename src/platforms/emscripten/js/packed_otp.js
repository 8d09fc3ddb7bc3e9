// SPDX-License-Identifier: Apache-2.0
//
// The OTP that the build has packed beside linac.wasm, for machines in Node on which none is installed.

import fs from 'node:fs';
import { MemoryFiles } from './memory_files.js';
import { MountedFiles } from './mounted_files.js';
import { NodeFiles } from './node_files.js';
import { readFully } from './node_images.js';
import { OtpArchive } from './otp_archive.js';
import { pathOf } from './places.js';

export const kPackedOtp = pathOf('build/wasm/otp.ez');

/** The directory that its files appear in. OTP takes what ends in `.ez` for an archive that it is to open itself. */
const kPlace = pathOf('build/wasm/otp');

/**
 * What boots it, as `otpForBoot` of otp.js says of an installed one.
 * @returns {{ root: string, preloaded: { path: string, bytes: Uint8Array }[], files: import('./files.js').Files } | null}
 *   with Node's files and its own; null if the build has packed none
 */
export function packedOtp() {
  let descriptor;
  try {
    descriptor = fs.openSync(kPackedOtp);
  } catch {
    return null;
  }
  const source = { read: (offset, into) => readFully(descriptor, offset, into) };
  const archive = new OtpArchive(source, fs.fstatSync(descriptor).size);
  const mounted = new MemoryFiles();
  archive.mountIn(mounted, kPlace);
  const files = new MountedFiles(new NodeFiles(), mounted, kPlace);
  return { root: kPlace, preloaded: archive.preloaded(kPlace), files };
}
