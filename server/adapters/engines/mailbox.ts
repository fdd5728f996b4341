/** Hands values from callbacks to one reader, in order, until it is closed. */
export class Mailbox<T> implements AsyncIterable<T> {
  readonly #items: T[] = [];
  #closed: { readonly error?: Error } | undefined;
  #wake: (() => void) | undefined;

  push(item: T): void {
    if (this.#closed) return;
    this.#items.push(item);
    this.#wake?.();
  }

  /** Ends the reading after what is already here, with an error if one is given. Only the first call counts. */
  close(error?: Error): void {
    this.#closed ??= error === undefined ? {} : { error };
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      for (let item = this.#items.shift(); item !== undefined; item = this.#items.shift())
        yield item;
      if (this.#closed?.error) throw this.#closed.error;
      if (this.#closed) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
