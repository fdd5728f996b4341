/** The end of a character that is not complete yet is decoded to this. */
const INCOMPLETE = '\uFFFD';
/** No character has more bytes than this, so waiting for more tokens would be in vain. */
const LONGEST_CHARACTER = 4;
/** Tokens before the new ones that a tokenizer may want to see to get spaces right. */
const CONTEXT = 8;

export type Detokenize<Token> = (tokens: readonly Token[], before: readonly Token[]) => string;

/** Turns tokens into text as they come, holding back a character until all of its bytes are there. */
export class TokenText<Token> {
  readonly #detokenize: Detokenize<Token>;
  #before: readonly Token[] = [];
  #pending: readonly Token[] = [];

  constructor(detokenize: Detokenize<Token>) {
    this.#detokenize = detokenize;
  }

  /** The text that this token completes; empty while a character is incomplete. */
  push(token: Token): string {
    this.#pending = [...this.#pending, token];
    const text = this.#detokenize(this.#pending, this.#before);
    if (text.endsWith(INCOMPLETE) && this.#pending.length < LONGEST_CHARACTER) return '';
    this.#before = [...this.#before, ...this.#pending].slice(-CONTEXT);
    this.#pending = [];
    return text;
  }
}
