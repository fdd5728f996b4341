const OPEN = '<think>';
const CLOSE = '</think>';

/**
 * Drops one leading `<think>…</think>` from text that arrives in pieces. Some models write it even when
 * asked not to think; nothing after it is ever held back.
 */
export class ThinkingFilter {
  #held = '';
  #passing = false;

  /** The part of what has come so far that may be shown now; nearly always all of `piece`. */
  push(piece: string): string {
    if (this.#passing) return piece;
    this.#held += piece;
    const shown = afterThinking(this.#held);
    this.#passing = shown !== undefined;
    return shown ?? '';
  }

  /** What was held back because it could have been the start of a tag. */
  end(): string {
    return this.#passing || this.#held.trimStart().startsWith(OPEN) ? '' : this.#held;
  }
}

/** The text that follows the thinking, or undefined while more must be read to know. */
function afterThinking(held: string): string | undefined {
  const start = held.trimStart();
  if (OPEN.startsWith(start)) return undefined;
  if (!start.startsWith(OPEN)) return held;
  const close = start.indexOf(CLOSE);
  const rest = close < 0 ? '' : start.slice(close + CLOSE.length).trimStart();
  return rest === '' ? undefined : rest;
}
