// SPDX-License-Identifier: Apache-2.0
//
// `./run pack`: an archive of a program and of all modules that it reaches (reach.js), with a machine in it that has them
// linked and compiled.

import fs from 'node:fs';
import path from 'node:path';
import { kImage, kManifest } from './archive.js';
import { readModule } from './beam_chunks.js';
import { builtins } from './builtins.js';
import { NodeHost, createNodeVm, openArchiveFile } from './node.js';
import { programIdentity, writePieces } from './node_images.js';
import { Reach } from './reach.js';
import { zipOf } from './zip.js';

/** Something about what is to be packed; the message is a sentence. */
export class PackError extends Error {
  name = 'PackError';
}

/** Called by the machine itself: for input and output, and for undefined functions. */
const kAlways = [
  ['stand_in', 'user/0'], ['stand_in', 'standard_error/0'],
  ['error_handler', 'undefined_function/3'], ['error_handler', 'undefined_lambda/3'],
];

/**
 * @param {{ inputs: string[], output: string, start: string | null, codePath: string[], wasm: Uint8Array }} options
 *   `inputs`: .beam files and directories of them; `start`: the module to run, else the first input's
 * @returns {Promise<string>} a table of sizes for people
 * @throws {PackError}
 */
export async function packProgram({ inputs, output, start, codePath, wasm }) {
  const roots = readInputs(inputs);
  const startModule = start ?? roots[0].name;
  if (!roots.some(({ name }) => name === startModule)) throw new PackError(`there is no module ${startModule} among what is to be packed`);
  const host = new NodeHost([...codePath, ...inputs.map((input) => (isDirectory(input) ? input : path.dirname(input)))]);
  const library = await reached(roots, host, wasm);
  const image = await imageOf([roots, library], wasm);
  const manifest = new TextEncoder().encode(JSON.stringify({ start: startModule }));
  const modules = [...roots, ...library];
  const files = modules.map(({ name, bytes }) => ({ name: `ebin/${name}.beam`, pieces: [bytes] }));
  // Applications are found by these.
  for (const file of inputs.flatMap(applicationFiles)) {
    files.push({ name: `ebin/${path.basename(file)}`, pieces: [fs.readFileSync(file)] });
  }
  files.push({ name: kManifest, pieces: [manifest] }, { name: kImage, pieces: [...image.machine, ...image.units] });
  const archive = zipOf(files, builtins.zlib.crc32);
  writePieces(output, archive);
  return sizes({ roots, library, image, archive, output });
}

function isDirectory(file) {
  return fs.statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function applicationFiles(input) {
  if (!isDirectory(input)) return [];
  return fs.readdirSync(input).filter((name) => name.endsWith('.app')).map((name) => path.join(input, name));
}

function readInputs(inputs) {
  const modules = [];
  for (const input of inputs) {
    if (!fs.existsSync(input)) throw new PackError(`there is no ${input}`);
    const files = isDirectory(input)
      ? fs.readdirSync(input).filter((name) => name.endsWith('.beam')).sort().map((name) => path.join(input, name))
      : [input];
    for (const file of files) {
      const bytes = fs.readFileSync(file);
      const module = readModule(bytes);
      if (!module) throw new PackError(`${file} is no .beam file`);
      modules.push({ ...module, path: file, bytes });
    }
  }
  if (modules.length === 0) throw new PackError(`there is no .beam file in ${inputs.join(', ')}`);
  return modules;
}

async function reached(roots, host, wasm) {
  const vm = await createNodeVm({ host: new NodeHost([]), withoutImage: true, wasm });
  const names = moduleNames(host);
  const reach = new Reach(vm, (name) => (names.has(name) ? host.findModule(name) : null));
  for (const root of roots) reach.addOwn(root);
  for (const { name } of roots) reach.reachModule(name);
  for (const [module, key] of kAlways) reach.reachFunction(module, key);
  vm.destroy();
  return reach.modules();
}

/** All modules on the path; few atoms are the name of one. */
function moduleNames(host) {
  const names = new Set();
  for (const place of host.codePath()) {
    const isArchive = fs.statSync(place, { throwIfNoEntry: false })?.isFile();
    const files = isArchive ? openArchiveFile(place).names() : host.listDirectory(place) ?? [];
    for (const file of files) if (file.endsWith('.beam')) names.add(path.basename(file, '.beam'));
  }
  return names;
}

async function imageOf(groups, wasm) {
  const vm = await createNodeVm({ host: new NodeHost([]), withoutImage: true, wasm });
  for (const modules of groups) {
    if (modules.length > 0) vm.makeReady(modules.map((module) => ({ path: module.path, bytes: module.bytes })));
  }
  return vm.image({ program: programIdentity(wasm), otp: false });
}

function sizes({ roots, library, image, archive, output }) {
  const sum = (pieces) => pieces.reduce((total, piece) => total + piece.length, 0);
  const code = (modules) => sum(modules.map(({ bytes }) => bytes));
  const rows = [
    ['its own modules', roots.length, code(roots)],
    ['modules it reaches', library.length, code(library)],
    ['compiled units', image.units.length, sum(image.units)],
    ['machine', '', sum(image.machine)],
    [output, '', sum(archive)],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows
    .map(([name, count, bytes]) => `${name.padEnd(width)} ${String(count).padStart(5)} ${String(bytes).padStart(10)} bytes\n`)
    .join('');
}
