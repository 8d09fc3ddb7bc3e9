// SPDX-License-Identifier: Apache-2.0
//
// A program on a pseudo terminal, and someone who types: what the screen shows after each step. The first program to be
// seen so is the oracle; the second has time to show the same.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Screen } from './screen.js';

const kTerminal = fileURLToPath(new URL('terminal.py', import.meta.url));
const kColumns = 60;
const kRows = 30;
const kPatienceMilliseconds = 15_000;
/** The oracle has answered when it has written nothing for so long. */
const kQuietMilliseconds = 200;
const kLookMilliseconds = 30;
/** And has nothing to say when it has not begun to after so long. */
const kSilentMilliseconds = 1_000;

/**
 * @typedef {object} Step
 * @property {string} [keys]
 * @property {number} [columns]  the terminal's new width
 * @property {RegExp} [until]  what the last row that is not blank shows when the oracle has answered, where that takes longer
 */

class Session {
  screen = new Screen(kColumns);
  /** Called when something has been written. */
  onOutput = () => {};
  #child;
  #complaint = '';

  /** @param {string[]} command */
  constructor(command, directory) {
    const variables = ['PATH', 'ERL_FLAGS', 'LINAC_NODE'].filter((name) => process.env[name] !== undefined);
    const env = { ...Object.fromEntries(variables.map((name) => [name, process.env[name]])), TERM: 'xterm', LC_ALL: 'C.UTF-8', HOME: directory };
    const options = { cwd: directory, env: { ...env, ...command.environment } };
    this.#child = spawn('python3', [kTerminal, String(kColumns), String(kRows), ...command.words], options);
    this.#child.stdout.on('data', (bytes) => {
      this.screen.write(bytes);
      this.onOutput();
    });
    this.#child.stderr.on('data', (bytes) => (this.#complaint += bytes));
    this.#child.stdin.on('error', () => {});
    /** @type {Promise<number>} */
    this.end = new Promise((resolve, reject) => {
      this.#child.on('close', (status) => (this.#complaint ? reject(new Error(this.#complaint)) : resolve(status)));
    });
  }

  /** @param {Step} step */
  do({ keys, columns }) {
    if (columns) {
      this.screen.resize(columns);
      this.#send([columns, kRows]);
    }
    if (keys) this.#send(keys);
  }

  stop() {
    this.#child.stdin.end();
  }

  /** The screen, with the cursor's place below. */
  view() {
    return `${plain(this.screen.text())}\n${' '.repeat(this.screen.cursor()[1])}^`;
  }

  #send(what) {
    this.#child.stdin.write(`${JSON.stringify(what)}\n`);
  }
}

/** Without what is not the same from run to run, and without the banner of the emulator. */
function plain(text) {
  return text
    .replace(/^Erlang\/OTP[^]*?\n\n/, '')
    .replace(/<0\.\d+\.\d+>/g, '<pid>')
    .replace(/#Ref<[\d.]+>/g, '#Ref<>');
}

/**
 * @param {{ words: string[], environment?: Record<string, string> }} command
 * @param {Step[]} steps
 * @param {string} directory  where it runs, and its home
 * @returns {Promise<{ views: string[], status: number | null }>} what each step leaves; the status if the last one ended it
 */
export async function watch(command, steps, directory) {
  const session = new Session(command, directory);
  const views = [];
  let ended = false;
  session.end.then(() => (ended = true));
  try {
    for (const step of steps) {
      session.do(step);
      await quiet(session, step.until, () => ended);
      views.push(session.view());
    }
    return { views, status: ended ? await session.end : null };
  } finally {
    session.stop();
    await session.end;
  }
}

/** Waits until nothing more is written, `until` fits, or the program has ended. */
async function quiet(session, until, hasEnded) {
  const late = Date.now() + kPatienceMilliseconds;
  const enough = until ? kQuietMilliseconds / 3 : kQuietMilliseconds;
  let quietFrom = Date.now() + kSilentMilliseconds;
  session.onOutput = () => (quietFrom = Date.now() + enough);
  const fits = () => !until || until.test(session.screen.text().trimEnd().split('\n').at(-1));
  while (!hasEnded() && (Date.now() < quietFrom || !fits())) {
    if (Date.now() > late) throw new Error(`${until} has not come:\n${session.view()}`);
    await new Promise((resolve) => setTimeout(resolve, kLookMilliseconds));
  }
}

/**
 * The same steps with another program, each until the screen is as wanted.
 * @returns {Promise<{ step: number, view: string } | null>} the first step that does not get there, and what it shows
 */
export async function follow(command, steps, directory, { views, status }) {
  const session = new Session(command, directory);
  try {
    for (const [index, step] of steps.entries()) {
      const reached = new Promise((resolve) => {
        const timer = setTimeout(() => resolve(false), kPatienceMilliseconds);
        session.onOutput = () => {
          if (session.view() !== views[index]) return;
          clearTimeout(timer);
          resolve(true);
        };
        session.end.then(() => setTimeout(() => resolve(session.view() === views[index])));
      });
      session.do(step);
      // The new size comes as a signal, which shows nothing.
      if (step.columns) await new Promise((resolve) => setTimeout(resolve, kQuietMilliseconds));
      session.onOutput();
      if (!(await reached)) return { step: index, view: session.view() };
    }
    if (status === null) return null;
    const got = await session.end;
    return got === status ? null : { step: steps.length, view: `status ${got} instead of ${status}` };
  } finally {
    session.stop();
    await session.end;
  }
}

/** What `watch` says, remembered in a directory under build. */
export async function remembered(file, command, steps, directory) {
  if (fs.existsSync(file)) return JSON.parse(fs.readFileSync(file, 'utf8'));
  const outcome = await watch(command, steps, directory);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify(outcome));
  return outcome;
}
