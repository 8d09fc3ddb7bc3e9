// SPDX-License-Identifier: Apache-2.0
//
// Programs that a booted OTP runs, by ./run and by their own launchers: Elixir scripts, escripts as text and as
// archives, one of them built by Mix.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'linac-otp-'));
test.after(() => fs.rmSync(directory, { recursive: true }));
const kRun = path.resolve('run');

function run(program, words, cwd = directory) {
  const { stdout, stderr, status } = spawnSync(program, words, { cwd, encoding: 'utf8', input: '' });
  return { stdout, stderr, status };
}

/** ./run does with these words what the launcher does. */
function same(launcher, words) {
  const wanted = run(launcher, words);
  assert.deepEqual(run(kRun, words), wanted);
  return wanted;
}

function write(name, text) {
  const file = path.join(directory, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return name;
}

const kScript = `#!/usr/bin/env escript
%% -*- erlang -*-
%%! -kernel some_flag 17
main(["halt"]) -> halt(5);
main(Words) ->
    io:format("~p ~p ~s~n", [Words, application:get_env(kernel, some_flag), filename:basename(escript:script_name())]).
`;

test('an escript of text', () => {
  const file = write('script', kScript);
  assert.deepEqual(same('escript', [file, 'a', '-b', 'c d']).stdout, '["a","-b","c d"] {ok,17} script\n');
  assert.equal(same('escript', [file, 'halt']).status, 5);
});

test('an escript that does not compile', () => {
  same('escript', [write('wrong', '#!/usr/bin/env escript\nmain(_) -> X.\n')]);
});

test('an escript that Mix has built', () => {
  write('app/mix.exs', `defmodule App.MixProject do
    use Mix.Project
    def project, do: [app: :app, version: "0.1.0", escript: [main_module: App]]
    def application, do: [extra_applications: [:logger]]
  end`);
  write('app/lib/app.ex', `defmodule App do
    def main(args), do: IO.puts("\#{inspect(args)} \#{Application.spec(:app, :vsn)} \#{Enum.sum(1..10)}")
  end`);
  const built = run('mix', ['escript.build'], path.join(directory, 'app'));
  assert.equal(built.status, 0, built.stdout + built.stderr);
  assert.match(same('escript', ['app/app', 'x', '--y']).stdout, /^\["x", "--y"\] 0\.1\.0 55\n$/);
});

test('an Elixir script', () => {
  const file = write('script.exs', 'IO.inspect(System.argv()); IO.puts(:stderr, "e"); System.halt(4)');
  assert.deepEqual(same('elixir', [file, 'a', '--b']), { stdout: '["a", "--b"]\n', stderr: 'e\n', status: 4 });
  same('elixir', [write('wrong.exs', 'IO.puts("x"\n')]);
  same('elixir', ['nothing.exs']);
});

test('an Elixir source file', () => {
  const file = write('mod.ex', 'defmodule M do\n  def f, do: :ok\nend\nIO.inspect(M.f())\n');
  assert.equal(same('elixir', [file]).stdout, ':ok\n');
});
