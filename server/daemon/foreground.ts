import { join } from 'node:path';
import type { App } from '../app/app.ts';
import type { Log } from '../app/ports.ts';
import { type Outcome, runDaemon } from './daemon.ts';
import { type Environment, runtimeDirectory } from './directory.ts';
import { socketName } from './identity.ts';
import { IDLE_MS } from './idle.ts';

export interface ForegroundOptions {
  readonly program: string;
  readonly version: string;
  readonly docsBase: string;
  readonly env: Environment;
  readonly app: App;
  readonly log: Log;
}

/** Runs the daemon in this process until it ends. */
export async function daemonInForeground(options: ForegroundOptions): Promise<Outcome> {
  // Nothing that this process makes is for anybody else.
  process.umask(0o077);
  const { log, env } = options;
  // One request's bug must not take the other windows along; without a listener Node prints the message and ends.
  process.on('uncaughtException', (error) => log.bug('process', error));
  process.on('unhandledRejection', (error) => log.bug('promise', error));
  const socketPath = join(await runtimeDirectory(env), await socketName(options.program));
  const outcome = await runDaemon({ ...options, socketPath, idleMs: idleMs(env) }, terminated());
  // Something that an engine failed to close must not keep a daemon that nobody can reach.
  setTimeout(() => process.exit(), LAST_WAIT_MS).unref();
  return outcome;
}

const LAST_WAIT_MS = 1000;

function terminated(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => controller.abort());
  return controller.signal;
}

/** MASHANG_IDLE_MS is for tests, which cannot wait a minute. */
function idleMs(env: Environment): number {
  const wanted = Number(env['MASHANG_IDLE_MS']);
  return Number.isFinite(wanted) && wanted > 0 ? wanted : IDLE_MS;
}
