// SPDX-License-Identifier: Apache-2.0
//
// node make_images.js DIR: part of the build. Writes DIR/light.image, DIR/otp.image and DIR/elixir.image, machines with
// the modules of the installed OTP and Elixir ready that programs use, the same for starts without a JIT
// (DIR/light_interpreter.image and so on), and beside each a .code file (engine_code.js). What is not installed is in
// none of them, and none is needed. Modules that are used together are compiled together: a unit is instantiated as a whole, and the more of
// them there are on a table, the more each costs. Which ones those are, erl and elixir are asked.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { elixirFlags } from './elixir.js';
import { NodeHost, createNodeVm } from './node.js';
import { programIdentity, writePieces } from './node_images.js';
import { otpCodeDirectories, otpForBoot } from './otp.js';
import { pathOf } from './places.js';

/** For small programs, only what io:format loads: all of an image's memory is copied at a start. */
const kLight = [
  'stand_in', 'user', 'io', 'io_lib', 'io_lib_format', 'io_lib_pretty', 'lists', 'queue', 'unicode', 'erlang',
  'erl_features', 'erl_scan', 'epp',
];

/** What Erlang's shell uses besides. */
const kShell = [
  'c', 'epp', 'io_lib_pretty', 'unicode_util', 'shell', 'edlin', 'edlin_expand', 'user_drv', 'group', 'group_history',
  'erl_bits', 'erl_pp', 'erl_expand_records', 'eval_bits', 'filelib', 'shell_default', 're', 'timer', 'sys', 'sets',
  'dict', 'lists', 'string',
];

const kLoadedByErl = '[io:format("~ts~n", [M]) || {M, _} <- code:all_loaded()], halt().';

const kLoadedByElixir = `
  defmodule Sample do
    def shown(values), do: Enum.map(values, fn value -> "\#{inspect(value)}" end)
  end
  IO.puts(:stderr, Sample.shown([1, %{a: 2}]))
  for {module, _} <- :code.all_loaded(), do: IO.puts(module)`;

/** PCRE's matching, by calls and after a stop: two large functions. */
const kSearch = `
  {match, _} = re:run("of a few words", "^(\\\\w+) (?:a|an)\\\\s.*?([^ ]+)$"),
  {match, _} = re:run(lists:duplicate(50000, $a) ++ "b", "(?:a|c)*b")`;

/** What is run for an image's engine code: starts, printing, failing, searching. */
const kLightSample = `
  -module(sample).
  -export([main/0]).
  main() ->
      io:format("~p ~s~n", [{atom, 1.5, [$a], <<1>>, #{a => [1, 2]}}, "text"]),
      io:put_chars(lists:map(fun(C) -> C end, "hello\n")),
      erlang:display(catch list_to_integer(lists:nth(2, ["1", "x"]))),
      ${kSearch},
      Self = self(),
      Pid = spawn(fun() -> receive {Self, N} -> Self ! {self(), N + 1} end end),
      Pid ! {Self, 1},
      receive {Pid, 2} -> ok end.`;

/** For the compiler: a bit of everything. */
const kCompiledSample = `
  -module(sample).
  -export([main/1, area/1, parse/2]).
  -record(shape, {kind = square, size = 1}).
  -define(TWICE(X), (2 * (X))).
  -spec area(#shape{}) -> number().
  area(#shape{kind = square, size = N}) -> N * N;
  area(#shape{kind = circle, size = R}) when R > 0, is_float(R) -> 3.14 * R * R;
  area(#shape{} = Shape) -> area(Shape#shape{kind = square}).
  parse(<<Size:8, Part:Size/binary, Rest/binary>>, Acc) -> parse(Rest, [Part | Acc]);
  parse(<<>>, Acc) -> lists:reverse(Acc).
  main(List) ->
      Funs = [fun(X) -> ?TWICE(X) + N end || N <- List, N > 1],
      Sum = lists:foldl(fun(F, Sum) -> F(1) + Sum end, 0, Funs),
      Map = #{sum => Sum, list => << <<X>> || X <- List >>},
      try maps:get(sum, Map#{sum := Sum + 1}) of
          0 -> none;
          Value when Value > 10 -> {big, Value};
          Value -> case Value of 1 -> "one"; _ -> [area(#shape{size = Value}), Value] end
      catch
          error:{badkey, Key}:Stack -> {Key, Stack};
          throw:_ -> ok
      after
          receive {msg, M} -> M after 0 -> Self = self(), Self ! {msg, 1} end
      end.`;

const kElixirSample = `
  IO.puts(Enum.map_join(1..3, ", ", &inspect(%{a: &1})))
  IO.inspect(Regex.run(~r/^(\\w+) (?:a|an)\\s.*?([^ ]+)$/, "of a few words"))
  [_] = Regex.run(~r/(?:a|c)*b/, String.duplicate("a", 50000) <> "b")`;

