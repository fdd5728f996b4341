import type { CodeLens } from 'vscode-languageserver-protocol';
import { text } from '../core/text.ts';
import type { OpenDataset } from './openDocument.ts';
import { toRange } from './positions.ts';
import { type Session, words } from './session.ts';

/** What stands above a Dataset: how it is doing, and what can be done with it. */
export function codeLenses(dataset: OpenDataset, session: Session): CodeLens[] {
  if (!session.client.settings.codeLenses) return [];
  const range = toRange(0, { start: 0, end: 0 });
  const generate = words(session, text('生成祝福…', 'Generate greeting…'));
  return [
    { range, command: { title: summaryTitle(dataset, session), command: 'mashang.showProblems' } },
    { range, command: { title: generate, command: 'mashang.generate', arguments: [dataset.uri] } },
  ];
}

function summaryTitle({ lint, complete }: OpenDataset, session: Session): string {
  if (!complete) return words(session, text('正在检查…', 'Checking…'));
  const { rowCount: rows, counts } = lint;
  const { error, warning } = counts;
  const number = (count: number): string => count.toLocaleString('en');
  return words(
    session,
    text(
      `${number(rows)} 行 · ${number(error)} 错误 · ${number(warning)} 警告`,
      `${number(rows)} ${rows === 1 ? 'row' : 'rows'} · ${number(error)} ${error === 1 ? 'error' : 'errors'} · ${number(warning)} ${warning === 1 ? 'warning' : 'warnings'}`,
    ),
  );
}
