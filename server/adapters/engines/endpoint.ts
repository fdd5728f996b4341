import type { Engine, EngineEvent, EngineRequest } from '../../app/ports.ts';
import type { EngineView } from '../../core/greeting/engine.ts';
import type { EndpointConfig } from '../configSchema.ts';
import { chatEvents } from './chatEvents.ts';
import { type AnswerBody, ChatOpener } from './chatOpener.ts';
import { ENDPOINT_CONCURRENCY } from './endpointAgent.ts';
import { stalled } from './endpointErrors.ts';
import { type EndpointParts, STANDARD_PARTS } from './endpointParts.ts';
import { engineView } from './engineView.ts';
import { explainTransport } from './transportErrors.ts';
import { Watch } from './watch.ts';

/** After the end of a stream its socket is kept for the next request, if the server closes the answer by then. */
const TIDY_MS = 1_000;

/** Any OpenAI-compatible server, over http, https or a Unix socket. Throws CONFIG_INVALID for an address that is none. */
export function endpointEngine(config: EndpointConfig, parts: Partial<EndpointParts> = {}): Engine {
  return new EndpointEngine(config, { ...STANDARD_PARTS, ...parts });
}

class EndpointEngine implements Engine {
  readonly view: EngineView;
  readonly concurrency = ENDPOINT_CONCURRENCY;
  readonly #parts: EndpointParts;
  readonly #opener: ChatOpener;

  constructor(config: EndpointConfig, parts: EndpointParts) {
    this.#parts = parts;
    this.#opener = new ChatOpener(config, parts);
    this.view = engineView(config, parts.isDefault);
  }

  async *generate(
    request: EngineRequest,
    { signal }: { readonly signal: AbortSignal },
  ): AsyncGenerator<EngineEvent> {
    const watch = new Watch(signal, this.#parts.limits);
    try {
      const body = await this.#opener.open(request, watch.signal);
      yield* this.#read(body, request, watch);
    } catch (error) {
      if (!watch.stopped) throw this.#explain(error, watch);
    } finally {
      watch.close();
    }
  }

  close(): Promise<void> {
    return this.#opener.close();
  }

  async *#read(
    body: AnswerBody,
    { sampling }: EngineRequest,
    watch: Watch,
  ): AsyncGenerator<EngineEvent> {
    let ended: 'complete' | 'cut' = 'cut';
    try {
      ended = yield* chatEvents(body.iterator({ destroyOnReturn: false }), {
        culprit: this.#opener.culprit,
        maxTokens: sampling.maxTokens,
        onToken: () => watch.progress(),
      });
    } finally {
      if (ended === 'complete') tidy(body);
      else body.destroy();
    }
  }

  #explain(error: unknown, { expired }: Watch): unknown {
    const { culprit } = this.#opener;
    return expired
      ? stalled(culprit, expired, this.#parts.limits[LIMIT_OF[expired]])
      : explainTransport(error, culprit);
  }
}

const LIMIT_OF = {
  'first-token': 'firstTokenMs',
  'between-tokens': 'betweenTokensMs',
  total: 'totalMs',
} as const;

function tidy(body: AnswerBody): void {
  const signal = AbortSignal.timeout(TIDY_MS);
  body.dump({ limit: Number.MAX_SAFE_INTEGER, signal }).catch(() => {});
}
