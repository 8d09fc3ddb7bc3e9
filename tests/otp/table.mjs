// SPDX-License-Identifier: Apache-2.0
//
// The table of docs/conformance.md from the results that run.mjs writes.

/**
 * @typedef {Record<string, { name: string, verdict: string, reason: string }[]>} Results  outcomes by suite
 * @param {Results} native  @param {Results} jit  @param {Results} interpreter
 * @returns {string}  Markdown: the table, then the failures
 */
export function table(native, jit, interpreter) {
  const rows = [];
  const failures = [];
  const sums = { cases: 0, oracle: 0, needs: 0, counted: 0, jit: 0, interpreter: 0 };
  for (const suite of Object.keys(jit).sort()) {
    const row = suiteRow(native[suite] ?? [], jit[suite], interpreter[suite] ?? [], (failure) =>
      failures.push({ suite, ...failure }),
    );
    for (const key of Object.keys(sums)) sums[key] += row[key];
    rows.push(line(suite.replace(/_SUITE$/, ''), row));
  }
  return [
    '| suite | cases | need nodes, drivers, NIFs | skipped, or not on OTP | counted | passed, JIT | passed, interpreter |',
    '|---|---|---|---|---|---|---|',
    ...rows,
    line('**all**', sums),
    '',
    ...failures.map(({ suite, name, mode, reason }) => `| \`${suite.replace(/_SUITE$/, '')}:${name}\` | ${mode} | ${brief(reason)} |`),
  ].join('\n');
}

const line = (name, { cases, oracle, needs, counted, jit, interpreter }) =>
  `| ${name} | ${cases} | ${needs} | ${oracle} | ${counted} | ${jit} | ${interpreter} |`;

const brief = (reason) => reason.replace(/\s+/g, ' ').replaceAll('|', '\\|').slice(0, 160);

/** One row; a case that does not pass on OTP itself under this runner, or that needs what is not there, is not counted. */
function suiteRow(native, jit, interpreter, onFailure) {
  const byName = (outcomes) => new Map(outcomes.map((outcome) => [outcome.name, outcome]));
  const onOtp = byName(native);
  const onJit = byName(jit);
  const onInterpreter = byName(interpreter);
  const row = { cases: 0, oracle: 0, needs: 0, counted: 0, jit: 0, interpreter: 0 };
  for (const name of new Set([...onOtp.keys(), ...onJit.keys()])) {
    ++row.cases;
    const verdicts = [onJit.get(name), onInterpreter.get(name)];
    if (onOtp.get(name)?.verdict === 'needs' || verdicts.some((outcome) => outcome?.verdict === 'needs')) {
      ++row.needs;
    } else if (onOtp.get(name)?.verdict !== 'pass') {
      ++row.oracle;
    } else {
      ++row.counted;
      const [jitPassed, interpreterPassed] = verdicts.map((outcome) => outcome?.verdict === 'pass');
      if (jitPassed) ++row.jit;
      if (interpreterPassed) ++row.interpreter;
      if (!jitPassed || !interpreterPassed) {
        const mode = jitPassed ? 'interpreter' : interpreterPassed ? 'JIT' : 'both';
        onFailure({ name, mode, reason: (jitPassed ? verdicts[1] : verdicts[0])?.reason ?? 'was not run' });
      }
    }
  }
  return row;
}
