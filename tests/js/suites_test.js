// SPDX-License-Identifier: Apache-2.0
//
// The runner of OTP's test suites (tests/otp), tried on a small suite of our own that has a case of each outcome.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { table } from '../otp/table.mjs';
import { beam, modes, root, scratch } from './support/linac.js';

const suites = path.join(scratch, 'suites');

const kSuite = `
  -export([suite/0, all/0, groups/0, init_per_suite/1, end_per_suite/1, init_per_group/2, end_per_group/2,
           init_per_testcase/2, end_per_testcase/2]).
  -export([passes/1, comments/1, fails/1, mismatches/1, skips/1, too_late/0, too_late/1, peers/1, killed/1, unready/1,
           untidy/1, first/1, second/1, prints/1]).
  suite() -> [{timetrap, {seconds, 20}}].
  all() -> [passes, comments, fails, mismatches, skips, too_late, peers, killed, unready, untidy, {group, pair}, prints].
  groups() -> [{pair, [], [first, {group, inner}]}, {inner, [second]}].
  init_per_suite(Config) -> [{suite_value, 1} | Config].
  end_per_suite(_) -> ok.
  init_per_group(Name, Config) -> [{group, Name} | Config].
  end_per_group(_, _) -> ok.
  init_per_testcase(unready, _) -> {fail, not_ready};
  init_per_testcase(Case, Config) -> [{case_name, Case} | Config].
  end_per_testcase(untidy, _) -> {fail, left_over};
  end_per_testcase(_, _) -> ok.
  value(Key, Config) -> proplists:get_value(Key, Config).
  passes(Config) -> 1 = value(suite_value, Config), passes = value(case_name, Config).
  comments(_) -> {comment, "a comment"}.
  fails(_) -> ct:fail({wrong, [1, 2]}).
  mismatches(_) -> 1 = length("ab").
  skips(_) -> {skip, "not today"}.
  too_late() -> [{timetrap, 100}].
  too_late(_) -> receive never -> ok end.
  peers(_) -> {ok, _, _} = test_server:start_peer(#{}, ?MODULE, peers).
  killed(_) -> exit(self(), kill), receive never -> ok end.
  unready(_) -> ok.
  untidy(_) -> ok.
  first(Config) -> pair = value(group, Config).
  second(Config) -> inner = value(group, Config).
  prints(_) -> ct:capture_start(), io:format("~p", [x]), ct:capture_stop(), ["x"] = ct:capture_get().`;

const kOutcomes = {
  passes: 'pass',
  comments: 'pass',
  fails: 'fail',
  mismatches: 'fail',
  skips: 'skip',
  too_late: 'fail',
  peers: 'needs',
  killed: 'fail',
  unready: 'fail',
  untidy: 'fail',
  'pair/first': 'pass',
  'pair/inner/second': 'pass',
  prints: 'pass',
};

function run(...words) {
  const file = path.join(scratch, `results${words.join('')}.json`);
  const { status, stdout } = spawnSync(
    process.execPath,
    [path.join(root, 'tests/otp/run.mjs'), '--results', file, '--limit', '30', ...words, suites],
    { encoding: 'utf8' },
  );
  return { status, stdout, results: JSON.parse(fs.readFileSync(file, 'utf8')) };
}

beam('small_SUITE', kSuite, suites);

for (const words of [['--native'], ...modes.map((mode) => [mode])]) {
  test(`every outcome of a case is told, with ${words}`, () => {
    const { status, stdout, results } = run(...words);
    const outcomes = results.small_SUITE;
    assert.deepEqual(Object.fromEntries(outcomes.map(({ name, verdict }) => [name, verdict])), kOutcomes);
    const reason = (name) => outcomes.find((outcome) => outcome.name === name).reason;
    assert.equal(reason('comments'), 'a comment');
    assert.match(reason('fails'), /\{test_case_failed,\{wrong,\[1,2\]\}\}/);
    assert.match(reason('mismatches'), /\{badmatch,2\},\[\{small_SUITE,mismatches,1,/);
    assert.equal(reason('skips'), 'not today');
    assert.match(reason('too_late'), /timetrap_timeout/);
    assert.equal(reason('peers'), 'distribution');
    assert.equal(reason('killed'), 'killed');
    assert.match(reason('untidy'), /left_over/);
    assert.match(stdout, /^small_SUITE: 13 cases, 5 passed, 6 failed, 1 skipped, 1 need what is not there/m);
    assert.equal(status, 1);
  });
}

test('single cases can be chosen, and the exit status says that they passed', () => {
  const { status, results } = run(modes[0], '--cases', 'passes,second');
  assert.deepEqual(
    results.small_SUITE.map(({ name, verdict }) => `${name} ${verdict}`),
    ['passes pass', 'pair/inner/second pass'],
  );
  assert.equal(status, 0);
});

test('the table leaves out what fails on OTP and what needs what is not there', () => {
  const outcomes = (...verdicts) =>
    verdicts.map((verdict, index) => ({ name: `case${index}`, verdict, reason: `reason ${index}`, milliseconds: 1 }));
  const text = table(
    { a_SUITE: outcomes('pass', 'pass', 'fail', 'pass') },
    { a_SUITE: outcomes('pass', 'fail', 'fail', 'needs') },
    { a_SUITE: outcomes('pass', 'pass', 'pass', 'needs') },
  );
  assert.match(text, /\| a \| 4 \| 1 \| 1 \| 2 \| 1 \| 2 \|/);
  assert.match(text, /\| `a:case1` \| JIT \| reason 1 \|/);
});
