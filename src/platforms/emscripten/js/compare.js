// SPDX-License-Identifier: Apache-2.0
//
// ./run --compare DIR: every program of a folder on the interpreter, on the JIT and, if it is installed, on `erl`, and a
// table of who agrees. Each run is a process of its own with a time limit, so that none can spoil another. What counts
// as a run's outcome is what it wrote on standard output, its exit status and the error it ended with; pids, references
// and funs differ between any two machines and are not compared.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runChild } from './child.js';
import { LoadError } from './errors.js';
import { createNodeVm } from './node.js';
import { findOnPath } from './otp.js';
import { pathOf } from './places.js';

/**
 * @typedef {object} Outcome
 * @property {string} output  standard output without the value
 * @property {string} end  the value that start/0 returned, or how the run ended else
 */

/** Something about the folder; the message is a sentence. */
export class CompareError extends Error {
  name = 'CompareError';
}

const kCommand = pathOf('build/wasm/command.mjs');

/** How many characters of an outcome the table shows. */
const kShownCharacters = 40;

/**
 * Compares and prints.
 * @param {{ compareDirectory: string, codePath: string[], timeLimit: number }} options  the limit in seconds
 * @param {(text: string) => void} print
 * @returns {Promise<number>} the exit status: 1 if interpreter and JIT differ anywhere
 */
export async function compareDirectory(options, print) {
  const programs = await programsIn(options.compareDirectory);
  const hosts = hostsFor(options);
  const results = new Map(programs.map((program) => [program, {}]));
  const runs = programs.flatMap((program) => Object.keys(hosts).map((host) => ({ program, host })));
  const total = runs.length;
  let done = 0;
  const worker = async () => {
    for (let run = runs.shift(); run; run = runs.shift()) {
      const [command, ...words] = hosts[run.host](run.program);
      results.get(run.program)[run.host] = await outcomeOf(command, words, options.timeLimit);
      showProgress(++done, total, run.program);
    }
  };
  await Promise.all(Array.from({ length: Math.min(os.availableParallelism(), 4) }, worker));
  clearProgress();
  const rows = programs.map((program) => rowOf(path.basename(program, '.beam'), results.get(program)));
  print(tableOf(rows, Object.keys(hosts)));
  print(summaryOf(rows, hosts));
  return rows.some((row) => !row.tiersAgree) ? 1 : 0;
}

/** The .beam files that export start/0, and those that cannot be read, for the table to say so. */
async function programsIn(directory) {
  let names;
  try {
    names = fs.readdirSync(directory);
  } catch (error) {
    const problem = error.code === 'ENOTDIR' ? 'it is no directory' : error.code === 'ENOENT' ? 'there is none' : error.message;
    throw new CompareError(`cannot read the directory ${directory}: ${problem}`);
  }
  const files = names.filter((name) => name.endsWith('.beam')).sort().map((name) => path.join(directory, name));
  const vm = await createNodeVm();
  const programs = files.filter((file) => {
    try {
      return /^\{exports, \[.*\{start,0\}.*\]\}\.$/m.test(vm.disassemble(fs.readFileSync(file), file));
    } catch (error) {
      if (error instanceof LoadError) return true;
      throw error;
    }
  });
  vm.destroy();
  if (programs.length === 0) {
    const what = files.length === 0 ? 'no .beam file' : 'no .beam file that exports start/0';
    throw new CompareError(`there is ${what} in ${directory}`);
  }
  return programs;
}

/** By name, what makes a command line of a program's path. */
function hostsFor({ codePath }) {
  const paths = codePath.flatMap((directory) => ['-pa', directory]);
  const linac = (mode) => (file) => [process.execPath, kCommand, ...paths, mode, file];
  const hosts = { interpreter: linac('--jit=off'), JIT: linac('--jit=load') };
  const erl = findOnPath('erl');
  if (erl) hosts.erl = (file) => [erl, ...erlWords(file, paths)];
  return hosts;
}

