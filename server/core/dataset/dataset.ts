import type { Edit } from '../problem.ts';
import { type LinePosition, type RowReading, readRow } from './readRow.ts';

/** One line of the open text with its reading; the object is replaced, never changed, when its text changes. */
export interface DatasetLine {
  readonly text: string;
  readonly reading: RowReading;
}

/** Lines `start … start + removed.length` became `added`. */
export interface LineChange {
  readonly start: number;
  readonly removed: readonly DatasetLine[];
  readonly added: readonly DatasetLine[];
}

export interface TextPosition {
  readonly line: number;
  /** UTF-16 column. */
  readonly character: number;
}

/** The lines of a Dataset. An edit re-reads the lines it touches and no others. */
export class Dataset {
  #lines: DatasetLine[];

  constructor(text: string) {
    this.#lines = readLines(text.split('\n'), 0, true);
  }

  get lines(): readonly DatasetLine[] {
    return this.#lines;
  }

  get text(): string {
    return this.#lines.map((line) => line.text).join('\n');
  }

  /** Replaces the text between two positions; positions outside the text are moved to its edge. */
  replace(from: TextPosition, to: TextPosition, insert: string): LineChange {
    const start = clampPosition(from, this.#lines);
    const end = clampPosition(to, this.#lines);
    const head = (this.#lines[start.line]?.text ?? '').slice(0, start.character);
    const tail = (this.#lines[end.line]?.text ?? '').slice(end.character);
    return this.#splice(
      start.line,
      end.line - start.line + 1,
      `${head}${insert}${tail}`.split('\n'),
    );
  }

  /** Replaces everything, keeping the readings of lines that stay the same at both ends. */
  replaceAll(text: string): LineChange {
    const next = text.split('\n');
    const old = this.#lines;
    let same = 0;
    while (same < old.length && same < next.length && old[same]?.text === next[same]) same += 1;
    let tail = 0;
    // The first line reads differently from all others (a BOM), so it never moves unread.
    const most = Math.min(old.length, next.length) - Math.max(same, 1);
    while (tail < most && old[old.length - 1 - tail]?.text === next[next.length - 1 - tail])
      tail += 1;
    return this.#splice(same, old.length - same - tail, next.slice(same, next.length - tail));
  }

  /** A line at the new end of the text is read again: only the last line can be cut off. */
  #splice(start: number, count: number, texts: readonly string[]): LineChange {
    const touchesEnd = start + count >= this.#lines.length;
    const from = touchesEnd && start > 0 && (texts.length === 0 || count === 0) ? start - 1 : start;
    const kept = from < start ? [this.#lines[from]?.text ?? ''] : [];
    const added = readLines([...kept, ...texts], from, touchesEnd);
    const end = start + count;
    const removed = this.#lines.slice(from, end);
    // As arguments of splice, some hundred thousand lines would exhaust the stack.
    this.#lines = [...this.#lines.slice(0, from), ...added, ...this.#lines.slice(end)];
    return { start: from, removed, added };
  }
}

/** Read when first asked, so that a foreign file costs nothing but the splitting of its text. */
class Line implements DatasetLine {
  readonly text: string;
  readonly #position: LinePosition;
  #reading: RowReading | undefined;

  constructor(text: string, position: LinePosition) {
    this.text = text;
    this.#position = position;
  }

  get reading(): RowReading {
    this.#reading ??= readRow(this.text, this.#position);
    return this.#reading;
  }
}

function readLines(
  texts: readonly string[],
  firstLine: number,
  reachesEnd: boolean,
): DatasetLine[] {
  return texts.map(
    (text, index) =>
      new Line(text, {
        first: firstLine + index === 0,
        unterminated: reachesEnd && index === texts.length - 1,
      }),
  );
}

function clampPosition(position: TextPosition, lines: readonly DatasetLine[]): TextPosition {
  if (position.line >= lines.length) {
    const line = lines.length - 1;
    return { line, character: lines[line]?.text.length ?? 0 };
  }
  return {
    line: position.line,
    character: Math.min(position.character, lines[position.line]?.text.length ?? 0),
  };
}

/** Applies non-overlapping edits to one line; of two that overlap only the earlier is applied. */
export function applyEdits(line: string, edits: readonly Edit[]): string {
  let result = '';
  let at = 0;
  for (const { span, text } of [...edits].sort((a, b) => a.span.start - b.span.start)) {
    if (span.start < at) continue;
    result += line.slice(at, span.start) + text;
    at = span.end;
  }
  return result + line.slice(at);
}
