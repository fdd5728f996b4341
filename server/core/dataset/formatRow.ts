import type { Member } from './jsonSpans.ts';
import type { RowReading } from './readRow.ts';
import { KEY_ORDER } from './row.ts';

/**
 * The Row on its line in compact spelling and stable key order. Every literal is copied as it is
 * written, so numbers and escapes keep their spelling; a line that a rewrite could harm is
 * returned as it is. A BOM and a final `\r` stay.
 */
export function formatRow(line: string, reading: RowReading): string {
  if (reading.kind !== 'row' || !reading.rewritable) return line;
  const parts = [...reading.members]
    .sort((a, b) => rank(a) - rank(b))
    .map(
      ({ keySpan, valueSpan }) =>
        `${line.slice(keySpan.start, keySpan.end)}:${compact(line.slice(valueSpan.start, valueSpan.end))}`,
    );
  return `${line.startsWith('\uFEFF') ? '\uFEFF' : ''}{${parts.join(',')}}${line.endsWith('\r') ? '\r' : ''}`;
}

/** Sorting is stable, so unknown keys keep their own order. */
function rank({ key }: Member): number {
  if (key === 'meta') return KEY_ORDER.length + 1;
  const known = KEY_ORDER.indexOf(key);
  return known === -1 ? KEY_ORDER.length : known;
}

/** Long runs in one step each: a step a character exhausts the stack of the matcher at some megabytes. */
const STRING_OR_BLANKS = /"[^"\\]*(?:\\.[^"\\]*)*"|[ \t\r\n]+/g;

/** JSON without the blanks between its tokens. */
function compact(json: string): string {
  return json.replace(STRING_OR_BLANKS, (token) => (token.startsWith('"') ? token : ''));
}
