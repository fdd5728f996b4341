import { l10n, Range, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { ignoreRule } from '../../../server/protocol/requests.ts';
import type { Host } from '../host.ts';

interface Target {
  readonly uri: string;
  readonly version: number;
  readonly line: number;
  readonly rule: string;
}

/** Asks why this row may break the rule and records it in the row. Called by a quick fix only. */
export async function ignoreProblem({ link }: Host, target: unknown): Promise<void> {
  if (!isTarget(target)) return;
  const reason = await window.showInputBox({
    title: l10n.t('Ignore {0} for this row', target.rule),
    prompt: l10n.t('Why is it right in this row? The reason is kept in the row.'),
    validateInput: (text) =>
      text.trim() === '' ? l10n.t('A rule is only ignored for a reason') : undefined,
  });
  if (reason === undefined) return;
  const document = await workspace.openTextDocument(Uri.parse(target.uri));
  // The line was named in this very version; the server refuses when the text has changed since.
  const { line, start, end, insert } = await link.request(ignoreRule, {
    ...target,
    reason: reason.trim(),
  });
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(line, start, line, end), insert);
  await workspace.applyEdit(edit);
}

function isTarget(value: unknown): value is Target {
  const { uri, version, line, rule } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return (
    typeof uri === 'string' &&
    typeof version === 'number' &&
    typeof line === 'number' &&
    typeof rule === 'string'
  );
}