/** erl as ./run has it: main/1, main/0 or start/0, whose value is printed; an error ends with status 1 and is told. */
function erlWords(file, paths) {
  const module = JSON.stringify(path.basename(file, '.beam'));
  const code = `M = list_to_atom(${module}),
    _ = code:ensure_loaded(M),
    Run = fun() -> case {erlang:function_exported(M, main, 1), erlang:function_exported(M, main, 0)} of
      {true, _} -> M:main([]);
      {_, true} -> M:main();
      _ -> io:format("Return value: ~0tp~n", [M:start()])
    end end,
    {_, Monitor} = spawn_monitor(Run),
    receive {'DOWN', Monitor, _, _, Reason} ->
      case Reason of
        normal -> halt(0);
        _ -> io:format(standard_error, "Error in process with exit value:~n~0tp~n", [Reason]), halt(1)
      end
    end.`;
  return ['-noinput', '-boot', 'no_dot_erlang', '-kernel', 'logger_level', 'none', ...paths, '-pa', path.dirname(file),
    '-eval', code];
}

/**
 * @returns {Promise<Outcome>}
 */
async function outcomeOf(command, words, seconds) {
  const child = await runChild(command, words, seconds);
  const [stdout, stderr] = [child.stdout, child.stderr].map((bytes) => withoutIdentities(bytes.toString()));
  const [, output, value] = /^([^]*?)(?:Return value: ([^\n]*)\n)?$/.exec(stdout);
  const end = child.timedOut ? `no end within ${seconds} s`
    : child.signal !== null ? `ended by ${child.signal}`
    : child.status !== 0 ? `status ${child.status}${errorIn(stderr)}`
    : value ?? 'ok';
  return { output, end };
}

/** Only LF ends lines, and what numbers a machine gave is not seen. */
function withoutIdentities(text) {
  return text
    .replaceAll('\r\n', '\n')
    .replace(/<\d+\.\d+\.\d+>/g, '<pid>')
    .replace(/#(Ref|Fun|Port)<[^>]*>/g, '#$1<>');
}

/** What standard error says of an end: a process's exit value without its stack trace, or Linac's sentence. */
function errorIn(stderr) {
  const crash = /^Error in process .*with exit value:\n([^]*?)(?:\n=|\n\n|\n?$)/m.exec(stderr);
  if (crash) return `: ${crash[1].replace(/\n\s*/g, '').replace(/^\{(.*?),\[\{[^,]*,[^,]*,(?:\d+|\[).*$/, '$1')}`;
  const sentence = /^linac: (.*)$/m.exec(stderr);
  return sentence ? `: ${sentence[1].replace(/^\S*\.beam: /, '')}` : '';
}

function rowOf(module, outcomes) {
  const same = (a, b) => a.output === b.output && a.end === b.end;
  const tiersAgree = same(outcomes.interpreter, outcomes.JIT);
  const all = tiersAgree && (!outcomes.erl || same(outcomes.JIT, outcomes.erl));
  const verdict = all ? 'agree' : tiersAgree ? 'differ from erl' : 'DIFFER';
  return { module, outcomes, tiersAgree, agree: all, verdict };
}

function tableOf(rows, hosts) {
  const lines = [['module', ...hosts, ''], ...rows.map((row) => [row.module, ...cellsOf(row, hosts), row.verdict])];
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return lines.map((line) => `${line.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd()}\n`).join('');
}

/** Where only output differs, the first line that does is shown. */
function cellsOf({ outcomes, agree }, hosts) {
  const ends = new Set(hosts.map((host) => outcomes[host].end));
  if (agree || ends.size > 1) return hosts.map((host) => shorten(outcomes[host].end));
  const lines = hosts.map((host) => outcomes[host].output.split('\n'));
  const line = lines[0].findIndex((_, index) => new Set(lines.map((all) => all[index])).size > 1);
  const at = line < 0 ? lines[0].length : line;
  return lines.map((all) => shorten(`${at + 1}: ${all[at] ?? 'no more output'}`));
}

function shorten(text) {
  return text.length <= kShownCharacters ? text : `${text.slice(0, kShownCharacters - 1)}…`;
}

function summaryOf(rows, hosts) {
  const count = (test) => rows.filter(test).length;
  const tiers = count((row) => row.tiersAgree);
  const parts = [`${rows.length} ${rows.length === 1 ? 'program' : 'programs'}`,
    `interpreter and JIT agree on ${tiers}, differ on ${rows.length - tiers}`];
  parts.push(hosts.erl ? `all agree with erl on ${count((row) => row.agree)}` : 'there is no erl on PATH to compare with');
  return `\n${parts.join('; ')}\n`;
}

function showProgress(done, total, program) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[Kcompare: ${done}/${total} ${path.basename(program, '.beam')}`);
}

function clearProgress() {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
}
