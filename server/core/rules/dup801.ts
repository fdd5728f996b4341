import type { RowReading } from '../dataset/readRow.ts';
import type { Fix, Problem, Span } from '../problem.ts';
import { type Text, text } from '../text.ts';
import { ignoredRules } from './lint.ts';
import { SAME } from './shapes.ts';

/** A line that repeats an earlier one, and that earlier one. Lines are 0-based. */
export interface Repetition {
  readonly reading: RowReading;
  readonly similarity: number;
  readonly earlier: { readonly line: number; readonly reading: RowReading };
}

export const DUP801_TITLE = text('和前面一行太像', 'Nearly the same as an earlier row');

const DELETE_ROW: Fix = {
  title: text('删掉这一行', 'Delete this row'),
  safe: false,
  change: { kind: 'deleteRow' },
};

/** Undefined when the row silences the rule. */
export function dup801({ reading, similarity, earlier }: Repetition): Problem | undefined {
  if (reading.kind !== 'row' || ignoredRules(reading).has('DUP801')) return undefined;
  const twin = {
    span: greetingSpan(earlier.reading),
    message: text('前面的那一行', 'The earlier row'),
  };
  return {
    code: 'DUP801',
    severity: similarity >= SAME ? 'error' : 'warning',
    message: message(similarity, earlier.line + 1),
    span: greetingSpan(reading),
    related: [{ line: earlier.line, ...twin }],
    fixes: [DELETE_ROW],
  };
}

function message(similarity: number, line: number): Text {
  if (similarity === 1) {
    return text(
      `和第 ${line} 行 100% 相同（称呼、数字、生肖不算），留一行就够`,
      `100% the same as line ${line} (称呼, numbers and zodiac aside); keep one of them`,
    );
  }
  const percent = Math.floor(similarity * 100);
  return text(
    `和第 ${line} 行有 ${percent}% 相同，像是一段话改了几个字又用一次`,
    `${percent}% the same as line ${line}, as if one text were used again with a few words changed`,
  );
}

function greetingSpan(reading: RowReading): Span {
  const place = reading.kind === 'row' ? reading.places.get('祝福语') : undefined;
  if (place === undefined) return { start: 0, end: 1 };
  return { start: place.column(0), end: place.column(Number.MAX_SAFE_INTEGER) };
}
