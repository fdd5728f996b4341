/** Waits, then calls; answers how to call it off. */
export type Later = (delayMs: number, run: () => void) => () => void;

/** One frame of a 60 Hz screen: nobody sees text that comes faster. */
const INTERVAL_MS = 16;

/**
 * Text on its way to a client: the first piece leaves at once, what follows within a frame is joined
 * and leaves with the next, one message for each candidate that has new text.
 */
export class Deltas {
  readonly #send: (candidate: number, text: string) => void;
  readonly #later: Later;
  readonly #pending = new Map<number, string>();
  #cancel: (() => void) | undefined;

  constructor(send: (candidate: number, text: string) => void, later: Later) {
    this.#send = send;
    this.#later = later;
  }

  push(candidate: number, text: string): void {
    this.#pending.set(candidate, (this.#pending.get(candidate) ?? '') + text);
    if (this.#cancel === undefined) this.#frame();
  }

  /** Sends what is left and ends; call it before the answer that the text belongs to. */
  end(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#sendPending();
  }

  #frame(): void {
    this.#sendPending();
    this.#cancel = this.#later(INTERVAL_MS, () => {
      this.#cancel = undefined;
      if (this.#pending.size > 0) this.#frame();
    });
  }

  #sendPending(): void {
    for (const [candidate, text] of this.#pending) this.#send(candidate, text);
    this.#pending.clear();
  }
}
