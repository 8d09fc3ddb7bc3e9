// SPDX-License-Identifier: Apache-2.0
//
// Local time in time zones with and without summer time, north and south: as on erl.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { modes, root, scratch, source } from './support/linac.js';

const kProgram = `
-export([main/0]).
main() ->
    [erlang:display({Local, Summer, erlang:localtime_to_universaltime(Local, Summer)}) ||
        Local <- [{{2003, 1, 15}, {14, 0, 0}}, {{2003, 7, 15}, {14, 0, 0}}, {{2003, 10, 20}, {3, 0, 0}}, {{2024, 2, 29}, {23, 59, 59}},
                  {{2003, 10, 26}, {1, 30, 0}}, {{2003, 3, 30}, {1, 59, 0}}, {{2050, 7, 1}, {0, 0, 0}}, {{2099, 12, 31}, {0, 0, 0}}],
        Summer <- [true, false, undefined]],
    [erlang:display({Local, erlang:localtime_to_universaltime(Local, Summer)}) ||
        Local <- [{{2003, 3, 30}, {2, 30, 0}}, {{2003, 10, 26}, {2, 30, 0}}], Summer <- [true, false]],
    [erlang:display(erlang:universaltime_to_localtime({{Year, Month, 1}, {0, 0, 0}})) ||
        Year <- [1975, 2003, 2037, 2038, 2060], Month <- [1, 4, 7, 11]].
`;

assert.equal(spawnSync('erlc', ['-o', scratch, source('zones', kProgram)]).status, 0);

function run(file, words, zone) {
  const { stdout, stderr } = spawnSync(file, words, { encoding: 'utf8', env: { ...process.env, TZ: zone } });
  return (stdout + stderr).split(/\r?\n/).filter((line) => line.startsWith('{'));
}

for (const zone of ['UTC', 'MET', 'America/New_York', 'Australia/Sydney', 'Asia/Kolkata']) {
  test(`local time in ${zone}`, () => {
    const expected = run('erl', ['-noinput', '-pa', scratch, '-s', 'zones', 'main', '-s', 'init', 'stop'], zone);
    assert.equal(expected.length, 48);
    for (const mode of modes) {
      assert.deepEqual(run(path.join(root, 'run'), [mode, path.join(scratch, 'zones.beam')], zone), expected);
    }
  });
}
