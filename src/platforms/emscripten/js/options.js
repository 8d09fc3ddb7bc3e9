// SPDX-License-Identifier: Apache-2.0
//
// The command line of ./run: one table of options, from which both parsing and the help's list are made.

/**
 * @typedef {object} CommandOptions
 * @property {string[]} codePath
 * @property {boolean} jit
 * @property {boolean} otp
 * @property {boolean} stats
 * @property {boolean} disassemble
 * @property {string | null} dumpDirectory
 * @property {number} maxMemory
 * @property {number} reductions
 * @property {number} scheduleSeed
 * @property {boolean} collectAlways
 * @property {string | null} compareDirectory
 * @property {number} timeLimit
 * @property {boolean} listBifs
 * @property {boolean} missing
 * @property {boolean} help
 * @property {boolean} version
 * @property {string | null} command  `pack`, or null: run a file
 * @property {string} output  where `pack` writes
 * @property {string | null} start  the module that `pack` makes the first
 * @property {string | null} file
 * @property {string[]} programArguments
 */

/** A wrong command line; the message is one sentence without its full stop. */
export class UsageError extends Error {
  name = 'UsageError';
}

/** @throws {UsageError} unless `value` is a number from 1 to `most` */
function positive(name, value, most) {
  if (/^[0-9]+$/.test(value) && Number(value) >= 1 && Number(value) <= most) return Number(value);
  throw new UsageError(`${name} is a number from 1 on, not ${value || 'nothing'}`);
}

const kOptions = [
  {
    name: '-pa',
    value: 'DIR',
    help: 'search DIR, or an archive (.ez, .avm), for a module on its first call; may be given several times',
    set: (options, value) => options.codePath.push(value),
  },
  {
    name: '--jit',
    value: 'load|off',
    help: 'compile each module when it is loaded (the default), or interpret everything',
    set: (options, value) => {
      if (value !== 'load' && value !== 'off') {
        throw new UsageError(`--jit is load or off, not ${value || 'nothing'}`);
      }
      options.jit = value === 'load';
    },
  },
  {
    name: '--otp',
    help: "boot OTP as erl does; all that follows is erl's command line",
    set: (options) => (options.otp = true),
  },
  {
    name: '--stats',
    help: 'afterwards, say on standard error what was compiled, used and collected',
    set: (options) => (options.stats = true),
  },
  {
    name: '--disasm',
    help: "print the file's BEAM instructions instead of running it",
    set: (options) => (options.disassemble = true),
  },
  {
    name: '--dump-wasm',
    value: 'DIR',
    help: 'also write every WebAssembly module that is made to DIR',
    set: (options, value) => (options.dumpDirectory = value),
  },
  {
    name: '--max-memory',
    value: 'MB',
    help: 'the most memory it may take; when there is no more it ends, and leaves a report (4096 unless given)',
    set: (options, value) => (options.maxMemory = positive('--max-memory', value, 4096) * 2 ** 20),
  },
  {
    name: '--reductions',
    value: 'N',
    help: "for tests: a process's time slice, in reductions",
    set: (options, value) => (options.reductions = positive('--reductions', value, 0x7fffffff)),
  },
  {
    name: '--schedule-seed',
    value: 'N',
    help: 'for tests: processes run in a random order for random times, the same ones for the same N',
    set: (options, value) => (options.scheduleSeed = positive('--schedule-seed', value, 0xffffffff)),
  },
  {
    name: '--gc-stress',
    help: 'for tests: collect garbage at every allocation',
    set: (options) => (options.collectAlways = true),
  },
  {
    name: '--compare',
    value: 'DIR',
    help: 'run every .beam of DIR that has a start/0 on interpreter, JIT and erl, and print a table of who agrees',
    set: (options, value) => (options.compareDirectory = value),
  },
  {
    name: '--time-limit',
    value: 'SECONDS',
    help: 'with --compare: of each run; 60 unless given',
    set: (options, value) => (options.timeLimit = positive('--time-limit', value, 86400)),
  },
  {
    name: '--list-bifs',
    help: "list the functions written in C++ instead of running a file, those of OTP's NIF libraries included",
    set: (options) => (options.listBifs = true),
  },
  {
    name: '--missing',
    help: 'with --list-bifs: list those that the installed OTP has and Linac lacks',
    set: (options) => (options.missing = true),
  },
  { name: '--help', help: 'show this', set: (options) => (options.help = true) },
  { name: '--version', help: 'show the version', set: (options) => (options.version = true) },
];

/**
 * Options come before the file; all that follows the file is the program's. A value follows its option as the next
 * word or after `=`.
 * @param {string[]} words
 * @returns {CommandOptions}
 * @throws {UsageError}
 */
