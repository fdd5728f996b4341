import type { Agent, Dispatcher } from 'undici';
import type { EngineRequest } from '../../app/ports.ts';
import type { EndpointConfig } from '../configSchema.ts';
import { addressOf } from './address.ts';
import { blamesExtras, chatBody } from './chatBody.ts';
import { errorType, parseJson } from './chatChunk.ts';
import { authorization, type Culprit, culpritOf } from './culprit.ts';
import { endpointAgent } from './endpointAgent.ts';
import { badStatus, nonsense, reportedError } from './endpointErrors.ts';
import type { EndpointParts } from './endpointParts.ts';
import { retryAfterMs } from './retryAfter.ts';
import { mayRetry } from './transportErrors.ts';

const ATTEMPTS = 2;
/** An error answer is read no further than this. */
const LONGEST_ERROR = 65_536;
/** Answers that can mean "I do not know this field". */
const UNKNOWN_FIELD = [400, 422];
const BUSY = [429, 503];

export type AnswerBody = Dispatcher.ResponseData['body'];

type Opening =
  | { readonly kind: 'open'; readonly body: AnswerBody }
  /** `pauseMs` is absent when trying again is of no use. */
  | { readonly kind: 'failed'; readonly error: unknown; readonly pauseMs?: number };

/** Gets chat completions going: everything up to the moment when a server begins to stream. */
export class ChatOpener {
  readonly #config: EndpointConfig;
  readonly #parts: EndpointParts;
  readonly #agent: Agent;
  /** Whether the server takes fields beyond OpenAI's; found out by asking once. */
  #extras = true;

  /** Throws CONFIG_INVALID for an address that is none. */
  constructor(config: EndpointConfig, parts: EndpointParts) {
    this.#config = config;
    this.#parts = parts;
    this.#agent = endpointAgent(addressOf(config), parts.limits.connectMs);
  }

  get culprit(): Culprit {
    return culpritOf(this.#config, this.#parts.env);
  }

  /**
   * The body of an event stream. The only retry there is: before the first token, for a server that
   * was away or busy. Throws an AppError, what undici throws, or the reason of `signal`.
   */
  async open(request: EngineRequest, signal: AbortSignal): Promise<AnswerBody> {
    for (let attempt = 1; ; attempt += 1) {
      const opening = await this.#attempt(request, this.#extras, signal);
      if (opening.kind === 'open') return opening.body;
      if (attempt === ATTEMPTS || opening.pauseMs === undefined) throw opening.error;
      await this.#parts.pause(opening.pauseMs, signal);
    }
  }

  /** Breaks off whatever is under way. */
  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  async #attempt(request: EngineRequest, extras: boolean, signal: AbortSignal): Promise<Opening> {
    let response: Dispatcher.ResponseData;
    try {
      response = await this.#send(chatBody(this.#config.model, request, extras), signal);
    } catch (error) {
      return { kind: 'failed', error, ...(mayRetry(error) && { pauseMs: this.#backoffMs() }) };
    }
    // Destroying a body that nobody reads any more raises an error event that concerns nobody.
    response.body.on('error', () => {});
    if (isEventStream(response)) return { kind: 'open', body: response.body };
    const answer = await beginningOf(response.body);
    if (extras && UNKNOWN_FIELD.includes(response.statusCode) && blamesExtras(answer)) {
      this.#extras = false;
      return this.#attempt(request, false, signal);
    }
    return this.#notOpened(response, answer);
  }

  #send(body: string, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    const { origin, base } = addressOf(this.#config);
    const headers = {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...authorization(this.#config, this.#parts.env),
    };
    const path = `${base}/chat/completions`;
    return this.#agent.request({ origin, path, method: 'POST', headers, body, signal });
  }

  #notOpened({ statusCode, headers }: Dispatcher.ResponseData, answer: string): Opening {
    const error = refusal(this.culprit, statusCode, answer);
    if (!BUSY.includes(statusCode)) return { kind: 'failed', error };
    const header = headers['retry-after'];
    const asked = retryAfterMs(Array.isArray(header) ? header[0] : header, Date.now());
    const pauseMs = asked ?? this.#backoffMs();
    const worthwhile = pauseMs <= this.#parts.limits.longestPauseMs;
    return { kind: 'failed', error, ...(worthwhile && { pauseMs }) };
  }

  #backoffMs(): number {
    return this.#parts.random() * this.#parts.limits.backoffMs;
  }
}

/** What an answer that is no event stream says about itself. */
function refusal(culprit: Culprit, status: number, answer: string): Error {
  const error = (parseJson(answer) as { readonly error?: unknown } | null | undefined)?.error;
  if (status !== 200) return badStatus(culprit, status, errorType(error).type);
  return error ? reportedError(culprit, errorType(error).type) : nonsense(culprit, 'html');
}

function isEventStream({ statusCode, headers }: Dispatcher.ResponseData): boolean {
  const type = headers['content-type'];
  return statusCode === 200 && (type === undefined || String(type).includes('event-stream'));
}

async function beginningOf(body: AnswerBody): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body as AsyncIterable<Uint8Array>) {
    pieces.push(piece);
    size += piece.length;
    if (size > LONGEST_ERROR) break;
  }
  return Buffer.concat(pieces).toString('utf8');
}
