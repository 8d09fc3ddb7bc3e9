// SPDX-License-Identifier: Apache-2.0
//
// Ports as the outside sees them: standard input of all kinds, programs that are written to until the end, signals, and a
// host that has none of it.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { createNodeVm } from '../../src/platforms/emscripten/js/node.js';
import { beam, root, scratch } from './support/linac.js';

/** Shows what comes until its end. */
const kReader = `-export([main/0]).
main() ->
    Port = open_port({fd, 0, 1}, [stream, binary, eof]),
    erlang:display(ready),
    loop(Port, 0).
loop(Port, Size) ->
    receive
        {Port, {data, Data}} when byte_size(Data) < 100 -> erlang:display(Data), loop(Port, Size + byte_size(Data));
        {Port, {data, Data}} -> loop(Port, Size + byte_size(Data));
        {Port, eof} -> erlang:display({eof, Size})
    end.`;

/** ./run with whatever as standard input; resolves with its output and status. */
async function run(file, stdin, act = () => {}) {
  const child = spawn(path.join(root, 'run'), [file], { stdio: [stdin, 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (data) => {
    output += data;
    act(child, output);
  });
  const [status] = await once(child, 'close');
  return { output, status };
}

test('input through a pipe arrives when it is written, while the machine waits', async () => {
  const file = beam('reader', kReader);
  const steps = [['ready\n', 'one'], ['<<"one">>\n', 'two']];
  const { output, status } = await run(file, 'pipe', (child, sofar) => {
    if (steps.length > 0 && sofar.endsWith(steps[0][0])) child.stdin.write(steps.shift()[1]);
    else if (sofar.endsWith('<<"two">>\n')) child.stdin.end();
  });
  assert.deepEqual({ output, status }, { output: 'ready\n<<"one">>\n<<"two">>\n{eof,6}\n', status: 0 });
});

test('input from a file comes whole, and none is its end', async () => {
  const file = beam('reader', kReader);
  const input = path.join(scratch, 'input');
  fs.writeFileSync(input, Buffer.alloc(1_000_000, 'x'));
  const descriptor = fs.openSync(input);
  assert.equal((await run(file, descriptor)).output, 'ready\n{eof,1000000}\n');
  fs.closeSync(descriptor);
  assert.equal((await run(file, 'ignore')).output, 'ready\n{eof,0}\n');
});

test('a machine that halts does not wait for input', async () => {
  const file = beam('halts', `-export([main/0]).
    main() -> open_port({fd, 0, 1}, []), erlang:display(open), receive after 50 -> halt(3) end.`);
  assert.deepEqual(await run(file, 'pipe'), { output: 'open\n', status: 3 });
});

test('what was sent to a program before the end still reaches it', async () => {
  const copy = path.join(scratch, 'copy');
  const file = beam('leaves', `-export([main/0]).
    main() ->
      Port = open_port({spawn, "sh -c 'sleep 0.3; cat >${copy}'"}, [out]),
      [erlang:port_command(Port, binary:copy(<<"x">>, 200000), []) || _ <- lists:seq(1, 5)],
      halt(0).`);
  assert.equal((await run(file, 'ignore')).status, 0);
  for (let i = 0; i < 50 && fs.statSync(copy).size < 1_000_000; ++i) await new Promise((done) => setTimeout(done, 20));
  assert.equal(fs.statSync(copy).size, 1_000_000);
});

test('a busy program holds up who writes to it, and loses nothing', async () => {
  const file = beam('busy', `-export([main/0]).
    main() ->
      Port = open_port({spawn, "sh -c 'sleep 0.5; wc -c'"}, [eof]),
      Data = binary:copy(<<"x">>, 1000000),
      Answers = [erlang:port_command(Port, Data, [nosuspend]) || _ <- [1, 2, 3]],
      Other = spawn_monitor(fun() -> [port_command(Port, Data) || _ <- [1, 2, 3]], exit(sent) end),
      receive {'DOWN', _, _, _, sent} -> erlang:display(too_early) after 100 -> ok end,
      erlang:display({hd(Answers), lists:member(false, Answers), element(2, process_info(element(1, Other), status))}),
      receive {'DOWN', _, _, _, sent} -> erlang:display(sent) end.`);
  assert.equal((await run(file, 'ignore')).output, '{true,true,suspended}\nsent\n');
});

test('signals come to erl_signal_server, or do nothing', async () => {
  const file = beam('signals', `-export([main/0]).
    main() ->
      register(erl_signal_server, self()),
      ok = os:set_signal(sigusr2, handle),
      ok = os:set_signal(sighup, ignore),
      Self = os:getpid(),
      Kill = fun(Name) -> open_port({spawn, "kill -" ++ Name ++ " " ++ Self}, [exit_status]) end,
      Kill("HUP"), Kill("USR2"),
      receive {notify, Signal} -> erlang:display(Signal) end,
      {'EXIT', {badarg, _}} = (catch os:set_signal(sigint, handle)),
      {'EXIT', {badarg, _}} = (catch os:set_signal(sigterm, foo)),
      ok = os:set_signal(sigusr2, default).`);
  assert.deepEqual(await run(file, 'ignore'), { output: 'sigusr2\n', status: 0 });
});

test('a host without ports has no programs and no input', async () => {
  const file = beam('nothing', `-export([main/0]).
    main() ->
      [erlang:display(catch element(1, element(2, {'EXIT', _} = (catch open_port(Name, []))))) ||
        Name <- [{spawn, "cat"}, {spawn_executable, "/bin/cat"}, {spawn_driver, "cat"}, {spawn, "tty_sl -c -e"}]],
      Port = open_port({fd, 0, 1}, [binary]),
      port_command(Port, "output is there\\n"),
      erlang:display({os:getpid(), os:getenv("PATH")}).`);
  let output = '';
  const directory = path.dirname(file);
  const { NodeHost } = await import('../../src/platforms/emscripten/js/node.js');
  const host = new NodeHost([directory]);
  host.ports = undefined;
  host.write = (descriptor, bytes) => (output += Buffer.from(bytes));
  const vm = await createNodeVm({ host });
  assert.equal(await vm.run(vm.load(fs.readFileSync(file), file)), 0);
  vm.destroy();
  assert.equal(output, 'enoent\nenoent\nbadarg\neinval\noutput is there\n{"0",false}\n');
});

test('a host can wake a waiting machine with an event of its own', async () => {
  const file = beam('reader', kReader);
  let output = '';
  let tell;
  const { NodeHost } = await import('../../src/platforms/emscripten/js/node.js');
  const host = new NodeHost([path.dirname(file)]);
  host.write = (descriptor, bytes) => {
    output += Buffer.from(bytes);
    if (output.endsWith('ready\n')) {
      setTimeout(() => {
        tell(handle, 1, Buffer.from('hello'));
        tell(handle + 1000, 1, Buffer.from('nobody'));
        tell(handle, 2);
      }, 50);
    }
  };
  let handle;
  host.ports = {
    connect: (sink) => (tell = sink),
    readDescriptor: (number) => ((handle = number), true),
    close: (number) => assert.equal(number, handle),
  };
  const vm = await createNodeVm({ host });
  assert.equal(await vm.run(vm.load(fs.readFileSync(file), file)), 0);
  assert.equal(output, 'ready\n<<"hello">>\n{eof,5}\n');
});
