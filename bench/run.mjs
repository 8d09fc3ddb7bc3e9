// SPDX-License-Identifier: Apache-2.0
//
// node bench/run.mjs: runs every program of bench/ on native erl, on Linac's JIT and on its interpreter, one after the
// other, and prints a table of times and ratios; --help tells more. The programs time themselves (bench_runner.erl), so
// that no start-up is in the figures. Then: the wall time of a hello world, and of loading and compiling stdlib.
//
// A program that gives another value on Linac than on erl makes the whole run fail.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const beams = path.join(root, 'build/bench');
const command = path.join(root, 'src/platforms/emscripten/js/command.js');

const kHelp = `Usage: node bench/run.mjs [options]

  --only NAME        only that program; may be given several times
  --node PATH        run Linac on that Node instead of this one
  --table markdown   print the table in Markdown
  --json             print all figures as JSON instead
  --no-extras        leave out hello world and the loading of stdlib
  --help             show this

Times are the smallest of several runs in one process, after a warm-up, in milliseconds. A program may say what erl is
started with: those with many processes have -erl_flags("+S 1"), one scheduler, as Linac has.
JIT/erl is how many times longer Linac's JIT takes than native erl; interp/JIT how many times faster the JIT is than
the interpreter.
`;

/** The hosts, in the order of the table's columns; `start` makes a command line of a benchmark's name. */
const hosts = {
  erl: (name) => [
    'erl', ...erlFlags(name), '-noinput', '-pa', beams, '-eval', `bench_runner:main(["${name}"]), halt().`,
  ],
  jit: (name) => [options.node, command, path.join(beams, 'bench_runner.beam'), name],
  interp: (name) => [options.node, command, '--jit=off', path.join(beams, 'bench_runner.beam'), name],
};

const kHelloRuns = 10;
const kLoadRuns = 5;

const options = parse(process.argv.slice(2));

function fail(sentence) {
  console.error(`bench: ${sentence}`);
  process.exit(1);
}

function parse(words) {
  const parsed = { only: [], node: process.execPath, markdown: false, json: false, extras: true };
  for (let next = 0; next < words.length; ++next) {
    const value = () => words[++next] ?? fail(`${words[next - 1]} needs a value.`);
    switch (words[next]) {
      case '--only':
        parsed.only.push(value());
        break;
      case '--node':
        parsed.node = value();
        break;
      case '--table':
        parsed.markdown = value() === 'markdown';
        break;
      case '--json':
        parsed.json = true;
        break;
      case '--no-extras':
        parsed.extras = false;
        break;
      case '--help':
        console.log(kHelp);
        process.exit(0);
        break;
      default:
        fail(`unknown option ${words[next]}; --help lists the options.`);
    }
  }
  return parsed;
}

/** Compiles the programs with erlc and returns their names. */
function compile() {
  const sources = fs.readdirSync(path.join(root, 'bench')).filter((file) => file.endsWith('.erl'));
  fs.mkdirSync(beams, { recursive: true });
  run(['erlc', '-o', beams, ...sources.map((file) => path.join(root, 'bench', file))]);
  const names = sources.map((file) => path.basename(file, '.erl')).filter((name) => name !== 'bench_runner');
  for (const name of options.only) {
    if (!names.includes(name)) fail(`there is no bench/${name}.erl.`);
  }
  return options.only.length > 0 ? options.only : names;
}

/** What a program says that erl is to be started with: an attribute -erl_flags("+S 1"). */
function erlFlags(name) {
  const source = fs.readFileSync(path.join(root, 'bench', `${name}.erl`), 'utf8');
  return /^-erl_flags\("([^"]*)"\)\.$/m.exec(source)?.[1].split(' ') ?? [];
}

