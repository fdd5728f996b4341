// Child processes: run one to its end, or keep one in a process group of its own and end the whole group.
import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { repositoryRoot } from './paths.mjs';

/** Tools colour their output only for a terminal; the pipe between hides from them that there is one. */
const COLOR = process.stdout.isTTY
  ? { FORCE_COLOR: '1' }
  : { FORCE_COLOR: undefined, NO_COLOR: '1' };

/** Options for running one of the checkout's tools in full view. */
export const SHOWN = { cwd: repositoryRoot, env: { ...process.env, ...COLOR }, show: true };

const TAIL_CHARACTERS = 20_000;
const GRACE_MS = 5_000;

/**
 * @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean }} RunOptions
 * `show` passes the output on to the terminal as it comes.
 */

/**
 * Runs a program to its end. A program that cannot be started counts as exit code 127.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number, tail: string }>}
 */
export function run(program, args, { cwd, env = process.env, show = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let tail = '';
    /** @param {NodeJS.WritableStream} to */
    const keep = (to) => (/** @type {Buffer} */ chunk) => {
      tail = (tail + chunk.toString('utf8')).slice(-TAIL_CHARACTERS);
      if (show) to.write(chunk);
    };
    child.stdout.on('data', keep(process.stdout));
    child.stderr.on('data', keep(process.stderr));
    child.once('error', (error) => resolve({ code: 127, tail: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, tail: tail.trim() }));
  });
}

/**
 * Ends a process group by the pid of its leader: politely first, then for certain.
 * @param {number} leader
 */
export async function endGroup(leader) {
  signal(-leader, 'SIGTERM');
  const deadline = Date.now() + GRACE_MS;
  while (isAlive(-leader) && Date.now() < deadline) await delay(50);
  signal(-leader, 'SIGKILL');
}

/** @param {number} pid a negative number names a group */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} name
 */
export function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {
    // It has already ended, which is what was wanted.
  }
}
