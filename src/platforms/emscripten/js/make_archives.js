// SPDX-License-Identifier: Apache-2.0
//
// node make_archives.js DIR: part of the build. Packs the installed OTP and Elixir, their files unchanged, into DIR/otp.ez
// and DIR/elixir.ez: what boots, and the applications that programs use everywhere.

import fs from 'node:fs';
import path from 'node:path';
import { builtins } from './builtins.js';
import { elixirFlags } from './elixir.js';
import { writePieces } from './node_images.js';
import { otpCodeDirectories, otpForBoot } from './otp.js';
import { zipOf } from './zip.js';

const kApplications = [
  'erts', 'kernel', 'stdlib', 'compiler', 'syntax_tools', 'parsetools', 'sasl', 'crypto', 'runtime_tools', 'tools',
];

const [, , directory] = process.argv;

/** A directory's files, as those of `name`. */
function filesIn(place, name, wanted = () => true) {
  const found = fs.existsSync(place) ? fs.readdirSync(place).filter(wanted).sort() : [];
  return found.map((file) => ({ name: `${name}/${file}`, pieces: [fs.readFileSync(path.join(place, file))] }));
}

function writeArchive(name, files) {
  const temporary = path.join(directory, `${name}.${process.pid}`);
  writePieces(temporary, zipOf(files, builtins.zlib.crc32));
  fs.renameSync(temporary, path.join(directory, name));
}

const boot = otpForBoot();
if (boot) {
  const code = otpCodeDirectories().flatMap((place) => {
    const application = path.basename(path.dirname(place));
    return kApplications.includes(application.split('-')[0]) ? filesIn(place, `lib/${application}/ebin`) : [];
  });
  writeArchive('otp.ez', [...filesIn(path.join(boot.root, 'bin'), 'bin', (file) => file.endsWith('.boot')), ...code]);
}

const elixir = (elixirFlags() ?? []).filter((word) => word.endsWith('/ebin'));
if (elixir.length > 0) {
  const code = elixir.flatMap((place) => filesIn(place, `lib/${path.basename(path.dirname(place))}/ebin`));
  writeArchive('elixir.ez', code);
}
