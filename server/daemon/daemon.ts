import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { App } from '../app/app.ts';
import type { Log } from '../app/ports.ts';
import type { DaemonStatus } from '../protocol/requests.ts';
import { type Claim, claim } from './claim.ts';
import { IdleWatch } from './idle.ts';
import { serve } from './serve.ts';

export interface DaemonOptions {
  /** Full path of the public socket. */
  readonly socketPath: string;
  readonly app: App;
  readonly version: string;
  /** Where the rule pages are, as a URI that ends in a slash. */
  readonly docsBase: string;
  readonly idleMs: number;
  readonly log: Log;
}

const SELF_CHECK_MS = 1000;
/** Clients that connected while the name was being given up are still in the kernel's queue. */
const LATE_CLIENT_MS = 100;
const DRAIN_LIMIT_MS = 5000;
const DRAIN_STEP_MS = 50;
const FAREWELL_MS = 200;
const CLOSE_LIMIT_MS = 3000;

export type Outcome = 'taken' | 'ended';

/**
 * Serves every client of this user until `signal` aborts, a client asks to stop, nobody has come for
 * `idleMs`, or the public name is lost. Resolves to 'taken' at once when another daemon has the name.
 */
export async function runDaemon(options: DaemonOptions, signal: AbortSignal): Promise<Outcome> {
  const daemon = new Daemon(options);
  return daemon.run(signal);
}

type EndReason = 'signal' | 'asked' | 'idle' | 'name lost';

class Daemon {
  readonly #options: DaemonOptions;
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  readonly #idle: IdleWatch;
  readonly #started = performance.now();
  /** Aborted when a client asks to stop, be it while the daemon is leaving for another reason. */
  readonly #asked = new AbortController();
  #leave: (reason: EndReason) => void = () => {};
  readonly #left = new Promise<EndReason>((resolve) => {
    this.#leave = resolve;
  });

  constructor(options: DaemonOptions) {
    this.#options = options;
    this.#server = createServer((socket) => this.#welcome(socket));
    this.#idle = new IdleWatch({
      idleMs: options.idleMs,
      isBusy: () => isWorking(options.app),
      onIdle: () => this.#leave('idle'),
    });
  }

  async run(signal: AbortSignal): Promise<Outcome> {
    const name = await claim(this.#server, this.#options.socketPath);
    if (name === undefined) {
      await this.#close();
      return 'taken';
    }
    this.#options.log.event('started', { version: this.#options.version, pid: process.pid });
    const reason = await this.#serveUntilLeaving(name, signal);
    this.#options.log.event('leaving', { reason });
    await this.#depart(name, reason, signal);
    return 'ended';
  }

  async #serveUntilLeaving(name: Claim, signal: AbortSignal): Promise<EndReason> {
    const check = setInterval(() => {
      void name.isHeld().then((isHeld) => {
        if (!isHeld) this.#leave('name lost');
      });
    }, SELF_CHECK_MS);
    const stop = (): void => this.#leave('signal');
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    const reason = await this.#left;
    signal.removeEventListener('abort', stop);
    clearInterval(check);
    return reason;
  }

  async #depart(name: Claim, reason: EndReason, signal: AbortSignal): Promise<void> {
    await name.release();
    await delay(LATE_CLIENT_MS);
    const asked = this.#asked.signal;
    if (reason === 'idle')
      await Promise.race([this.#lastClientGone(), aborted(signal), aborted(asked)]);
    if (!asked.aborted) await this.#drained();
    await this.#close();
  }

  /** A client that slipped in while the name was given up is served to its end. */
  async #lastClientGone(): Promise<void> {
    while (this.#sockets.size > 0) await Promise.race([...this.#sockets].map(closed));
  }

  async #drained(): Promise<void> {
    const deadline = performance.now() + DRAIN_LIMIT_MS;
    while (isWorking(this.#options.app) && performance.now() < deadline) await delay(DRAIN_STEP_MS);
  }

  async #close(): Promise<void> {
    this.#idle.close();
    this.#server.close();
    await within(this.#options.app.close(), CLOSE_LIMIT_MS);
    for (const socket of this.#sockets) socket.end();
    await within(Promise.all([...this.#sockets].map(closed)), FAREWELL_MS);
    for (const socket of this.#sockets) socket.destroy();
  }

  #welcome(socket: Socket): void {
    const { app, version, docsBase, log } = this.#options;
    this.#sockets.add(socket);
    this.#idle.clientCame();
    socket.once('close', () => {
      this.#sockets.delete(socket);
      this.#idle.clientLeft();
    });
    serve(socket, {
      app,
      docsBase,
      log,
      status: () => this.#status(version),
      stop: () => {
        this.#asked.abort();
        this.#leave('asked');
      },
    });
  }

  #status(version: string): DaemonStatus {
    const { app } = this.#options;
    const configProblem = app.configProblem();
    return {
      version,
      pid: process.pid,
      uptimeMs: Math.round(performance.now() - this.#started),
      clients: this.#idle.clients,
      ...app.load(),
      engines: app.engines(),
      ...(configProblem !== undefined && { configProblem }),
    };
  }
}

/** Waits for `work`, but no longer than `limitMs`; the timer does not outlive it. */
async function within(work: Promise<unknown>, limitMs: number): Promise<void> {
  const done = new AbortController();
  const limit = delay(limitMs, undefined, { signal: done.signal }).catch(() => undefined);
  await Promise.race([work, limit]).finally(() => done.abort());
}

function isWorking(app: App): boolean {
  const { running, waiting } = app.load();
  return running + waiting > 0;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.closed) resolve();
    else socket.once('close', () => resolve());
  });
}
