// SPDX-License-Identifier: Apache-2.0
//
// OTP's own boot: the same command lines for `erl` and for `./run --otp` print the same and end with the same status.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { beam, linac, modes, root, scratch } from './support/linac.js';

const directory = path.join(scratch, 'boot');
beam(
  'booted',
  `-export([start/0, run/0, run/1]).
   start() -> io:format("start ~p~n", [init:get_plain_arguments()]), halt(3).
   run() -> io:format("run~n"), init:stop().
   run(Arguments) -> io:format("run ~p~n", [Arguments]), init:stop(4).`,
  directory,
);
fs.writeFileSync(path.join(directory, 'sys.config'), '[{kernel, [{logger_level, error}]}, {mine, [{key, "of the file"}]}].');

const application = path.join(root, 'tests/js/application');
const ebin = path.join(scratch, 'shop');
fs.mkdirSync(ebin);
fs.copyFileSync(path.join(application, 'shop.app'), path.join(ebin, 'shop.app'));
const sources = fs.readdirSync(application).filter((name) => name.endsWith('.erl')).map((name) => path.join(application, name));
assert.equal(spawnSync('erlc', ['+debug_info', '-o', ebin, ...sources]).status, 0);

/** Pids, references, ports and times are never the same twice; what a reduction is, each machine says for itself. */
function withoutIdentity(text) {
  return text
    .replace(/<0\.\d+\.\d+>/g, '<pid>')
    .replace(/#Ref<[\d.]+>/g, '#Ref<>')
    .replace(/#Port<[\d.]+>/g, '#Port<>')
    .replace(/(reductions|heap_size|stack_size): \d+/g, '$1: N')
    // erlang:display/1 ends lines as a terminal wants it on erl.
    .replaceAll('\r\n', '\n')
    .replace(/\d+-\w+-\d+::\d\d:\d\d:\d\d\.\d+/g, '<time>');
}

const eval_ = (...code) => ['-noshell', '-eval', ...code];
const cases = {
  'an expression': eval_('io:format("~p~n", [lists:seq(1, 3)]), halt().'),
  'applications': eval_('io:format("~p~n", [application:which_applications()]), halt().'),
  'registered processes': eval_('io:format("~p~n", [lists:sort(registered())]), halt().'),
  'init:stop with a status': eval_('io:format("x~n"), init:stop(7).'),
  '-s': ['-noshell', '-pa', directory, '-s', 'booted', '-extra', 'a', '-b', '--'],
  '-run without arguments': ['-noshell', '-pa', directory, '-run', 'booted', 'run'],
  '-run with arguments': ['-noshell', '-pa', directory, '-run', 'booted', 'run', 'a', 'b'],
  '-noinput': ['-noinput', '-eval', 'io:format("~p~n", [ok]), io:format("~p~n", [init:get_argument(noshell)]), init:stop().'],
  'plain arguments': ['-noshell', '-pa', directory, '-s', 'booted', '--', 'c', 'd'],
  'flags of the user': ['-noshell', '-mine', 'x', 'y', '-mine', 'z', ...eval_('io:format("~p~n", [init:get_argument(mine)]), halt().').slice(1)],
  'the environment of applications': ['-mine', 'key', '"of the command line"', ...eval_('io:format("~p~n", [application:get_all_env(mine)]), halt().')],
  '-config': [
    '-config',
    path.join(directory, 'sys'),
    ...eval_('io:format("~p ~p~n", [application:get_env(mine, key), logger:get_primary_config()]), halt().'),
  ],
  'code loading': eval_('io:format("~p ~p~n", [code:which(lists), code:ensure_loaded(no_such_module)]), halt().'),
  'compiling': eval_(
    '{ok, T, _} = erl_scan:string("-module(t). -export([f/1]). f(X) -> X * 2."), ' +
      'Split = fun(F, L, A) -> case L of [] -> lists:reverse(A); _ -> {S, [D | R]} = lists:splitwith(fun(E) -> element(1, E) =/= dot end, L), F(F, R, [S ++ [D] | A]) end end, ' +
      'Forms = [element(2, erl_parse:parse_form(S)) || S <- Split(Split, T, [])], {ok, t, B} = compile:forms(Forms), ' +
      '{module, t} = code:load_binary(t, "t", B), io:format("~p~n", [t:f(21)]), halt().',
  ),
  'a module that is replaced before its first call': eval_(
    'Load = fun() -> {module, edlin} = code:load_file(edlin) end, Load(), Load(), true = code:delete(edlin), ' +
      'io:format("~p ~p~n", [code:purge(edlin), code:is_loaded(edlin)]), Load(), ' +
      'io:format("~p~n", [element(1, edlin:edit_line("ab\\n", edlin:start("> ")))]), halt().',
  ),
  'a process that crashes': eval_('spawn(fun() -> error(oops) end), timer:sleep(100), halt().'),
  'an expression that fails': eval_('1 = hd([2]).'),
  'a function that is not there': ['-noshell', '-s', 'no_such_module'],
  'no such boot file': ['-boot', 'no_such_boot', '-noshell'],
};

for (const [name, words] of Object.entries(cases)) {
  const expected = spawnSync('erl', words, { encoding: 'utf8', input: '', cwd: scratch, env: { ...process.env, ERL_CRASH_DUMP: '/dev/null' } });
  for (const mode of modes) {
    test(`${name}, ${mode}`, () => {
      const { status, stdout } = linac(mode, '--otp', ...words);
      assert.equal(withoutIdentity(stdout), withoutIdentity(expected.stdout));
      assert.equal(status, expected.status);
    });
  }
}

test('an application is started, crashed, restarted, upgraded and stopped, with the same log', () => {
  const words = ['-noshell', '-pa', ebin, '-s', 'shop', 'main'];
  const expected = spawnSync('erl', words, { encoding: 'utf8' });
  assert.match(expected.stdout, /door \{closed,11\}/);
  for (const mode of modes) {
    const { status, stdout, stderr } = linac(mode, '--otp', ...words);
    assert.equal(withoutIdentity(stdout), withoutIdentity(expected.stdout));
    assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
  }
});

test('a boot from the image links and compiles nothing', () => {
  const { status, stderr } = linac('--stats', '--otp', ...eval_('halt().'));
  assert.equal(status, 0);
  for (const what of ['labels compiled', 'labels interpreted', 'emit \\(ms\\)']) {
    assert.match(stderr, new RegExp(`^ *${what} +0(\\.00)?$`, 'm'));
  }
});

test('what cannot be had is one sentence', () => {
  for (const flag of ['-sname', '-name']) {
    const { status, stdout, stderr } = linac('--otp', flag, 'a');
    const sentence = `linac: ${flag}: there is no distribution here, so a node cannot have a name\n`;
    assert.deepEqual({ status, stdout, stderr }, { status: 1, stdout: '', stderr: sentence });
  }
});
