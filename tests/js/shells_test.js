// SPDX-License-Identifier: Apache-2.0
//
// ./run shell and ./run iex on a terminal: after each step of someone who types, the screen is that of `erl` and `iex`.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { root, scratch } from './support/linac.js';
import { follow, remembered, watch } from './support/session.js';

const kUp = '\x1b[A';
const kDown = '\x1b[B';
const kRight = '\x1b[C';
const kLeft = '\x1b[D';
const key = (letter) => String.fromCharCode(letter.charCodeAt(0) & 0x1f);
const meta = (letter) => `\x1b${letter}`;

const directory = path.join(scratch, 'shells');
fs.mkdirSync(directory);
const write = (name, text) => fs.writeFileSync(path.join(directory, name), text);
write('greeting.erl', '-module(greeting).\n-export([hello/1]).\n-record(guest, {name, age = 7}).\nhello(#guest{name = N}) -> {hello, N};\nhello(X) -> {hi, X}.\n');
write('wrong.erl', '-module(wrong).\n-export([f/0]).\nf() -> X.\n');
write('greeting.ex', 'defmodule Greeting do\n  def hello(name), do: "hello #{name}"\nend\n');

const kPrompt = /^(iex\()?\d+\)?> *$/;
const begin = { until: kPrompt };

/** Steps that each type a line and wait for the next prompt. */
const lines = (texts) => texts.map((text) => ({ keys: `${text}\r`, until: kPrompt }));

