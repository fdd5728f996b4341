import { setTimeout as delay } from 'node:timers/promises';
import type { Agent, Dispatcher } from 'undici';
import type { Engine, EngineEvent, EngineRequest } from '../../app/ports.ts';
import type { EngineView } from '../../core/greeting/engine.ts';
import type { EndpointConfig } from '../configSchema.ts';
import { type Address, addressOf } from './address.ts';
import { blamesExtras, chatBody } from './chatBody.ts';
import { errorType, parseJson } from './chatChunk.ts';
import { chatEvents } from './chatEvents.ts';
import { authorization, type Culprit, culpritOf, type Environment } from './culprit.ts';
import { ENDPOINT_CONCURRENCY, endpointAgent } from './endpointAgent.ts';
import { badStatus, nonsense, reportedError, stalled } from './endpointErrors.ts';
import { engineView } from './engineView.ts';
import { retryAfterMs } from './retryAfter.ts';
import { explainTransport, mayRetry } from './transportErrors.ts';
import { type Patience, Watch } from './watch.ts';

const ATTEMPTS = 2;
/** An error answer is read no further than this. */
const LONGEST_ERROR = 65_536;
/** After the end of a stream its socket is kept for the next request, if the server closes the answer by then. */
const TIDY_MS = 1_000;

export interface EndpointLimits extends Patience {
  readonly connectMs: number;
  /** Longest pause before the second attempt, when the server names none. */
  readonly backoffMs: number;
  /** A server that asks for a longer pause than this is not asked again. */
  readonly longestPauseMs: number;
}

export const INTERACTIVE: EndpointLimits = {
  connectMs: 5_000,
  firstTokenMs: 30_000,
  betweenTokensMs: 20_000,
  totalMs: 120_000,
  backoffMs: 500,
  longestPauseMs: 10_000,
};

export interface EndpointParts {
  readonly isDefault: boolean;
  readonly env: Environment;
  readonly limits: EndpointLimits;
  readonly random: () => number;
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
}

const PARTS: EndpointParts = {
  isDefault: false,
  env: process.env,
  limits: INTERACTIVE,
  random: Math.random,
  pause: (ms, signal) => delay(ms, undefined, { signal }),
};

type Opening =
  | { readonly kind: 'open'; readonly body: Dispatcher.ResponseData['body'] }
  /** `pauseMs` is absent when trying again is of no use. */
  | { readonly kind: 'failed'; readonly error: unknown; readonly pauseMs?: number };

/** Any OpenAI-compatible server, over http, https or a Unix socket. Throws CONFIG_INVALID for an address that is none. */
export function endpointEngine(config: EndpointConfig, parts: Partial<EndpointParts> = {}): Engine {
  return new EndpointEngine(config, addressOf(config), { ...PARTS, ...parts });
}

class EndpointEngine implements Engine {
  readonly view: EngineView;
  readonly concurrency = ENDPOINT_CONCURRENCY;
  readonly #config: EndpointConfig;
  readonly #address: Address;
  readonly #parts: EndpointParts;
  readonly #agent: Agent;
  /** Whether the server takes fields beyond OpenAI's; found out by asking once. */
  #extras = true;

  constructor(config: EndpointConfig, address: Address, parts: EndpointParts) {
    this.#config = config;
    this.#address = address;
    this.#parts = parts;
    this.view = engineView(config, parts.isDefault);
    this.#agent = endpointAgent(address, parts.limits.connectMs);
  }