export function parseOptions(words) {
  const options = {
    codePath: [],
    jit: true,
    otp: false,
    stats: false,
    disassemble: false,
    dumpDirectory: null,
    maxMemory: 0,
    reductions: 0,
    scheduleSeed: 0,
    collectAlways: false,
    compareDirectory: null,
    timeLimit: 0,
    listBifs: false,
    missing: false,
    help: false,
    version: false,
    command: null,
    output: '',
    start: null,
    file: null,
    programArguments: [],
  };
  if (words[0] === 'pack') return parsePack(options, words);
  let next = 0;
  for (; next < words.length && words[next].startsWith('-'); ++next) {
    if (words[next] === '--') {
      ++next;
      break;
    }
    const equals = words[next].indexOf('=');
    const name = equals < 0 ? words[next] : words[next].slice(0, equals);
    const option = kOptions.find((candidate) => candidate.name === name);
    if (!option) throw new UsageError(`unknown option ${name}; --help lists the options`);
    let value = equals < 0 ? null : words[next].slice(equals + 1);
    if (!option.value && value !== null) throw new UsageError(`option ${name} takes no value`);
    if (option.value && value === null) {
      if (++next === words.length) throw new UsageError(`option ${name} needs a value: ${option.value}`);
      value = words[next];
    }
    option.set(options, value);
    if (options.otp) {
      options.programArguments = words.slice(next + 1);
      return options;
    }
  }
  if (options.missing && !options.listBifs) throw new UsageError('--missing goes with --list-bifs');
  if (options.timeLimit !== 0 && options.compareDirectory === null) {
    throw new UsageError('--time-limit goes with --compare');
  }
  if (options.compareDirectory !== null && next < words.length) {
    throw new UsageError(`--compare runs a directory's programs, and there is also ${words[next]}`);
  }
  if (next < words.length) options.file = words[next];
  options.programArguments = words.slice(next + 1);
  return options;
}

/** `pack [-o FILE] [-s MODULE] [-pa DIR]... INPUT...` */
function parsePack(options, words) {
  options.command = 'pack';
  const set = {
    '-o': (value) => (options.output = value),
    '-s': (value) => (options.start = value),
    '-pa': (value) => options.codePath.push(value),
  };
  for (let next = 1; next < words.length; ++next) {
    const word = words[next];
    if (!word.startsWith('-')) {
      options.programArguments.push(word);
    } else if (!(word in set)) {
      throw new UsageError(`unknown option ${word} of pack; it has -o FILE, -s MODULE and -pa DIR`);
    } else if (++next === words.length) {
      throw new UsageError(`option ${word} of pack needs a value`);
    } else {
      set[word](words[next]);
    }
  }
  if (options.programArguments.length === 0) {
    throw new UsageError('pack needs .beam files or directories of them');
  }
  if (!options.output.endsWith('.ez')) {
    throw new UsageError('pack writes an archive whose name ends in .ez: say which with -o');
  }
  return options;
}

/** @returns {string} */
export function helpText() {
  const names = kOptions.map(({ name, value }) =>
    !value ? name : name.startsWith('--') ? `${name}=${value}` : `${name} ${value}`,
  );
  const width = Math.max(...names.map((name) => name.length)) + 2;
  const list = kOptions.map(({ help }, index) => `  ${names[index].padEnd(width)}${help}`);
  return `Usage: ./run [options] FILE [arguments...]

       ./run pack -o FILE.ez [-s MODULE] [-pa DIR]... INPUT...

Runs an Erlang program on Linac, a BEAM in WebAssembly. FILE is a .beam file, a .erl file, which erlc compiles first, or
an archive (.ez as pack makes it, .avm) that says which of its modules starts. The program is FILE's main/1, which gets
the arguments as a list of strings; without one, main/0; without that, start/0, whose value is printed. An Elixir file
(.exs, .ex) or an escript runs on a booted OTP, as elixir and escript run it.

  ./run examples/fib.erl                     run a program
  ./run examples/fib.erl 25                  give it an argument
  ./run --jit=off --stats examples/fib.erl   the same in the interpreter, and what it took
  ./run -pa ebin ebin/hello.beam             find further modules in ebin
  ./run pack -o app.ez ebin                  put a program and all it reaches into one file, compiled
  ./run app.ez                               and run that
  ./run hello.exs                            run an Elixir script, or an escript
  ./run --disasm hello.beam                  see what the compiler made of it
  ./run --dump-wasm=out examples/fib.erl     and what Linac makes of that: wasm2wat out/fib.wasm
  ./run --compare ebin                       run a folder's programs on both tiers and on erl
  ./run shell                                Erlang's shell; words that follow are erl's
  ./run iex                                  Elixir's shell; words that follow are iex's
  ./run elixir -e 'IO.puts(1 + 1)'           as elixir, elixirc and mix, with what they take

Options:
${list.join('\n')}

Modules are searched in the -pa directories in the order given, in FILE's directory, and in the installed OTP.
The exit status is 0, or 1 after an error, or what the program gave to halt/1. Only the program's own output goes to
standard output.
`;
}
