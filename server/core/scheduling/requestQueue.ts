/** The part of an AbortSignal that waiting needs; the type itself is not part of the language. */
export interface Cancel {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

export type Admission =
  | { readonly kind: 'admitted'; readonly release: () => void }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'full' };

interface Waiting {
  readonly admit: () => void;
}

/**
 * Lets at most `limit` requests through at once, in order of arrival; a free place is taken in the
 * same tick. At most `capacity` wait, and one more is told so at once.
 */
export class RequestQueue {
  readonly #limit: number;
  readonly #capacity: number;
  readonly #waiting: Waiting[] = [];
  #running = 0;

  constructor(limit: number, capacity: number) {
    this.#limit = limit;
    this.#capacity = capacity;
  }

  get running(): number {
    return this.#running;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  enter(cancel: Cancel): Promise<Admission> {
    if (cancel.aborted) return Promise.resolve({ kind: 'cancelled' });
    if (this.#running < this.#limit) return Promise.resolve(this.#admitted());
    if (this.#waiting.length >= this.#capacity) return Promise.resolve({ kind: 'full' });
    return new Promise((resolve) => this.#wait(cancel, resolve));
  }

  #wait(cancel: Cancel, resolve: (admission: Admission) => void): void {
    const leave = (): void => {
      this.#waiting.splice(this.#waiting.indexOf(entry), 1);
      resolve({ kind: 'cancelled' });
    };
    const entry: Waiting = {
      admit: () => {
        cancel.removeEventListener('abort', leave);
        resolve(this.#admitted());
      },
    };
    this.#waiting.push(entry);
    cancel.addEventListener('abort', leave, { once: true });
  }

  #admitted(): Admission {
    this.#running += 1;
    let released = false;
    const release = (): void => {
      if (released) return;
      released = true;
      this.#running -= 1;
      this.#waiting.shift()?.admit();
    };
    return { kind: 'admitted', release };
  }
}
