/** An event larger than this is not a chat completion; reading on would only fill the memory. */
const LARGEST_EVENT = 1_048_576;

/** The bytes are not an event stream that we can read; it carries none of them. */
export class SseError extends Error {
  override readonly name = 'SseError';
}

/**
 * Reads server-sent events from bytes that may be cut anywhere, even inside a character.
 * Only `data` matters to a chat completion: other fields and comments are skipped, and an event
 * that the stream leaves unfinished is dropped, as the specification asks.
 */
export class SseReader {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  #rest = '';
  #data: string[] = [];
  #size = 0;
  /** The last line ended in a CR at the very end of the bytes, so an LF that comes next belongs to it. */
  #afterCr = false;

  /** The data of each event that these bytes complete. Throws SseError. */
  *push(bytes: Uint8Array): Generator<string> {
    this.#rest += this.#decode(bytes);
    if (this.#rest.length > LARGEST_EVENT) throw new SseError('line too long');
    for (let line = this.#takeLine(); line !== undefined; line = this.#takeLine()) {
      if (line !== '') this.#field(line);
      else if (this.#data.length > 0) yield this.#takeEvent();
    }
  }

  #decode(bytes: Uint8Array): string {
    try {
      return this.#decoder.decode(bytes, { stream: true });
    } catch {
      throw new SseError('not UTF-8');
    }
  }

  #takeLine(): string | undefined {
    if (this.#afterCr && this.#rest !== '') {
      this.#afterCr = false;
      if (this.#rest.startsWith('\n')) this.#rest = this.#rest.slice(1);
    }
    const end = this.#rest.search(/[\r\n]/);
    if (end < 0) return undefined;
    const line = this.#rest.slice(0, end);
    const width = this.#rest.startsWith('\r\n', end) ? 2 : 1;
    this.#afterCr = width === 1 && this.#rest[end] === '\r' && end + 1 === this.#rest.length;
    this.#rest = this.#rest.slice(end + width);
    return line;
  }

  #field(line: string): void {
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    if (name !== 'data') return;
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    this.#size += value.length;
    if (this.#size > LARGEST_EVENT) throw new SseError('event too large');
    this.#data.push(value);
  }

  #takeEvent(): string {
    const event = this.#data.join('\n');
    this.#data = [];
    this.#size = 0;
    return event;
  }
}