  async *generate(
    request: EngineRequest,
    { signal }: { readonly signal: AbortSignal },
  ): AsyncGenerator<EngineEvent> {
    const watch = new Watch(signal, this.#parts.limits);
    try {
      yield* this.#exchange(request, watch);
    } catch (error) {
      if (!watch.stopped) throw this.#explain(error, watch);
    } finally {
      watch.close();
    }
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  async *#exchange(request: EngineRequest, watch: Watch): AsyncGenerator<EngineEvent> {
    const body = await this.#open(request, watch);
    let ended: 'complete' | 'cut' = 'cut';
    try {
      const bytes = body.iterator({ destroyOnReturn: false });
      const { maxTokens } = request.sampling;
      ended = yield* chatEvents(bytes, {
        culprit: this.#culprit(),
        maxTokens,
        onToken: () => watch.progress(),
      });
    } finally {
      if (ended === 'complete') tidy(body);
      else body.destroy();
    }
  }

  /** The only retry there is: before the first token, for a server that was away or busy. */
  async #open(request: EngineRequest, watch: Watch): Promise<Dispatcher.ResponseData['body']> {
    for (let attempt = 1; ; attempt += 1) {
      const opening = await this.#attempt(request, this.#extras, watch);
      if (opening.kind === 'open') return opening.body;
      if (attempt === ATTEMPTS || opening.pauseMs === undefined) throw opening.error;
      await this.#parts.pause(opening.pauseMs, watch.signal);
    }
  }

  async #attempt(request: EngineRequest, extras: boolean, watch: Watch): Promise<Opening> {
    let response: Dispatcher.ResponseData;
    try {
      response = await this.#send(chatBody(this.#config.model, request, extras), watch);
    } catch (error) {
      return { kind: 'failed', error, ...(mayRetry(error) && { pauseMs: this.#backoffMs() }) };
    }
    // Destroying a body that nobody reads any more raises an error event that concerns nobody.
    response.body.on('error', () => {});
    if (isEventStream(response)) return { kind: 'open', body: response.body };
    const answer = await beginningOf(response.body);
    if (extras && response.statusCode === 400 && blamesExtras(answer)) {
      this.#extras = false;
      return this.#attempt(request, false, watch);
    }
    return this.#notOpened(response, answer);
  }

  #send(body: string, { signal }: Watch): Promise<Dispatcher.ResponseData> {
    const { origin, base } = this.#address;
    const headers = {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...authorization(this.#config, this.#parts.env),
    };
    return this.#agent.request({
      origin,
      path: `${base}/chat/completions`,
      method: 'POST',
      headers,
      body,
      signal,
    });
  }

  #notOpened({ statusCode, headers }: Dispatcher.ResponseData, answer: string): Opening {
    const culprit = this.#culprit();
    const error = (parseJson(answer) as { readonly error?: unknown } | null | undefined)?.error;
    if (statusCode === 200) {
      return {
        kind: 'failed',
        error: error ? reportedError(culprit, errorType(error).type) : nonsense(culprit, 'html'),
      };
    }
    const failed = {
      kind: 'failed',
      error: badStatus(culprit, statusCode, errorType(error).type),
    } as const;
    if (statusCode !== 429 && statusCode !== 503) return failed;
    const header = headers['retry-after'];
    const asked = retryAfterMs(Array.isArray(header) ? header[0] : header, Date.now());
    const pauseMs = asked ?? this.#backoffMs();
    return pauseMs > this.#parts.limits.longestPauseMs ? failed : { ...failed, pauseMs };
  }

  #backoffMs(): number {
    return this.#parts.random() * this.#parts.limits.backoffMs;
  }

  #culprit(): Culprit {
    return culpritOf(this.#config, this.#parts.env);
  }

  #explain(error: unknown, watch: Watch): unknown {
    const { firstTokenMs, betweenTokensMs, totalMs } = this.#parts.limits;
    const limits = {
      'first-token': firstTokenMs,
      'between-tokens': betweenTokensMs,
      total: totalMs,
    };
    if (watch.expired) return stalled(this.#culprit(), watch.expired, limits[watch.expired]);
    return explainTransport(error, this.#culprit());
  }
}

function isEventStream({ statusCode, headers }: Dispatcher.ResponseData): boolean {
  const type = headers['content-type'];
  return statusCode === 200 && (type === undefined || String(type).includes('event-stream'));
}

async function beginningOf(body: Dispatcher.ResponseData['body']): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body as AsyncIterable<Uint8Array>) {
    pieces.push(piece);
    size += piece.length;
    if (size > LONGEST_ERROR) break;
  }
  return Buffer.concat(pieces).toString('utf8');
}

function tidy(body: Dispatcher.ResponseData['body']): void {
  body
    .dump({ limit: Number.MAX_SAFE_INTEGER, signal: AbortSignal.timeout(TIDY_MS) })
    .catch(() => {});
}
