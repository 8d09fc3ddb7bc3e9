// SPDX-License-Identifier: Apache-2.0
//
// The command behind ./run. Everything that can go wrong ends in one sentence on standard error and exit status 1;
// nothing but the program's output goes to standard output.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ArchiveError } from './archive.js';
import { CompareError, compareDirectory } from './compare.js';
import { initArguments } from './erl.js';
import { CompileError, compileErlang } from './erlc.js';
import { InternalError, LoadError, OutOfMemoryError } from './errors.js';
import { NodeHost, allowsImage, createNodeVm, openArchiveFile, readProgramFile, writeAll } from './node.js';
import { programIdentity } from './node_images.js';
import { chosenOtp, otpForBoot, otpNatives } from './otp.js';
import { kOtpCommands } from './otp_commands.js';
import { NoElixirError, otpCommandLine } from './otp_programs.js';
import { UsageError, helpText, parseOptions } from './options.js';
import { packedOtp } from './packed_otp.js';
import { pathOf } from './places.js';
import { PackError, packProgram } from './pack.js';

const kOldestNode = 20;
const kInterruptedStatus = 128 + 2;
const kTimeLimitSeconds = 60;

const encoder = new TextEncoder();
const print = (text) => writeAll(1, encoder.encode(text));
const printError = (text) => writeAll(2, encoder.encode(text));

/** Something about the files given; the message is a sentence. */
class CommandError extends Error {}

/**
 * @param {string[]} words  the command line
 * @returns {Promise<number>} the exit status
 */
async function main(words) {
  if (Number(process.versions.node.split('.')[0]) < kOldestNode) {
    throw new CommandError(`Node ${kOldestNode} or later is needed, and this is ${process.version}`);
  }
  const options = parseOptions(words);
  if (options.help) {
    print(helpText());
    return 0;
  }
  if (options.version) {
    print(`linac ${version()}\n`);
    return 0;
  }
  if (options.listBifs) {
    print(`${(await listBifs(options)).join('\n')}\n`);
    return 0;
  }
  if (options.compareDirectory !== null) {
    checkDirectories(options);
    return compareDirectory({ ...options, timeLimit: options.timeLimit || kTimeLimitSeconds }, print);
  }
  if (options.otp) return runOtp(options, options.programArguments);
  if (Object.hasOwn(kOtpCommands, options.file ?? '')) {
    const erlWords = kOtpCommands[options.file](options.programArguments);
    if (!erlWords) throw new CommandError(`there is no ${options.file} on PATH`);
    return runOtp({ ...options, otp: true }, erlWords);
  }
  if (options.command === 'pack') return pack(options);
  if (options.file === null) throw new UsageError('no file given; --help shows how to run one');
  checkDirectories(options);
  if (kArchives.includes(path.extname(options.file))) return runArchive(options);
  const otpWords = otpCommandLine(options.file, options.programArguments, options.codePath);
  if (otpWords) return runOtp({ ...options, otp: true }, otpWords);
  const bytes = readProgram(options.file, options.codePath);

  const host = new NodeHost([...options.codePath, path.dirname(options.file)]);
  if (options.dumpDirectory !== null) host.onUnit = dumpTo(options.dumpDirectory);
  const vm = await createNodeVm({ ...options, host });
  if (options.disassemble) {
    print(vm.disassemble(bytes, options.file));
    return 0;
  }
  return runProgram(vm, host, bytes, options);
}

async function runProgram(vm, host, bytes, { file, programArguments, stats }) {
  try {
    const status = await vm.run(vm.load(bytes, file), programArguments);
    if (stats) printError(vm.stats());
    return status;
  } catch (error) {
    if (!(error instanceof OutOfMemoryError) || host.crashFile === null) throw error;
    throw new OutOfMemoryError(`${error.message}; what was running stands in ${host.crashFile}`);
  }
}

const kArchives = ['.ez', '.avm'];

async function runArchive(options) {
  const archive = openArchiveFile(options.file);
  if (archive.start === null) {
    throw new CommandError(`${options.file} does not say which of its modules starts; pack makes archives that do`);
  }
  const host = new NodeHost([...options.codePath, options.file]);
  const image = archive.image(programIdentity(readProgramFile()));
  const vm = await createNodeVm({ ...options, host, ...(image && options.jit && allowsImage(options) ? { image } : {}) });
  const code = archive.findModule(archive.start);
  if (!code) throw new CommandError(`${options.file} starts with ${archive.start}, and that module is not in it`);
  return runProgram(vm, host, code.bytes, { ...options, file: code.path });
}

