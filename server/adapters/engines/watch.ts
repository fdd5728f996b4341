/** Longest silences of one answer, in milliseconds. */
export interface Patience {
  readonly firstTokenMs: number;
  readonly betweenTokensMs: number;
  readonly totalMs: number;
}

export type Phase = 'first-token' | 'between-tokens' | 'total';

/**
 * Ends one exchange when the person stops it or when the other side is silent for too long.
 * Close it when the exchange is over.
 */
export class Watch {
  readonly #controller = new AbortController();
  readonly #stop: AbortSignal;
  readonly #patience: Patience;
  readonly #total: NodeJS.Timeout;
  #token: NodeJS.Timeout;
  #tokens = 0;
  #expired: Phase | undefined;

  constructor(stop: AbortSignal, patience: Patience) {
    this.#stop = stop;
    this.#patience = patience;
    this.#total = setTimeout(() => this.#expire('total'), patience.totalMs);
    this.#token = setTimeout(() => this.#expire('first-token'), patience.firstTokenMs);
    stop.addEventListener('abort', this.#abort, { once: true });
    if (stop.aborted) this.#abort();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Which limit was passed, if one was. */
  get expired(): Phase | undefined {
    return this.#expired;
  }

  get stopped(): boolean {
    return this.#stop.aborted;
  }

  /** A token has arrived; the wait for the next one begins. */
  progress(): void {
    this.#tokens += 1;
    if (this.#tokens > 1) {
      this.#token.refresh();
      return;
    }
    clearTimeout(this.#token);
    this.#token = setTimeout(() => this.#expire('between-tokens'), this.#patience.betweenTokensMs);
  }

  close(): void {
    clearTimeout(this.#total);
    clearTimeout(this.#token);
    this.#stop.removeEventListener('abort', this.#abort);
  }

  readonly #abort = (): void => this.#controller.abort();

  #expire(phase: Phase): void {
    this.#expired ??= phase;
    this.#controller.abort();
  }
}
