// SPDX-License-Identifier: Apache-2.0
//
// node scripts/bif_table.mjs [--check]: writes docs/bifs.md from what ./run --list-bifs says of this VM and of the
// installed OTP. With --check it writes nothing, and exits with 1 if the file is not what it would write.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const file = path.join(root, 'docs', 'bifs.md');

const text = document(list(), list('--missing'));
if (!process.argv.includes('--check')) {
  fs.writeFileSync(file, text);
} else if (fs.readFileSync(file, 'utf8') !== text) {
  console.error('docs/bifs.md is not up to date: run node scripts/bif_table.mjs');
  process.exit(1);
}

/** @returns {string[]} functions, as `module:function/arity` */
function list(...options) {
  const { status, stdout, stderr } = spawnSync(path.join(root, 'run'), ['--list-bifs', ...options], { encoding: 'utf8' });
  if (status !== 0) {
    console.error(stderr.trimEnd());
    process.exit(1);
  }
  return stdout.trimEnd().split('\n');
}

/** @returns {Map<string, string[]>} the functions of each module */
function byModule(functions) {
  const modules = new Map();
  for (const name of functions) {
    const colon = name.indexOf(':');
    const module = name.slice(0, colon);
    modules.set(module, [...(modules.get(module) ?? []), name.slice(colon + 1)]);
  }
  return modules;
}

function document(there, missing) {
  const has = byModule(there);
  const lacks = byModule(missing);
  const rows = [...new Set([...has.keys(), ...lacks.keys()])].sort().map((module) => {
    const absent = lacks.get(module) ?? [];
    const count = has.get(module)?.length ?? 0;
    const names = count === 0 ? 'all' : absent.map((name) => `\`${name}\``).join(', ') || '–';
    return `| \`${module}\` | ${count} | ${absent.length} | ${names} |`;
  });
  return `# Functions in C++

Much of OTP's libraries is written in C: the emulator's BIFs, and the NIFs of modules like \`zlib\` and \`crypto\`. Linac has such
functions in C++, in \`src/bifs\`, a file per module or area; what is Erlang in OTP is OTP's own code here, too. This page
is written by \`scripts/bif_table.mjs\` from two commands, which also name each function:

\`\`\`
./run --list-bifs             what Linac has
./run --list-bifs --missing   what the installed OTP has beyond that
\`\`\`

A function that is missing raises \`undef\`, or the \`nif_error\` of OTP's stand-in. Linac has ${there.length}, and lacks ${missing.length} of OTP 25's.

| module | there | missing | which are missing |
|---|--:|--:|---|
${rows.join('\n')}
`;
}