async function pack(options) {
  checkDirectories(options);
  const { programArguments: inputs, output, start, codePath } = options;
  print(await packProgram({ inputs, output, start, codePath, wasm: readProgramFile() }));
  return 0;
}

/** Boots the installed OTP with erl's command line. */
async function runOtp(options, erlWords) {
  const environment = { ...process.env };
  const otp = otpForBoot() ?? (chosenOtp() ? null : packedOtp());
  if (!otp && chosenOtp()) throw new CommandError(`LINAC_OTP is ${chosenOtp()}, and there is no OTP in its lib`);
  if (!otp) throw new CommandError('there is no erl on PATH whose OTP could be booted');
  const words = initArguments(erlWords, { root: otp.root, home: os.homedir(), environment });
  Object.assign(process.env, environment);
  const imageName = erlWords.some((word) => word.endsWith('/elixir/ebin')) ? 'elixir' : 'otp';
  const host = new NodeHost([]);
  if (otp.files) host.files = otp.files;
  const vm = await createNodeVm({ ...options, imageName, host });
  vm.loadAll(otp.preloaded);
  const status = await vm.boot(words);
  if (options.stats) printError(vm.stats());
  return status;
}

/** Linac's functions in C++, or those of the installed OTP that are not among them. */
async function listBifs({ missing }) {
  const vm = await createNodeVm();
  const bifs = vm.bifs();
  vm.destroy();
  if (!missing) return bifs;
  const natives = otpNatives();
  if (!natives) throw new CommandError('there is no erl on PATH to compare with');
  const has = new Set(bifs);
  return natives.filter((native) => !has.has(native));
}

function checkDirectories({ codePath, dumpDirectory }) {
  for (const directory of codePath) {
    const place = fs.statSync(directory, { throwIfNoEntry: false });
    if (place?.isFile() && kArchives.includes(path.extname(directory))) {
      openArchiveFile(directory);
      continue;
    }
    if (!place?.isDirectory()) {
      throw new CommandError(`no such directory for -pa: ${directory}`);
    }
  }
  if (dumpDirectory === null) return;
  try {
    fs.mkdirSync(dumpDirectory, { recursive: true });
  } catch (error) {
    throw new CommandError(`cannot make the directory ${dumpDirectory}: ${reason(error)}`);
  }
}

/** The bytes of the .beam file, or of what erlc makes of the .erl file. */
function readProgram(file, codePath) {
  const extension = path.extname(file);
  if (extension !== '.erl' && extension !== '.beam') {
    throw new CommandError(`${file} is no program: .erl, .beam, .ex, .exs, an escript, or an archive (.ez, .avm)`);
  }
  try {
    return extension === '.beam' ? fs.readFileSync(file) : compileErlang(file, codePath, printError);
  } catch (error) {
    if (error.code === undefined) throw error;
    throw new CommandError(`cannot read ${file}: ${reason(error)}`);
  }
}

const kReasons = {
  ENOENT: 'no such file',
  EISDIR: 'it is a directory',
  EACCES: 'permission denied',
  EEXIST: 'there is a file of that name',
  ENOTDIR: 'part of the path is no directory',
};

function reason(error) {
  return kReasons[error.code] ?? error.message;
}

/** Unit names are module names, which may hold any character. */
function dumpTo(directory) {
  return (name, wasm) => {
    const file = name.replace(/[^\w.@+-]/g, (character) => encodeURIComponent(character).replace('/', '%2F'));
    fs.writeFileSync(path.join(directory, `${file}.wasm`), wasm);
  };
}

function version() {
  return JSON.parse(fs.readFileSync(pathOf('package.json'), 'utf8')).version;
}

/** One sentence for each error that is expected; an unexpected one is a fault of Linac's own, and says so. */
function explain(error) {
  if (error instanceof CompileError) printError(error.output);
  const expected = [
    ArchiveError,
    CommandError,
    CompareError,
    CompileError,
    InternalError,
    LoadError,
    NoElixirError,
    OutOfMemoryError,
    PackError,
    UsageError,
  ];
  if (!expected.some((type) => error instanceof type)) error = new InternalError(error);
  printError(`linac: ${error.message}\n`);
  if (process.env.LINAC_TRACE && error.cause) printError(`${error.cause.stack}\n`);
}

process.on('SIGINT', () => process.exit(kInterruptedStatus));

try {
  process.exit(await main(process.argv.slice(2)));
} catch (error) {
  explain(error);
  process.exit(1);
}
