import type { Dataset, LineChange } from '../core/dataset/dataset.ts';
import type { DatasetLint } from '../core/rules/datasetLint.ts';

/** Rows that are checked in one go: some tens of milliseconds, in which other windows wait. */
const LINES_AT_ONCE = 250;

/**
 * Checks a Dataset from the top, some rows at a time, so that a long file shows its first findings at
 * once and holds nobody up. Edits above the line that was reached are checked by the difference.
 */
export class GradualLint {
  readonly #text: Dataset;
  readonly #lint: DatasetLint;
  /** Lines above this one have been checked. */
  #checked = 0;

  /** `lint` must be that of an empty text. */
  constructor(text: Dataset, lint: DatasetLint) {
    this.#text = text;
    this.#lint = lint;
    lint.edit({ start: 0, removed: lint.dataset.lines, added: [] });
    this.checkMore();
  }

  get found(): DatasetLint {
    return this.#lint;
  }

  get complete(): boolean {
    return this.#checked >= this.#text.lines.length;
  }

  checkMore(): void {
    const added = this.#text.lines.slice(this.#checked, this.#checked + LINES_AT_ONCE);
    this.#lint.edit({ start: this.#checked, removed: [], added });
    this.#checked += added.length;
  }

  finish(): void {
    while (!this.complete) this.checkMore();
  }

  /** Takes in what the text's `replace` or `replaceAll` has just answered. */
  edit(change: LineChange): void {
    const { start, removed, added } = change;
    const end = start + removed.length;
    if (start > this.#checked) return;
    if (end <= this.#checked && added.length <= LINES_AT_ONCE) {
      this.#lint.edit(change);
      this.#checked += added.length - removed.length;
      return;
    }
    this.#forgetFrom(change);
    this.checkMore();
  }

  /** What the edit reaches into or pushes down is checked again in its turn. */
  #forgetFrom({ start, removed, added }: LineChange): void {
    const tail = this.#text.lines.slice(start + added.length);
    const gone = [...removed, ...tail].slice(0, this.#checked - start);
    this.#lint.edit({ start, removed: gone, added: [] });
    this.#checked = start;
  }
}
