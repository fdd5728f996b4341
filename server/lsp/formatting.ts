import type { Range, TextEdit } from 'vscode-languageserver-protocol';
import { formatRow } from '../core/dataset/formatRow.ts';
import { lineEdits, type TextChange } from '../core/fixes/lineEdits.ts';
import type { OpenDataset } from './openDocument.ts';

/** One compact row a line in stable key order, in the whole document or the lines that `range` touches. */
export function formatDataset({ lines }: OpenDataset, range?: Range): TextEdit[] {
  const first = range?.start.line ?? 0;
  const last = range === undefined ? lines.length - 1 : lastTouched(range);
  const next = lines.map(({ text, reading }, line) =>
    line < first || line > last ? text : formatRow(text, reading),
  );
  return lineEdits(
    lines.map(({ text }) => text),
    next,
  ).map(toTextEdit);
}

/** A selection of whole lines ends at the start of the line behind it. */
function lastTouched({ start, end }: Range): number {
  return end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
}

export function toTextEdit({ start, end, text }: TextChange): TextEdit {
  return { range: { start, end }, newText: text };
}
