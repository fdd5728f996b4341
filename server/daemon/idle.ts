/** How long a daemon without clients waits for the next one. */
export const IDLE_MS = 60_000;

export interface IdleOptions {
  readonly idleMs: number;
  /** Work that must not be cut off although nobody waits for it. */
  readonly isBusy: () => boolean;
  readonly onIdle: () => void;
}

/** Calls `onIdle` once, when for `idleMs` there has been neither a client nor work. */
export class IdleWatch {
  readonly #options: IdleOptions;
  #timer: NodeJS.Timeout | undefined;
  #clients = 0;
  #over = false;

  constructor(options: IdleOptions) {
    this.#options = options;
    this.#arm();
  }

  get clients(): number {
    return this.#clients;
  }

  clientCame(): void {
    this.#clients += 1;
    clearTimeout(this.#timer);
  }

  clientLeft(): void {
    this.#clients -= 1;
    if (this.#clients === 0) this.#arm();
  }

  close(): void {
    this.#over = true;
    clearTimeout(this.#timer);
  }

  #arm(): void {
    if (this.#over) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#expired(), this.#options.idleMs);
  }

  #expired(): void {
    if (this.#options.isBusy()) {
      this.#arm();
      return;
    }
    this.close();
    this.#options.onIdle();
  }
}
