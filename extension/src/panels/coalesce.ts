/** Hands over what has gathered at most once in `intervalMs`, the first of it at once. */
export class Coalescer<T> {
  readonly #deliver: (items: readonly T[]) => void;
  readonly #intervalMs: number;
  #waiting: T[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(intervalMs: number, deliver: (items: readonly T[]) => void) {
    this.#intervalMs = intervalMs;
    this.#deliver = deliver;
  }

  add(item: T): void {
    this.#waiting.push(item);
    if (this.#timer === undefined) this.#hand();
  }

  /** Hands over the rest at once; nothing comes later. */
  finish(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#flush();
  }

  #hand(): void {
    this.#flush();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#waiting.length > 0) this.#hand();
    }, this.#intervalMs);
  }

  #flush(): void {
    const items = this.#waiting;
    this.#waiting = [];
    if (items.length > 0) this.#deliver(items);
  }
}