/** Runs a command line; returns what it prints, or throws what it says. */
function run([program, ...words], environment = {}) {
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
    maxBuffer: 1 << 28,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${program} ended with status ${status}: ${stderr || stdout}`);
  return stdout + stderr;
}

/**
 * @typedef {{ name: string, value?: string, error?: string, erl?: number, jit?: number, interp?: number }} Row
 *   times in milliseconds
 * @returns {Row}
 */
function measure(name) {
  const row = { name };
  for (const [host, start] of Object.entries(hosts)) {
    try {
      const match = /^\{'?\w+'?,(\d+),(\d+),(.*)\}$/m.exec(run(start(name)));
      if (!match) throw new Error(`${host} printed no figures`);
      const [, minimum, median, value] = match;
      row[host] = minimum / 1e6;
      row[`${host}Median`] = median / 1e6;
      row.value ??= value;
      if (value !== row.value) row.error ??= `${host} gives ${value}, not ${row.value}`;
    } catch (error) {
      row.error ??= `${host}: ${error.message.trim()}`;
    }
  }
  row.jitToErl = row.jit / row.erl;
  row.interpToJit = row.interp / row.jit;
  return row;
}

function geometricMean(numbers) {
  const finite = numbers.filter(Number.isFinite);
  return Math.exp(finite.reduce((total, number) => total + Math.log(number), 0) / finite.length);
}

/** Wall time of a whole ./run of a built hello world, in milliseconds. */
function helloWorld() {
  const source = path.join(beams, 'bench_hello.erl');
  fs.writeFileSync(source, '-module(bench_hello).\n-export([main/0]).\nmain() -> erlang:display(hello).\n');
  const times = [];
  for (let i = 0; i <= kHelloRuns; ++i) {
    const start = performance.now();
    run([path.join(root, 'run'), source], { LINAC_NODE: options.node });
    if (i > 0) times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return { minimum: times[0], median: times[times.length >> 1] };
}

/**
 * Loads every module of the installed OTP's stdlib together, in a fresh machine, several times, each in a process of its
 * own on the Node that was asked for: from the bytes of the files to modules that can be called. The quickest counts.
 */
function compilationSpeed() {
  const runs = Array.from({ length: kLoadRuns }, loadLibrary);
  return runs.reduce((best, run) => (run.milliseconds < best.milliseconds ? run : best));
}

function loadLibrary() {
  const text = run([options.node, '--input-type=module', '--eval', `
    import fs from 'node:fs';
    import path from 'node:path';
    const platform = ${JSON.stringify(new URL('../src/platforms/emscripten/js/', import.meta.url).href)};
    const { createNodeVm } = await import(platform + 'node.js');
    const { otpCodeDirectories } = await import(platform + 'otp.js');
    const stdlib = otpCodeDirectories().find((directory) => directory.includes('/stdlib-'));
    const vm = await createNodeVm();
    const files = fs.readdirSync(stdlib).filter((name) => name.endsWith('.beam'))
      .map((name) => ({ path: name, bytes: fs.readFileSync(path.join(stdlib, name)) }));
    const start = performance.now();
    vm.loadAll(files);
    console.log('wall time (ms) ' + (performance.now() - start));
    console.log(vm.stats());
  `]);
  const row = (name) => {
    const value = Number(new RegExp(`^ *${name} +([\\d.]+)$`, 'm').exec(text)?.[1]);
    if (!Number.isFinite(value)) throw new Error(`the statistics say nothing of ${name}:\n${text}`);
    return value;
  };
  const milliseconds = row('wall time \\(ms\\)');
  return {
    modules: row('modules loaded'),
    beamBytes: row('beam bytes'),
    wasmBytes: row('wasm bytes'),
    milliseconds,
    megabytesPerSecond: row('beam bytes') / 1e3 / milliseconds,
    loadMilliseconds: row('load time \\(ms\\)'),
    emitMilliseconds: row('emit \\(ms\\)'),
    installMilliseconds: row('install \\(ms\\)'),
    labelsInterpreted: row('labels interpreted'),
  };
}

function printTable(rows) {
  const ms = (time) => (time === undefined ? '–' : time.toFixed(2));
  const times = (ratio) => (Number.isFinite(ratio) ? `${ratio.toFixed(2)}×` : '–');
  const lines = [
    ['program', 'erl ms', 'JIT ms', 'interp ms', 'JIT/erl', 'interp/JIT'],
    ...rows.map((row) => [
      row.name, ms(row.erl), ms(row.jit), ms(row.interp), times(row.jitToErl), times(row.interpToJit),
    ]),
    [
      'geometric mean', '', '', '',
      times(geometricMean(rows.map((row) => row.jitToErl))),
      times(geometricMean(rows.map((row) => row.interpToJit))),
    ],
  ];
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const pad = (cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]));
  lines.forEach((line, index) => {
    const cells = line.map(pad);
    console.log(options.markdown ? `| ${cells.join(' | ')} |` : cells.join('  '));
    if (options.markdown && index === 0) {
      console.log(`|${widths.map((width, column) => '-'.repeat(width + 1) + (column ? ':' : '-')).join('|')}|`);
    }
  });
}

/** Figures beside the table; one that cannot be had says why and fails the run. */
function extra(name, measureIt, show) {
  if (!options.extras) return undefined;
  try {
    const figures = measureIt();
    if (!options.json) console.log(show(figures));
    return figures;
  } catch (error) {
    console.error(`bench: ${name}: ${error.message.trim()}`);
    failed = true;
    return undefined;
  }
}

let failed = false;
run([path.join(root, 'scripts/build'), 'wasm']);
const names = compile();
const rows = names.map((name, index) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[Kbench: ${index + 1}/${names.length} ${name}`);
  return measure(name);
});
if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');

const node = run([options.node, '--version']).trim();
const otp = run(['erl', '-noinput', '-eval', 'io:put_chars(erlang:system_info(otp_release)), halt().']);
if (!options.json) {
  console.log(`OTP ${otp}, Node ${node}\n`);
  printTable(rows);
  console.log();
}
const hello = extra('hello world', helloWorld, ({ minimum, median }) =>
  `hello world through ./run: ${minimum.toFixed(0)} ms (median ${median.toFixed(0)})`);
const compilation = extra('compilation', compilationSpeed, (figures) => {
  const ms = (time) => `${time.toFixed(0)} ms`;
  return `stdlib, ${figures.modules} modules, ${(figures.beamBytes / 1e6).toFixed(2)} MB, loaded and compiled in ` +
    `${ms(figures.milliseconds)} (${figures.megabytesPerSecond.toFixed(1)} MB/s): reading, verifying and linking ` +
    `${ms(figures.loadMilliseconds)}, emission ${ms(figures.emitMilliseconds)}, the engine ${ms(figures.installMilliseconds)}; ` +
    `${(figures.wasmBytes / 1e6).toFixed(1)} MB of WebAssembly, ${figures.labelsInterpreted} labels interpreted`;
});
if (options.json) console.log(JSON.stringify({ otp, node, programs: rows, hello, compilation }, null, 2));
for (const { name, error } of rows) {
  if (!error) continue;
  console.error(`bench: ${name}: ${error}`);
  failed = true;
}
process.exitCode = failed ? 1 : 0;
