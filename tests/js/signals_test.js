// SPDX-License-Identifier: Apache-2.0
//
// Signals of the operating system. A booted OTP does with them what `erl` does; a program in the light boot ends as any
// program of Node does.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { beam, modes, root, scratch } from './support/linac.js';

const directory = path.join(scratch, 'signals');
beam(
  'on_signals',
  `-export([main/0, install/0, init/1, handle_event/2, handle_call/2]).
   main() -> erlang:display(up), receive after infinity -> ok end.
   install() ->
       [ok = os:set_signal(Signal, handle) || Signal <- [sighup, sigusr2, sigchld, sigalrm, sigstop]],
       ok = os:set_signal(sigabrt, ignore),
       [ok = os:set_signal(sigtstp, How) || How <- [handle, ignore, default]],
       {'EXIT', {badarg, _}} = (catch os:set_signal(sigkill, handle)),
       {'EXIT', {badarg, _}} = (catch os:set_signal(sigterm, notify)),
       gen_event:add_handler(erl_signal_server, ?MODULE, []),
       io:format("up~n").
   init(_) -> {ok, []}.
   handle_event(sigalrm, Seen) -> os:set_signal(sighup, default), io:format("~p~n", [Seen]), {ok, Seen};
   handle_event(Signal, Seen) -> io:format("~p~n", [Signal]), {ok, [Signal | Seen]}.
   handle_call(_, S) -> {ok, ok, S}.`,
  directory,
);

/** Sends one signal after each line that the program writes, and waits for its end. */
function run([program, ...words], signals) {
  const environment = { ...process.env, ERL_CRASH_DUMP: '/dev/null' };
  const child = spawn(program, words, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const left = [...signals];
  let output = '';
  const collect = (bytes) => {
    output += bytes;
    const lines = output.split('\n').length - 1;
    while (left.length > 0 && lines > signals.length - left.length) child.kill(left.shift());
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return new Promise((resolve) => {
    child.on('close', (status, signal) => {
      // Linac writes no crash dump.
      const text = output
        .replaceAll('\r\n', '\n')
        .replace(/\d+-\w+-\d+::\d\d:\d\d:\d\d\.\d+/g, '<time>')
        .replace(/\nCrash dump .*done\n/, '');
      resolve({ text, end: signal ?? status });
    });
  });
}

const linac = (mode, ...words) => [path.join(root, 'run'), mode, ...words];
const waiting = ['-noshell', '-eval', 'io:format("up~n").'];
const installed = ['-noshell', '-pa', directory, '-s', 'on_signals', 'install'];
const cases = {
  ...Object.fromEntries(['SIGTERM', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGHUP', 'SIGALRM'].map((signal) => [signal, [waiting, [signal]]])),
  'a handler of the signal server': [installed, ['SIGHUP', 'SIGUSR2', 'SIGCHLD', 'SIGALRM', 'SIGALRM', 'SIGHUP']],
};

for (const [name, [words, signals]] of Object.entries(cases)) {
  const expected = run(['erl', ...words], signals);
  for (const mode of modes) {
    test(`${name}, ${mode}`, async () => {
      assert.deepEqual(await run(linac(mode, '--otp', ...words), signals), await expected);
    });
  }
}

test('a program in the light boot is ended', async () => {
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGUSR2']) {
    const program = path.join(directory, 'on_signals.beam');
    assert.deepEqual(await run(linac('--jit=load', program), [signal]), { text: 'up\n', end: signal });
  }
});