const [, , directory] = process.argv;

/** @returns {string[]} what the program prints, a module a line; none if there is no such program */
function modulesSaidBy(program, words) {
  const { stdout } = spawnSync(program, words, { encoding: 'utf8' });
  return stdout ? stdout.split('\n').filter((line) => line !== '') : [];
}

const taken = new Set();

/** The files of modules that no group has taken yet. */
function group(names, directories) {
  const files = [];
  for (const name of names) {
    if (taken.has(name)) continue;
    const file = directories.map((place) => path.join(place, `${name}.beam`)).find((each) => fs.existsSync(each));
    if (!file) continue;
    taken.add(name);
    files.push({ path: file, bytes: fs.readFileSync(file) });
  }
  return files;
}

function modulesIn(place) {
  const names = fs.readdirSync(place).filter((name) => name.endsWith('.beam'));
  return names.sort().map((name) => name.slice(0, -'.beam'.length));
}

/** With and without a JIT. */
async function makeImages(name, groups) {
  await makeImage(name, groups, true);
  await makeImage(`${name}_interpreter`, groups, false);
  taken.clear();
}

async function makeImage(name, groups, jit) {
  const wasm = fs.readFileSync(path.join(directory, 'linac.wasm'));
  const otp = !name.startsWith('light');
  const vm = await createNodeVm({ host: new NodeHost([]), jit, otp, withoutImage: true, wasm });
  for (const files of groups.filter((each) => each.length > 0)) vm.makeReady(files);
  const file = path.join(directory, `${name}.image`);
  const temporary = `${file}.${process.pid}`;
  const { machine, units } = vm.image({ program: programIdentity(wasm), otp });
  writePieces(temporary, [...machine, ...units]);
  fs.renameSync(temporary, file);
}

/** Runs a command line of ./run from an image, with and without a JIT, for its engine code. */
function recordCodes(name, words, cwd = directory) {
  recordCode(name, words, cwd);
  recordCode(`${name}_interpreter`, ['--jit=off', ...words], cwd);
}

function recordCode(name, words, cwd) {
  const code = path.join(directory, `${name}.code`);
  fs.rmSync(code, { force: true });
  const recorder = pathOf('src/platforms/emscripten/js/record_code.js');
  const { status, stderr } = spawnSync(process.execPath, [recorder, path.join(directory, `${name}.image`), code, ...words], { cwd });
  // Starts work without it; a build that stops here would be worth less.
  if (status !== 0) process.stderr.write(`no engine code for ${name}.image: ${stderr}\n`);
}

/** Makes files in a directory for as long as `action` runs. */
function withFiles(files, action) {
  const place = fs.mkdtempSync(path.join(directory, 'sample.'));
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(place, name), text);
  action(place);
  fs.rmSync(place, { recursive: true });
}

const boot = otpForBoot();
if (boot) {
  const directories = otpCodeDirectories();
  const preloaded = boot.preloaded.map((file) => path.basename(file.path, '.beam'));
  /** The emulator's own modules come first. */
  const withPreloaded = (names, places) => {
    for (const name of preloaded) taken.add(name);
    return [...boot.preloaded, ...group(names, places)];
  };
  await makeImages('light', [group(kLight, [path.join(directory, 'libs'), ...directories])]);
  withFiles({ 'sample.erl': kLightSample }, (place) => {
    spawnSync('erlc', ['-o', place, path.join(place, 'sample.erl')]);
    recordCodes('light', [path.join(place, 'sample.beam')]);
  });

  const compiler = directories.filter((place) => /\/compiler-[\d.]+\/ebin$/.test(place));
  const all = (places) => places.map((place) => group(modulesIn(place), [place]));
  const loadedByErl = modulesSaidBy('erl', ['-noshell', '-eval', kLoadedByErl]);
  const first = withPreloaded(loadedByErl, directories);
  await makeImages('otp', [first, group(kShell, directories), ...all(compiler)]);
  withFiles({ 'sample.erl': kCompiledSample }, (place) => {
    const compile = `io:format("~p~n", [catch error(sample)]), ${kSearch}, {ok, sample, _} = compile:file("sample", [binary]), init:stop().`;
    recordCodes('otp', ['--otp', '-noshell', '-eval', compile], place);
  });

  const elixir = (elixirFlags() ?? []).filter((word) => /\/(elixir|eex|ex_unit|iex|logger)\/ebin$/.test(word));
  if (elixir.length > 0) {
    const places = [...directories, ...elixir];
    const loadedByElixir = modulesSaidBy('elixir', ['-e', kLoadedByElixir]);
    const used = withPreloaded(loadedByElixir, places);
    await makeImages('elixir', [used, group(kShell, directories), ...all([...compiler, ...elixir])]);
    withFiles({ 'sample.exs': kElixirSample }, (place) => recordCodes('elixir', [path.join(place, 'sample.exs')]));
  }
}
