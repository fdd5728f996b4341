import type { TextPosition } from '../dataset/dataset.ts';

/** Replaces the text between two positions. */
export interface TextChange {
  readonly start: TextPosition;
  readonly end: TextPosition;
  readonly text: string;
}

/**
 * The smallest changes that turn `lines` into `next`, line by line; undefined deletes a line with its
 * line break. Lines that stay the same are not touched.
 */
export function lineEdits(
  lines: readonly string[],
  next: readonly (string | undefined)[],
): readonly TextChange[] {
  const changes: TextChange[] = [];
  for (let line = 0; line < lines.length; line += 1) {
    const to = next[line];
    if (to === undefined) {
      const last = lastDeleted(next, line, lines.length);
      changes.push(deletion(lines, line, last));
      line = last;
    } else if (to !== lines[line]) {
      changes.push(replacement(line, lines[line] ?? '', to));
    }
  }
  return changes;
}

function lastDeleted(next: readonly (string | undefined)[], first: number, count: number): number {
  let last = first;
  while (last + 1 < count && next[last + 1] === undefined) last += 1;
  return last;
}

/** Lines at the end of the text take the line break before them along. */
function deletion(lines: readonly string[], first: number, last: number): TextChange {
  if (last + 1 < lines.length) {
    return {
      start: { line: first, character: 0 },
      end: { line: last + 1, character: 0 },
      text: '',
    };
  }
  const before = lines[first - 1];
  const start =
    before === undefined
      ? { line: first, character: 0 }
      : { line: first - 1, character: before.length };
  return { start, end: { line: last, character: lines[last]?.length ?? 0 }, text: '' };
}

function replacement(line: number, from: string, to: string): TextChange {
  const shorter = Math.min(from.length, to.length);
  let head = 0;
  while (head < shorter && from[head] === to[head]) head += 1;
  if (splitsPair(from, head) || splitsPair(to, head)) head -= 1;
  let tail = 0;
  while (tail < shorter - head && from[from.length - 1 - tail] === to[to.length - 1 - tail])
    tail += 1;
  if (splitsPair(from, from.length - tail) || splitsPair(to, to.length - tail)) tail -= 1;
  return {
    start: { line, character: head },
    end: { line, character: from.length - tail },
    text: to.slice(head, to.length - tail),
  };
}

/** Editors move positions that lie inside a surrogate pair. */
function splitsPair(text: string, at: number): boolean {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(Math.max(0, at - 1), at + 1));
}
