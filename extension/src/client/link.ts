import {
  type CancellationToken,
  type Disposable,
  EventEmitter,
  type LogOutputChannel,
} from 'vscode';
import {
  DidChangeConfigurationNotification,
  type LanguageClient,
  type RequestParam,
  type RequestType,
  State,
} from 'vscode-languageclient/node';
import {
  type DeltaParams,
  daemonStatus,
  greetingDelta,
  stopDaemon,
} from '../../../server/protocol/requests.ts';
import { failureView, KnownFailure, lostView, type Speaker } from '../failure.ts';
import { afterDeath } from './restart.ts';
import { clientSettings } from './settings.ts';
import { type Streams, startClient } from './start.ts';
import { type LinkEvent, type LinkState, nextLinkState } from './state.ts';

export interface LinkParts {
  readonly output: LogOutputChannel;
  readonly speaker: Speaker;
  readonly isTrusted: () => boolean;
  /** Connects to the daemon, starting it when none answers. */
  readonly dial: (signal: AbortSignal) => Promise<Streams>;
  readonly inProcess: () => Streams;
}

const STOP_LIMIT_MS = 3000;

/** The window's one connection to a language server: the daemon's, or in Restricted Mode one of its own. */
export class Link implements Disposable {
  readonly #parts: LinkParts;
  readonly #changes = new EventEmitter<LinkState>();
  readonly #deltas = new Map<string, (delta: DeltaParams) => void>();
  readonly #closed = new AbortController();
  readonly onChange = this.#changes.event;
  #state: LinkState = { kind: 'stopped' };
  #client: LanguageClient | undefined;
  #deaths: readonly number[] = [];
  /** Starts and stops happen one after the other. */
  #turn: Promise<void> = Promise.resolve();

  constructor(parts: LinkParts) {
    this.#parts = parts;
  }

  get state(): LinkState {
    return this.#state;
  }

  /** Connects unless that is done already; afterwards `state` tells how it went. */
  start(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#client === undefined) await this.#connect();
    });
  }

  /** Leaves the present server and connects anew, to another one if the trust has changed. */
  reconnect(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#leave();
      await this.#connect();
    });
  }

  /** Ends the daemon of this user for all windows and starts a new one. */
  restartDaemon(): Promise<void> {
    return this.#inTurn(async () => {
      this.#deaths = [];
      const client = this.#client;
      if (client !== undefined && this.#state.kind === 'running') {
        const gone = closing(client);
        this.#client = undefined;
        await client.sendRequest(stopDaemon).catch(() => undefined);
        await Promise.race([gone, limit(STOP_LIMIT_MS)]);
        await discard(client);
      } else {
        await this.#leave();
      }
      await this.#connect();
    });
  }

  /** Rejects as the daemon answers, or when there is none. */
  async request<P, R, E>(
    type: RequestType<P, R, E>,
    params: NoInfer<RequestParam<P>>,
    token?: CancellationToken,
  ): Promise<R> {
    await this.start();
    if (this.#client === undefined) {
      throw new KnownFailure(
        this.#state.kind === 'failed' ? this.#state.failure : lostView(this.#parts.speaker),
      );
    }
    return token === undefined
      ? this.#client.sendRequest(type, params)
      : this.#client.sendRequest(type, params, token);
  }

  /** Text that is being written for one request. */
  onDelta(requestId: string, listener: (delta: DeltaParams) => void): Disposable {
    this.#deltas.set(requestId, listener);
    return { dispose: () => this.#deltas.delete(requestId) };
  }

  /** Asks the daemon how it is; nothing asks by itself. */
  async refreshStatus(): Promise<void> {
    if (this.#state.kind !== 'running') return;
    const daemon = await this.#client?.sendRequest(daemonStatus).catch(() => undefined);
    if (daemon !== undefined) this.#become({ kind: 'status', daemon });
  }

  async sendSettings(): Promise<void> {
    await this.#client?.sendNotification(DidChangeConfigurationNotification.type, {
      settings: clientSettings(),
    });
  }

  dispose(): Promise<void> {
    this.#closed.abort();
    return this.#inTurn(async () => {
      await this.#leave();
      this.#become({ kind: 'stop' });
      this.#changes.dispose();
    });
  }

  async #connect(): Promise<void> {
    if (this.#closed.signal.aborted) return;
    const { isTrusted, dial, inProcess, output, speaker } = this.#parts;
    this.#become({ kind: 'start' });
    try {
      const restricted = !isTrusted();
      const client = await startClient(
        restricted ? inProcess() : await dial(this.#closed.signal),
        output,
      );
      this.#client = client;
      client.onNotification(greetingDelta, (delta) => this.#deltas.get(delta.requestId)?.(delta));
      client.onDidChangeState(({ newState }) => {
        if (newState === State.Stopped && client === this.#client) this.#died(client);
      });
      this.#become({ kind: 'connected', restricted });
      void this.refreshStatus();
    } catch (error) {
      output.error('The language server could not be reached', String(error));
      this.#become({ kind: 'fail', failure: failureView(error, speaker) });
    }
  }

  #died(client: LanguageClient): void {
    const { output, speaker } = this.#parts;
    this.#client = undefined;
    const { deaths, again } = afterDeath(this.#deaths, performance.now());
    this.#deaths = deaths;
    output.warn(`The language server went away (${deaths.length} times lately)`);
    this.#become(again ? { kind: 'start' } : { kind: 'fail', failure: lostView(speaker) });
    void this.#inTurn(async () => {
      await discard(client);
      if (again && this.#client === undefined) await this.#connect();
    });
  }

  async #leave(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    if (client !== undefined) await discard(client);
  }

  #become(event: LinkEvent): void {
    this.#state = nextLinkState(this.#state, event);
    this.#changes.fire(this.#state);
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}

/** A client that is already stopped refuses to stop; either way it is gone afterwards. */
async function discard(client: LanguageClient): Promise<void> {
  await client.dispose(STOP_LIMIT_MS).catch(() => undefined);
}

function closing(client: LanguageClient): Promise<void> {
  return new Promise((resolve) => {
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Stopped) resolve();
    });
  });
}

function limit(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
