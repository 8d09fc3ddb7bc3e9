// SPDX-License-Identifier: Apache-2.0
//
// OTP 27 and 29 out of Debian's packages, booted with LINAC_OTP, and their Elixirs. There is no `erl` of those releases to
// compare with, so what is asked is what no release has changed.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { modes, root } from './support/linac.js';
import { fetched } from './support/releases.js';

function run(name, words, input = '') {
  const env = { ...process.env, LINAC_OTP: path.join(root, 'build', name) };
  const { status, stdout, stderr } = spawnSync(path.join(root, 'run'), words, { encoding: 'utf8', input, env });
  return { status, stdout, stderr };
}

for (const [name, release] of [['otp27', '27'], ['otp29', '29']]) {
  const { directories, reason } = fetched(name);
  const options = { skip: directories.length === 0 && reason };
  for (const mode of modes) {
    test(`OTP ${release} boots, ${mode}`, options, () => {
      const code = 'io:format("~ts ~p ~p~n", [erlang:system_info(otp_release), lists:sort([A || {A, _, _} <- application:which_applications()]), io:get_line("")]), halt(3).';
      const wanted = { status: 3, stdout: `${release} [kernel,stdlib] "a line\\n"\n`, stderr: '' };
      assert.deepEqual(run(name, [mode, '--otp', '-noshell', '-eval', code], 'a line\n'), wanted);
    });
  }
  test(`a shell of OTP ${release} reads standard input`, options, () => {
    const { status, stdout } = run(name, ['shell'], 'X = lists:seq(1, 3).\nlength(X) + 1.\nhd([]).\n');
    assert.equal(status, 0);
    assert.match(stdout, new RegExp(`^Erlang/OTP ${release} .*\\n\\nEshell`));
    assert.match(stdout, /1> \[1,2,3\]\n2> 4\n3> \*\* exception error: bad argument/);
  });
  test(`the Elixir beside OTP ${release}`, options, () => {
    const code = 'IO.inspect({"12-é" =~ ~r/^\\d+-.$/u, System.otp_release(), Enum.map(1..3, &(&1 * 2)), Task.await(Task.async(fn -> :done end)), for({k, v} <- %{a: 1}, do: {v, k})})';
    const wanted = { status: 0, stdout: `{true, "${release}", [2, 4, 6], :done, [{1, :a}]}\n`, stderr: '' };
    assert.deepEqual(run(name, ['elixir', '-e', code]), wanted);
  });
}

test('a place without an OTP is one sentence', () => {
  const { status, stdout, stderr } = run('nowhere', ['--otp', '-noshell', '-eval', 'halt().']);
  const sentence = `linac: LINAC_OTP is ${path.join(root, 'build/nowhere')}, and there is no OTP in its lib\n`;
  assert.deepEqual({ status, stdout, stderr }, { status: 1, stdout: '', stderr: sentence });
});
