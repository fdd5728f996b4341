import {
  type CompletionItem,
  CompletionItemKind,
  InsertTextFormat,
  type Position,
} from 'vscode-languageserver-protocol';
import { completeRow, type RowCompletion } from '../core/dataset/completeRow.ts';
import { text } from '../core/text.ts';
import type { OpenDataset } from './openDocument.ts';
import { toRange } from './positions.ts';
import { type Session, words } from './session.ts';

/** Keys that a row still lacks and values that a key usually takes. */
export function completions(
  dataset: OpenDataset,
  position: Position,
  session: Session,
): CompletionItem[] {
  const line = dataset.lines[position.line]?.text ?? '';
  return completeRow(line, position.character, session.rules).map((completion, index) =>
    item(completion, index, line, position.line, session),
  );
}

function item(
  completion: RowCompletion,
  index: number,
  source: string,
  line: number,
  session: Session,
): CompletionItem {
  const { kind, label, span, doc, required } = completion;
  const quoted = source[span.start] === '"';
  return {
    label,
    kind: kind === 'key' ? CompletionItemKind.Property : CompletionItemKind.EnumMember,
    ...(required && { detail: words(session, text('必填', 'required')) }),
    documentation: words(session, doc),
    sortText: String(index).padStart(4, '0'),
    filterText: quoted ? `"${label}"` : label,
    insertTextFormat: session.client.snippets
      ? InsertTextFormat.Snippet
      : InsertTextFormat.PlainText,
    textEdit: {
      range: toRange(line, span),
      newText: session.client.snippets ? snippet(completion) : completion.before + completion.after,
    },
  };
}

function snippet({ kind, before, choices, after }: RowCompletion): string {
  if (kind === 'value' || after === '') return literal(before + after);
  const stop = choices.length === 0 ? '$1' : `\${1|${choices.map(choice).join(',')}|}`;
  return literal(before) + stop + literal(after);
}

function literal(part: string): string {
  return part.replaceAll(/[\\$}]/g, '\\$&');
}

function choice(value: string): string {
  return value.replaceAll(/[\\,|]/g, '\\$&');
}
