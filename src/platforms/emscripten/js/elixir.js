// SPDX-License-Identifier: Apache-2.0
//
// The Elixir on PATH: what its own launchers `elixir`, `elixirc`, `iex` and `mix` give to erl. Most of their options are
// for Elixir itself, behind erl's `-extra`; a few are for erl. Source: `elixir --help`.

import fs from 'node:fs';
import path from 'node:path';
import { UsageError } from './options.js';
import { chosenOtp, findOnPath } from './otp.js';

/** Options that Elixir reads itself, and how many values they have. All stand before the first word that is none. */
const kForElixir = {
  '+iex': 0, '+elixirc': 0, '-v': 0, '--version': 0, '--no-halt': 0, '--no-pry': 1, '--dot-iex': 1, '-e': 1, '--eval': 1,
  '-r': 1, '-pr': 1, '-pa': 1, '-pz': 1, '--app': 1,
};

const logging = (handler) => (value) => (['true', 'false'].includes(value) ? ['-logger', handler, value] : []);

/** Options that become flags of erl. */
const kForErl = {
  '--erl': (switches) => switches.split(/\s+/).filter((word) => word !== ''),
  '--erl-config': (file) => ['-config', file],
  '--vm-args': (file) => ['-args_file', file],
  '--boot': (file) => ['-boot', file],
  '--boot-var': (name, value) => ['-boot_var', name, value],
  '--logger-otp-reports': logging('handle_otp_reports'),
  '--logger-sasl-reports': logging('handle_sasl_reports'),
  '--hidden': () => ['-hidden'],
  '--cookie': (cookie) => ['-setcookie', cookie],
  '--name': (name) => ['-name', name],
  '--sname': (name) => ['-sname', name],
};

/**
 * Elixir's directory of applications: beside those of the OTP that LINAC_OTP names if it is there, else of the `elixir`
 * on PATH.
 * @returns {string | null} null if there is no Elixir
 */
function elixirLibrary() {
  const beside = chosenOtp() && path.join(chosenOtp(), 'lib');
  if (beside && fs.existsSync(path.join(beside, 'elixir', 'ebin'))) return beside;
  const elixir = findOnPath('elixir');
  // Not made shorter, so that Elixir's modules say of themselves what they say under its launcher.
  const library = elixir && `${path.dirname(fs.realpathSync(elixir))}/../lib`;
  return library && fs.existsSync(path.join(library, 'elixir', 'ebin')) ? library : null;
}

/**
 * Flags of erl with which Elixir's modules are found, and its colours on where they can be seen.
 * @returns {string[] | null} null if there is no Elixir
 */
export function elixirFlags() {
  const library = elixirLibrary();
  if (!library) return null;
  const directories = fs
    .readdirSync(library)
    // An application of OTP has its version in the directory's name.
    .filter((application) => !application.includes('-'))
    .map((application) => `${library}/${application}/ebin`)
    .filter((directory) => fs.existsSync(directory));
  const more = (process.env.ELIXIR_ERL_OPTIONS ?? '').split(/\s+/).filter((word) => word !== '');
  const colours = process.stdout.isTTY && process.stderr.isTTY && !process.env.NO_COLOR;
  return ['-pa', ...directories, ...more, ...(colours ? ['-elixir', 'ansi_enabled', 'true'] : [])];
}

/** @returns {string | null} the script that is the program `mix` */
export function mixScript() {
  const library = elixirLibrary();
  const script = library && path.resolve(library, '..', 'bin', 'mix');
  return script && fs.existsSync(script) ? script : findOnPath('mix');
}

/**
 * @param {string[]} words  the command line of `elixir`
 * @returns {string[] | null} that of erl; null if there is no Elixir
 * @throws {UsageError}
 */
export function elixirWords(words) {
  const flags = elixirFlags();
  if (!flags) return null;
  const forErl = [];
  const forElixir = [];
  let at = 0;
  for (; at < words.length; ++at) {
    const option = words[at];
    const isForErl = Object.hasOwn(kForErl, option);
    if (!isForErl && !Object.hasOwn(kForElixir, option)) break;
    const count = isForErl ? kForErl[option].length : kForElixir[option];
    const values = words.slice(at + 1, at + 1 + count);
    if (values.length < count) throw new UsageError(`option ${option} of elixir needs a value`);
    if (isForErl) forErl.push(...kForErl[option](...values));
    else forElixir.push(option, ...values);
    at += count;
  }
  if (words[0] === '--short-version' && words.length === 1) return elixirWords(['-e', 'IO.puts(System.version())']);
  if (words.length === 0) throw new UsageError('elixir needs a file or an option, as elixir --help lists them');
  const start = forElixir.includes('+iex') ? [] : ['-noshell', '-s', 'elixir', 'start_cli'];
  return [...flags, ...start, ...forErl, '-extra', ...forElixir, ...words.slice(at)];
}
