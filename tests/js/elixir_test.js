// SPDX-License-Identifier: Apache-2.0
//
// ./run elixir, elixirc and mix beside the programs of those names: the same command lines, in directories that start
// alike, print the same, end with the same status, and leave the same files.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root, scratch } from './support/linac.js';

const files = {
  'greeting.ex': 'defmodule Greeting do\n  def hello(name), do: "hello #{name}"\nend\n',
  'two.exs': 'IO.inspect({System.argv(), __ENV__.file |> Path.basename()})\n',
  'wrong.ex': 'defmodule Wrong do\n  def f, do: x\nend\n',
  'warns.ex': 'defmodule Warns do\n  def f(x), do: 1\nend\n',
  'on_path/tool': 'IO.puts("tool #{inspect(System.argv())}")\n',
  'flags': "# of erl\n-mine 'a b'\n",
};

/** Each case is a list of command lines that follow each other. */
const cases = {
  'expressions and arguments': [['elixir', '-e', 'IO.puts(1 + 1)', '--eval', 'IO.inspect(System.argv())', '--', 'a', '--b', 'é']],
  'the version': [['elixir', '--short-version']],
  'files': [['elixir', '-r', 'greeting.ex', '-r', 'greet*.ex', '-e', 'IO.puts(Greeting.hello("you"))', 'two.exs', 'x', '-e', 'y']],
  'files at once': [['elixir', '-pr', 'greeting.ex', '-e', 'IO.puts(Greeting.hello("you"))']],
  'compiling': [
    ['elixirc', '-o', 'ebin', 'greeting.ex', 'warns.ex'],
    ['elixir', '-pa', 'ebin', '-e', 'IO.puts(Greeting.hello("you")); IO.inspect(Greeting.module_info(:exports))'],
    ['elixirc', '--no-docs', '--ignore-module-conflict', 'greeting.ex'],
  ],
  'files that do not compile': [['elixirc', 'wrong.ex'], ['elixirc', 'none.ex'], ['elixir', 'none.exs'], ['elixir', '-e', '1 +']],
  'a script on PATH': [['elixir', '-S', 'tool', 'a', '-b']],
  'flags of erl': [
    ['elixir', '--erl', '-mine x', '--vm-args', 'flags', '-e', 'IO.inspect(:init.get_argument(:mine))'],
    ['elixir', '--logger-otp-reports', 'false', '--app', 'logger', '-e', 'IO.inspect(Application.started_applications() |> Enum.map(&elem(&1, 0)) |> Enum.sort())'],
  ],
  'ends': [
    ['elixir', '-e', 'raise "oops"'],
    ['elixir', '-e', 'exit({:shutdown, 3})'],
    ['elixir', '--no-halt', '-e', 'spawn(fn -> Process.sleep(50); IO.puts("late"); System.halt(4) end)'],
    ['elixir', '-e', 'System.at_exit(fn status -> IO.puts("at exit #{status}") end); System.stop(5); Process.sleep(:infinity)'],
  ],
  'a project': [
    ['mix', 'new', 'shop', '--sup'],
    ['mix', 'compile', { in: 'shop' }],
    ['mix', 'run', '-e', 'IO.inspect({Shop.hello(), Application.started_applications() |> hd() |> elem(0)})', { in: 'shop' }],
    ['mix', 'test', '--seed', '0', { in: 'shop' }],
    ['mix', 'format', '--check-formatted', { in: 'shop' }],
    ['mix', 'no.such.task', { in: 'shop' }],
    ['mix', 'escript.build', { in: 'shop' }],
  ],
};

function run(command, words, directory) {
  const options = words.at(-1) instanceof Object ? words.at(-1) : {};
  const texts = words.filter((word) => typeof word === 'string');
  const env = { ...process.env, PATH: `${path.join(directory, 'on_path')}:${process.env.PATH}`, MIX_HOME: path.join(directory, 'mix'), HOME: directory };
  const cwd = path.join(directory, options.in ?? '.');
  const { stdout, stderr, status } = spawnSync(command, texts, { encoding: 'utf8', cwd, env, input: '' });
  const plain = (text) =>
    text
      .replaceAll(directory, 'DIR')
      .replace(/#PID<[\d.]+>/g, '#PID<>')
      .replace(/^Finished in .*$/gm, 'Finished')
      .replace(/^Compiling \S+ \(it's taking more than \d+s\)\n/gm, '')
      .replace(/\d+-\w+-\d+::\d\d:\d\d:\d\d\.\d+/g, '<time>');
  return { stdout: plain(stdout), stderr: plain(stderr), status };
}

/** Names of what is there now. */
const tree = (directory) => fs.readdirSync(directory, { recursive: true }).map(String).filter((name) => !name.startsWith('mix/')).sort();

/** Runs the command lines in a directory of their own. */
function runAll(name, lines, commandOf) {
  const directory = path.join(scratch, name);
  for (const [file, text] of Object.entries(files)) {
    const place = path.join(directory, file);
    fs.mkdirSync(path.dirname(place), { recursive: true });
    fs.writeFileSync(place, text, { mode: 0o755 });
  }
  const outcomes = lines.map((line) => run(...commandOf(line), directory));
  return { outcomes, tree: tree(directory) };
}

for (const [name, lines] of Object.entries(cases)) {
  test(name, () => {
    const wanted = runAll(`native ${name}`, lines, ([program, ...words]) => [program, words]);
    const got = runAll(`linac ${name}`, lines, (line) => [path.join(root, 'run'), line]);
    for (const [index, line] of lines.entries()) assert.deepEqual(got.outcomes[index], wanted.outcomes[index], JSON.stringify(line));
    assert.deepEqual(got.tree, wanted.tree);
  });
}

test('what elixir cannot be asked for is one sentence', () => {
  const sentence = (...words) => spawnSync(path.join(root, 'run'), words, { encoding: 'utf8' }).stderr;
  assert.equal(sentence('elixir'), 'linac: elixir needs a file or an option, as elixir --help lists them\n');
  assert.equal(sentence('elixir', '-e'), 'linac: option -e of elixir needs a value\n');
  assert.match(sentence('elixir', '--sname', 'a', '-e', '1'), /^linac: -sname: there is no distribution here.*\n$/);
});