const sessions = {
  'editing a line': { shell: 'shell', steps: [
    begin,
    '[1,3]',
    kLeft + kLeft,
    '2,',
    key('A'),
    'X = ',
    key('E'),
    '.\r',
    'alpha beta gamma',
    meta('b'),
    key('K'),
    key('W'),
    key('Y'),
    key('U'),
    key('Y'),
    key('A') + meta('f') + key('D') + '_',
    key('E') + key('H') + '\x7f',
    key('T'),
    key('B') + key('F') + '\x1b[H' + '{',
    '\x1b[F}.\r',
    '"a\x1b[D\x1b[3~b"',
    '.\r',
    'lists:seq(1, 40) ++ lists:seq(100, 110) ++ "a line of two rows"',
    key('A'),
    'length(',
    kRight.repeat(62),
    key('K') + ')',
    key('A') + key('E') + '.\r',
    'lists:foreach(\r',
    'fun(N) -> io:format("~p~n", [N]) end, [1, 2]).\r',
    key('Q'),
    `foo(${key('G')}`,
    'c\r',
    ').\r',
  ] },
  'history': { shell: 'shell', steps: [
    begin,
    ...lines(['A = 1.', 'B = 2.', 'C = A +\r B.']),
    kUp,
    kUp,
    kUp,
    kUp,
    kUp,
    kDown,
    `${key('E')}\x7f * 1.\r`,
    key('P'),
    key('N'),
    ...lines(['v(1).', 'v(-1).', 'h().', 'b().', 'f(A).', 'A.', 'f().', 'b().', 'e(1).', 'results(5).', 'history(3).', 'history(3).']),
    'v(1).\r',
    'h().\r',
  ] },
  'completion': { shell: 'shell', steps: [
    begin,
    'lists:rev\t',
    '[1]).\r',
    'lists:ma\t',
    '\t',
    'p(fun(X) -> X end, []).\r',
    'erlang:system_fl\t\t',
    key('U'),
    'no_such_thing:\t',
    key('U'),
    'lis\t',
    key('U'),
    'file:r\t',
    key('U'),
    '\t',
    key('U'),
    'c("greet\t',
  ] },
  'wide characters': { shell: 'shell', steps: [
    begin,
    '"日本語"',
    kLeft + kLeft + '漢',
    '\x7f',
    key('E') + '.\r',
    '<<"é漢ü"/utf8>>.\r',
    'io:format("~ts~n", ["日本"]).\r',
    'X = "日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語"',
    key('A') + kRight.repeat(12) + 'ab',
    kLeft.repeat(3) + key('D'),
    key('E') + '\x7f\x7f語"',
    '.\r',
    '"e\u0301x"' + kLeft + kLeft + '\x7f',
    key('E') + '.\r',
    '$é.\r',
    '\'ünï\'.\r',
  ] },
  'modules and records': { shell: 'shell', steps: [
    begin,
    ...lines([
      'c(greeting).', 'greeting:hello(1).', 'rr(greeting).', '#guest{name = "x"}.', 'greeting:hello(#guest{name = v(4)}).', 'rl().', 'rl(guest).', 'rd(point, {x, y = 2}).',
      '#point{x = 1}.', 'rp(#point{x = lists:seq(1, 40)}).', 'rf(point).', '#point{}.', 'c(wrong).', 'c(nowhere).', 'c("greeting.erl").', 'l(greeting).', 'lc([greeting]).',
      'rf().', 'rl().', 'catch greeting:nothing().', 'cd("/tmp").', 'cd("no such").', 'y("nothing").', 'lm().',
    ]),
  ] },
  'help and errors': { shell: 'shell', steps: [
    begin,
    ...lines([
      'help().', '1 + a.', 'foo(1).', 'hd([]).', 'foo:bar().', '1 = 2.', 'throw(x).', 'exit(y).', 'error({z, 1}).', 'spawn(fun() -> ok end), ok.', 'X = fun(Y) -> Y + 1 end, X(a).',
      '<<1:4>>.', '#{a => 1, "b" => [2]}.', '#{a := 1} = #{}.', 'self() ! hi, flush().', 'catch_exception(true).', 'hd([]).', 'fun lists:map/2.', 'lists:map(fun(E) -> E / 0 end, [1]).',
      'apply(erlang, hd, [[]]).', 'receive after 10 -> timeout end.', 'h(lists, seq).', 'ht(lists).', 'io:columns().', 'io:rows().', 'io:getopts().', '"a\\nb\\e".', 'lists:seq(1, 200).',
      'begin A1 = 1, A1 end.', 'if false -> 1 end.', 'try throw(a) catch b -> 1 end.', 'spawn_link(fun() -> exit(bad) end), receive after 100 -> ok end.', 'self() =:= self().', 'X.', 'halt(a).',
    ]),
    '1 + .\r',
    'case 1 of\r',
    ', end.\r',
    'q().\r',
  ] },
  'input': { shell: 'shell', steps: [
    begin,
    'io:get_line("what? ").\r',
    `thiz${kLeft}s${key('D')}${key('E')}\r`,
    'io:fread("number: ", "~d ~d").\r',
    '12 x\r',
    'io:fread("number: ", "~d ~d").\r',
    '12\r',
    '13\r',
    'io:get_chars("three: ", 3).\r',
    'abcdef.\r',
    'ok.\r',
    'io:read("term: ").\r',
    '{a, "b",\r',
    '[c]}.\r',
    'io:setopts([{echo, false}]), L = io:get_line("secret: "), io:setopts([{echo, true}]), L.\r',
    'hidden\r',
    'io:get_password().\r',
    'hidden\r',
    'timer:apply_after(300, io, put_chars, ["late\\n"]).\r',
    'half',
    '.\r',
  ] },
  'jobs': { shell: 'shell', steps: [
    begin,
    key('G'),
    'h\r',
    'j\r',
    's\r',
    'j\r',
    'c 2\r',
    'x.\r',
    key('G'),
    'c 1\r',
    'y.\r',
    'timer:sleep(infinity).\r',
    key('G'),
    'i\r',
    'c\r',
    'z.\r',
    key('G'),
    'k 2\r',
    'j\r',
    'c 7\r',
    'nonsense\r',
    's no_such_module\r',
    'r\r',
    '?\r',
    'q\r',
  ] },
  'the size': { shell: 'shell', steps: [
    begin,
    'io:columns().\r',
    { columns: 40, until: /2> *$/ },
    'io:columns().\r',
    'lists:seq(1, 30).\r',
    '"a line that needs more than forty columns"',
    key('A') + kRight.repeat(4) + 'X',
    key('E') + '.\r',
  ] },
  'a terminal without a cursor': { shell: 'shell', environment: { TERM: 'dumb' }, steps: [
    begin,
    ...lines(['1 + 1.', 'io:get_line("what? ").\rthis', 'lists:seq(1, 40).', '"日本".']),
    'q().\r',
  ] },
  'Elixir: lines': { shell: 'iex', steps: [
    begin,
    ...lines([
      '[1, 2, 3]', 'x = %{a: "日本語", b: 1.5}', 'x.a', 'x.c', 'x[:c]', 'v(1)', 'c("greeting.ex")', 'Greeting.hello("you")', 'Greeting.hello()', 'raise "oops"', '1 + :a', 'throw(:x)', 'exit(:y)', 'i(1)',
      'Enum.map(1..3, fn n ->\r n * 2\r end)', 'defmodule M do\r def f(n), do: n + 1\r end', 'M.f(1)', 'r(Greeting)', 'h(Greeting)', 'b(GenServer)', 't(Greeting)', 'Enum.each(1..2, &IO.puts/1)', 'IO.inspect(self())',
      'spawn(fn -> 1 end) |> is_pid()', 'send(self(), :hi); flush()', 'undefined_variable', '~w(a b)a', "'abc'", '<<1, 2>>', 'String.duplicate("ab", 80)', 'Enum.to_list(1..200)', 'fn x -> x end', '&Enum.map/2', '1..3', '~D[2024-01-01]',
      'IO.gets("what? ")\rthis', 'import Enum', 'alias String, as: S', 'S.upcase("é")', 'c("nowhere.ex")', 'System.halt(:x)', 'pwd()', 'cd("/tmp")', 'import_file("nowhere")', 'runtime_info(:x)',
    ].filter((line) => !/^(pwd|runtime_info|b\(|h\(|i\()/.test(line))),
    '(1 +\r',
    '#iex:break\r',
    '1 + )\r',
  ] },
  'Elixir: keys': { shell: 'iex', steps: [
    begin,
    'Enum.map_re\t',
    key('A') + 'x = &' + key('E') + '/3\r',
    kUp,
    key('U') + 'String.up\t',
    '("é")\r',
    'Enum.fi\t',
    key('U') + 'Strin\t',
    key('U') + 'x\t',
    key('U') + 'Enum.map(1, \t',
    key('U') + ':lists.re\t',
    key('U') + '"日本" <> "語"' + kLeft.repeat(2) + 'x' + key('E') + '\r',
    'Kernel.SpecialForms.\t',
    key('U'),
    key('G'),
    'h\r',
    'c\r',
    'System.halt(3)\r',
  ] },
};

const run = path.join(root, 'run');

test('the key that interrupts', async () => {
  const steps = [begin, '1 +', key('C'), 'x', 'v', 'c', ' 2.\r', key('C'), 'a'].map((step) => (typeof step === 'string' ? { keys: step } : step));
  steps.at(-2).until = /BREAK/;
  const { views, status } = await watch({ words: [run, 'shell'] }, steps, directory);
  assert.equal(status, 0);
  const menu = 'BREAK: (a)bort (c)ontinue (v)ersion';
  assert.equal(
    views.at(-1),
    `Eshell V13.1.5  (abort with ^G)\n1> 1 +\n${menu}\n\n${menu}\nLinac, compatible with Erlang/OTP 25\n\n1> 1 + 2.\n3\n2>\n${menu}\n\n\n^`,
  );
});

/** A directory with the sources of this file, and nothing that another session has compiled. */
function freshDirectory(name) {
  const place = path.join(scratch, `session ${name}`.replaceAll(/\W/g, '_'));
  fs.rmSync(place, { recursive: true, force: true });
  fs.cpSync(directory, place, { recursive: true });
  return place;
}

const kNative = { shell: 'erl', iex: 'iex' };
const kBuild = path.join(root, 'build/tests/shells');

/** Whoever types waits most of the time. */
const kAtOnce = 4;

describe('beside the native shell', { concurrency: kAtOnce }, () => {
  for (const [name, { shell, environment, ...session }] of Object.entries(sessions)) {
    const steps = session.steps.map((step) => (typeof step === 'string' ? { keys: step } : step));
    test(name, async () => {
      const native = { words: [kNative[shell]], environment };
      const inputs = steps.map(({ keys, columns, until }) => [keys, columns, String(until)]);
      // Compiled modules hold the directory's name, and so show how long it is.
      const place = freshDirectory(name);
      const key = createHash('sha256').update(JSON.stringify([native, inputs, place.length, process.env.PATH])).digest('hex');
      const wanted = await remembered(path.join(kBuild, `${key}.json`), native, steps, place);
      const other = await follow({ words: [run, shell], environment }, steps, freshDirectory(name), wanted);
      if (other === null) return;
      const last = (view) => view.split('\n').slice(-30).join('\n');
      const { keys, columns } = steps[other.step] ?? {};
      assert.equal(last(other.view), last(wanted.views[other.step] ?? ''), `step ${other.step}: ${JSON.stringify(keys ?? columns ?? 'the end')}`);
    });
  }
});
