// SPDX-License-Identifier: Apache-2.0
//
// Where the installed OTP keeps its code, and what it has in C. Its `erl` is asked for its place at most once ever, and
// only if that does not show on disk: starting `erl` takes longer than most programs run.

import fs from 'node:fs';
import path from 'node:path';
import { builtins } from './builtins.js';
import { cacheDirectory } from './cache.js';

/** @returns {string[]} every application's ebin directory, kernel's and stdlib's first; empty without an OTP */
export function otpCodeDirectories() {
  const lib = otpLibrary();
  if (!lib) return [];
  const newest = new Map();
  for (const name of fs.readdirSync(lib).sort(byVersion)) newest.set(name.split('-')[0], name);
  const first = ['kernel', 'stdlib'].filter((application) => newest.has(application));
  const others = [...newest.keys()].filter((application) => !first.includes(application));
  return [...first, ...others].map((application) => path.join(lib, newest.get(application), 'ebin'));
}

/**
 * What boots OTP: the one that LINAC_OTP names, else the one on PATH.
 * @returns {{ root: string, preloaded: { path: string, bytes: Uint8Array }[] } | null} its directory, and the modules
 *   that its emulator has in itself; null without an OTP
 */
export function otpForBoot() {
  const chosen = chosenOtp() && path.join(chosenOtp(), 'lib');
  const lib = chosen ? (isOtpLibrary(chosen) ? chosen : null) : otpLibrary();
  if (!lib) return null;
  const erts = fs.readdirSync(lib).filter((name) => name.startsWith('erts-')).sort(byVersion).at(-1);
  if (erts === undefined) return null;
  const directory = path.join(lib, erts, 'ebin');
  const files = fs.readdirSync(directory).filter((name) => name.endsWith('.beam')).sort();
  const preloaded = files.map((name) => {
    const file = path.join(directory, name);
    return { path: file, bytes: fs.readFileSync(file) };
  });
  return { root: path.dirname(lib), preloaded };
}

/** Compares names with numbers in them, these as numbers. `localeCompare` would load tables that take longer than all else. */
/** @returns {string | null} the directory of an OTP other than the one on PATH, as the user wants it */
export function chosenOtp() {
  return process.env.LINAC_OTP ? path.resolve(process.env.LINAC_OTP) : null;
}

function byVersion(a, b) {
  const parts = [a, b].map((name) => name.split(/(\d+)/));
  for (let i = 0; i < Math.min(parts[0].length, parts[1].length); ++i) {
    const [one, other] = [parts[0][i], parts[1][i]];
    const difference = i % 2 === 1 ? Number(one) - Number(other) : Number(one > other) - Number(one < other);
    if (difference !== 0) return difference;
  }
  return parts[0].length - parts[1].length;
}

/** @returns {string | null} OTP's lib directory */
function otpLibrary() {
  const erl = findOnPath('erl');
  if (!erl) return null;
  const beside = path.join(path.dirname(fs.realpathSync(erl)), '..', 'lib');
  if (isOtpLibrary(beside)) return path.resolve(beside);
  return askErl(erl);
}

function isOtpLibrary(directory) {
  try {
    return fs.readdirSync(directory).some((name) => name.startsWith('stdlib-'));
  } catch {
    return false;
  }
}

/** Prints the emulator's own functions in C, and those that modules load as NIFs. */
const kListNatives = `
    Loads = fun(File) ->
        case beam_lib:chunks(File, [imports]) of
            {ok, {_, [{imports, Imports}]}} -> lists:member({erlang, load_nif, 2}, Imports);
            _ -> false
        end
    end,
    Files = filelib:wildcard(filename:join([code:lib_dir(), "*", "ebin", "*.beam"])),
    Modules = [list_to_atom(filename:basename(File, ".beam")) || File <- Files, Loads(File)],
    Nifs = fun(Module) ->
        try [{Module, F, A} || {F, A} <- Module:module_info(nifs)] catch _:_ -> [] end
    end,
    Natives = erlang:system_info(snifs) ++ lists:flatmap(Nifs, erlang:pre_loaded() ++ Modules),
    [io:format("~ts:~ts/~w~n", tuple_to_list(MFA)) || MFA <- lists:usort(Natives)],
    halt().`;

/** @returns {string[] | null} the functions of OTP that are written in C, as `module:function/arity`; null without `erl` */
export function otpNatives() {
  const { stdout } = builtins.childProcess.spawnSync('erl', ['-noinput', '-boot', 'start_clean', '-eval', kListNatives], {
    encoding: 'utf8',
  });
  return stdout ? [...new Set(stdout.trimEnd().split('\n'))].sort() : null;
}

/** The `erl` on PATH is a wrapper, as version managers install: have it say where it leads to, and remember. */
function askErl(erl) {
  const cache = path.join(cacheDirectory(), 'otp.json');
  try {
    const known = JSON.parse(fs.readFileSync(cache, 'utf8'));
    if (known.erl === erl && isOtpLibrary(known.lib)) return known.lib;
  } catch {
    // Nothing remembered yet.
  }
  const program = 'io:put_chars(code:lib_dir()), halt().';
  const { stdout } = builtins.childProcess.spawnSync(erl, ['-noinput', '-boot', 'start_clean', '-eval', program], {
    encoding: 'utf8',
  });
  if (!stdout || !isOtpLibrary(stdout)) return null;
  fs.mkdirSync(cacheDirectory(), { recursive: true });
  fs.writeFileSync(cache, JSON.stringify({ erl, lib: stdout }));
  return stdout;
}

/**
 * @param {string} program
 * @returns {string | null} its path, as a shell would find it
 */
export function findOnPath(program) {
  for (const directory of (process.env.PATH ?? '').split(path.delimiter)) {
    const file = path.join(directory || '.', program);
    try {
      fs.accessSync(file, fs.constants.X_OK);
      if (fs.statSync(file).isFile()) return file;
    } catch {
      // Not here.
    }
  }
  return null;
}
