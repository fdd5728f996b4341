import type { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../core/errors.ts';
import { text } from '../core/text.ts';
import { dial } from './dial.ts';
import { checkedSocketPath, type Environment, placesOf, runtimeDirectory } from './directory.ts';
import { socketName } from './identity.ts';
import { type Launched, launch, type Program } from './launch.ts';

export interface ConnectOptions extends Program {
  readonly signal?: AbortSignal;
}

/** A loaded machine needs seconds to start Node; past this the daemon is taken to be stuck. */
const START_LIMIT_MS = 20_000;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 250;

/**
 * A connection to the daemon of this user and this build, which is started when none answers.
 * Throws DAEMON_UNREACHABLE (with what the daemon wrote before it failed) or DAEMON_DIRECTORY_UNSAFE.
 */
export async function connectDaemon(options: ConnectOptions): Promise<Socket> {
  const path = await daemonSocket(options);
  const found = await dialled(path);
  if (found !== undefined) return found;
  const launched = await launch(options).catch((error: unknown) => {
    throw error instanceof AppError ? error : unreachable(options, '', error);
  });
  return untilAnswered(path, launched, options);
}

/** A connection to a running daemon of this build; never starts one. */
export async function findDaemon(
  options: Pick<Program, 'program' | 'env'>,
): Promise<Socket | undefined> {
  return dialled(await daemonSocket(options));
}

/** The daemon's log file, for people to open. */
export function daemonLog(env: Environment): string {
  return placesOf(env).log;
}

/** The user's config.json, whether or not it exists. */
export function configFile(env: Environment): string {
  return placesOf(env).config;
}

/** Where the embedded engine's package is looked for when it is not beside the program. */
export function engineDirectory(env: Environment): string {
  return join(placesOf(env).cache, 'engine');
}

async function daemonSocket({ program, env }: Pick<Program, 'program' | 'env'>): Promise<string> {
  return checkedSocketPath(join(await runtimeDirectory(env), await socketName(program)));
}

async function untilAnswered(
  path: string,
  first: Launched,
  options: ConnectOptions,
): Promise<Socket> {
  let launched = first;
  const deadline = performance.now() + START_LIMIT_MS;
  for (
    let pause = FIRST_PAUSE_MS;
    performance.now() < deadline;
    pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)
  ) {
    await delay(pause, undefined, options.signal === undefined ? {} : { signal: options.signal });
    const socket = await dialled(path);
    if (socket !== undefined) return socket;
    const exit = launched.exit();
    if (exit === undefined) continue;
    if (exit.code !== 0) break;
    // It found another daemon alive, which has gone since.
    launched = await launch(options);
  }
  throw unreachable(options, await launched.output());
}

/** A daemon that is too busy to take anybody is waited for: it is there, and another must not be started. */
async function dialled(path: string): Promise<Socket | undefined> {
  const deadline = performance.now() + START_LIMIT_MS;
  for (;;) {
    const result = await dial(path);
    if (result.kind === 'live') return result.socket;
    if (result.kind !== 'busy') return undefined;
    if (performance.now() > deadline) throw stuckDaemon();
    await delay(LONGEST_PAUSE_MS);
  }
}

/** The daemon is there and does not answer. */
export function stuckDaemon(): AppError {
  return new AppError(
    'DAEMON_UNREACHABLE',
    text(
      '后台程序在，但一直没有应答，可能卡住了。结束命令行以 daemon run 结尾的 mashang 进程，再试一次',
      'The daemon is there but does not answer and may be stuck. End the mashang process whose command line ends in "daemon run", and try again',
    ),
    { retryable: true },
  );
}

function unreachable({ execPath, env }: ConnectOptions, output: string, cause?: unknown): AppError {
  const said = output === '' ? '' : `\n${output}`;
  return new AppError(
    'DAEMON_UNREACHABLE',
    text(
      `后台程序没能启动（${execPath}）。日志在 ${daemonLog(env)}，也可以运行 mashang doctor 看看${said}`,
      `The daemon did not start (${execPath}). Its log is ${daemonLog(env)}; \`mashang doctor\` tells more${said}`,
    ),
    { cause, retryable: true },
  );
}
