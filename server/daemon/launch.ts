import { type ChildProcess, spawn } from 'node:child_process';
import { type FileHandle, open, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Environment, placesOf, privateDirectory } from './directory.ts';

export interface Program {
  /** The bundle, or `main.ts` in the checkout. */
  readonly program: string;
  /** The Node (or the editor's own runtime) that runs it. */
  readonly execPath: string;
  readonly env: Environment;
}

export interface Launched {
  /** Set once the process has ended. */
  exit(): { readonly code: number | null } | undefined;
  /** What the daemon wrote to its log since the launch, at most the last 2 KB. */
  output(): Promise<string>;
}

const LOG_LIMIT_BYTES = 1_000_000;
const OUTPUT_LIMIT_BYTES = 2048;

/** These would make every Node child wait for a debugger, on a TCP port of this machine. */
const DEBUGGER_VARIABLES = ['NODE_OPTIONS', 'VSCODE_INSPECTOR_OPTIONS'];

/** Starts the daemon as a process of its own that outlives this one. Its arguments hold no user data. */
export async function launch({ program, execPath, env }: Program): Promise<Launched> {
  const log = await openLog(placesOf(env).log);
  const start = (await log.stat()).size;
  const child = spawn(execPath, [program, 'daemon', 'run'], {
    detached: true,
    cwd: '/',
    env: daemonEnvironment(env),
    stdio: ['ignore', log.fd, log.fd],
  });
  child.unref();
  const exit = exitOf(child);
  await log.close();
  return { exit, output: () => outputSince(placesOf(env).log, start) };
}

function exitOf(child: ChildProcess): Launched['exit'] {
  let ended: { code: number | null } | undefined;
  child.once('exit', (code) => {
    ended = { code };
  });
  child.once('error', () => {
    ended ??= { code: null };
  });
  return () => ended;
}

function daemonEnvironment(env: Environment): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !DEBUGGER_VARIABLES.includes(name));
  return {
    ...Object.fromEntries(kept),
    ...(process.versions['electron'] && { ELECTRON_RUN_AS_NODE: '1' }),
  };
}

async function openLog(path: string): Promise<FileHandle> {
  await privateDirectory(dirname(path), 'XDG_STATE_HOME');
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LOG_LIMIT_BYTES) await rename(path, `${path}.1`).catch(() => undefined);
  return open(path, 'a', 0o600);
}

async function outputSince(path: string, start: number): Promise<string> {
  const log = await open(path, 'r');
  try {
    const { size } = await log.stat();
    const from = Math.max(start, size - OUTPUT_LIMIT_BYTES);
    const { buffer, bytesRead } = await log.read(
      Buffer.alloc(OUTPUT_LIMIT_BYTES),
      0,
      OUTPUT_LIMIT_BYTES,
      from,
    );
    return buffer.subarray(0, bytesRead).toString('utf8').trim();
  } finally {
    await log.close();
  }
}
