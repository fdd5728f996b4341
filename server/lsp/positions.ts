import type { Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import type { Edit, Span } from '../core/problem.ts';
import type { OpenDataset } from './openDocument.ts';

export function toRange(line: number, span: Span): Range {
  return { start: { line, character: span.start }, end: { line, character: span.end } };
}

/** Whether a span of a line and a range touch, be it only at a caret. */
export function overlaps(range: Range, line: number, span: Span): boolean {
  const startsBefore = range.start.line < line || range.start.character <= span.end;
  const endsBehind = range.end.line > line || range.end.character >= span.start;
  return startsBefore && endsBehind;
}

export function toTextEdits(line: number, edits: readonly Edit[]): TextEdit[] {
  return edits.map(({ span, text }) => ({ range: toRange(line, span), newText: text }));
}

/** The whole line with the line break that sets it apart from its neighbours. */
export function wholeLine(dataset: OpenDataset, line: number): Range {
  const isLast = line === dataset.lines.length - 1;
  if (!isLast) return { start: { line, character: 0 }, end: { line: line + 1, character: 0 } };
  const before = dataset.lines[line - 1]?.text.length ?? 0;
  const start = line === 0 ? { line, character: 0 } : { line: line - 1, character: before };
  return { start, end: { line, character: dataset.lines[line]?.text.length ?? 0 } };
}

/** Edits of one version of one document; a client that knows versions refuses them for another. */
export function workspaceEdit(
  dataset: Pick<OpenDataset, 'uri' | 'version'>,
  edits: TextEdit[],
  versioned: boolean,
): WorkspaceEdit {
  const { uri, version } = dataset;
  return versioned
    ? { documentChanges: [{ textDocument: { uri, version }, edits }] }
    : { changes: { [uri]: edits } };
}
