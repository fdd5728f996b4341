import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver-protocol';
import type { RowReading } from '../core/dataset/readRow.ts';
import { text } from '../core/text.ts';
import type { OpenDataset } from './openDocument.ts';
import { toRange } from './positions.ts';
import { type Session, words } from './session.ts';

/** An outline of more entries than this slows editors down and finds nobody. */
const MOST_SYMBOLS = 5000;
const DETAIL_CHARACTERS = 24;

/** Rows as 「称呼 · 关系 · 风格」; a last entry says how many more there are. */
export function documentSymbols({ lines }: OpenDataset, session: Session): DocumentSymbol[] {
  const rows = lines.flatMap(({ text: source, reading }, line) =>
    reading.kind === 'row' ? [{ line, length: source.length, reading }] : [],
  );
  const shown = rows
    .slice(0, MOST_SYMBOLS)
    .map(({ line, length, reading }) => symbol(line, length, reading, session));
  const next = rows[MOST_SYMBOLS];
  return next === undefined ? shown : [...shown, more(next.line, rows.length, session)];
}

function symbol(
  line: number,
  length: number,
  { row, places }: Extract<RowReading, { kind: 'row' }>,
  session: Session,
): DocumentSymbol {
  const parts = [row.称呼, row.关系, row.风格].filter(
    (part) => typeof part === 'string' && part.trim() !== '',
  );
  const untitled = words(session, text(`第 ${line + 1} 行`, `Row on line ${line + 1}`));
  const greeting = typeof row.祝福语 === 'string' ? [...row.祝福语] : [];
  return {
    name: parts.join(' · ') || untitled,
    detail:
      greeting.slice(0, DETAIL_CHARACTERS).join('') +
      (greeting.length > DETAIL_CHARACTERS ? '…' : ''),
    kind: SymbolKind.Object,
    range: toRange(line, { start: 0, end: length }),
    selectionRange: toRange(line, places.get('称呼')?.value ?? { start: 0, end: 0 }),
  };
}

function more(line: number, rows: number, session: Session): DocumentSymbol {
  const range = toRange(line, { start: 0, end: 0 });
  const name = text(
    `大纲只列前 ${MOST_SYMBOLS} 行，后面还有 ${rows - MOST_SYMBOLS} 行`,
    `The outline lists the first ${MOST_SYMBOLS} rows; ${rows - MOST_SYMBOLS} more follow`,
  );
  return { name: words(session, name), kind: SymbolKind.Null, range, selectionRange: range };
}
