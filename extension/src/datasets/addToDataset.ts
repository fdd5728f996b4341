import {
  l10n,
  Position,
  type QuickPickItem,
  Range,
  type TextDocument,
  TextEditorRevealType,
  Uri,
  ViewColumn,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import { type AppendRowParams, appendRow } from '../../../server/protocol/requests.ts';
import type { Link } from '../client/link.ts';
import { isDatasetDocument } from './isDatasetDocument.ts';

export type NewRow = Omit<AppendRowParams, 'uri'>;

/** Adds a Row at the end of a Dataset that the user has open; undo takes it back. Undefined: the user chose none. */
export async function addToDataset(
  link: Link,
  preferred: Uri | undefined,
  row: NewRow,
): Promise<string | undefined> {
  const document = await chooseDataset(preferred);
  if (document === undefined) return undefined;
  const at = await appended(link, document, row);
  await reveal(document, at);
  return nameOf(document);
}

/** The text may change between the answer and the edit; then the server is asked once more. */
async function appended(link: Link, document: TextDocument, row: NewRow): Promise<Position> {
  for (;;) {
    const { version } = document;
    const { line, character, insert } = await link.request(appendRow, {
      ...row,
      uri: document.uri.toString(),
    });
    if (document.version !== version) continue;
    const at = new Position(line, character);
    const edit = new WorkspaceEdit();
    edit.insert(document.uri, at, insert);
    if (!(await workspace.applyEdit(edit))) throw new Error('The row could not be inserted');
    return at;
  }
}

async function chooseDataset(preferred: Uri | undefined): Promise<TextDocument | undefined> {
  const open = workspace.textDocuments.filter(
    (document) => !document.isClosed && isDatasetDocument(document),
  );
  const meant = open.find((document) => document.uri.toString() === preferred?.toString());
  if (meant !== undefined) return meant;
  const active = window.activeTextEditor?.document;
  if (active !== undefined && open.includes(active)) return active;
  const visible = open.filter((document) =>
    window.visibleTextEditors.some((editor) => editor.document === document),
  );
  if (visible.length === 1) return visible[0];
  if (open.length === 0) return newDataset();
  return open.length === 1 ? open[0] : pickDataset(open);
}

interface DatasetItem extends QuickPickItem {
  readonly document?: TextDocument;
}

async function pickDataset(open: readonly TextDocument[]): Promise<TextDocument | undefined> {
  const items: DatasetItem[] = [
    ...open.map((document) => ({
      label: nameOf(document),
      description: workspace.asRelativePath(document.uri),
      document,
    })),
    { label: `$(add) ${l10n.t('New dataset')}` },
  ];
  const chosen = await window.showQuickPick(items, {
    placeHolder: l10n.t('Add the greeting to which dataset?'),
  });
  return chosen === undefined ? undefined : (chosen.document ?? newDataset());
}

async function newDataset(): Promise<TextDocument> {
  const document = await workspace.openTextDocument(
    Uri.from({ scheme: 'untitled', path: freeName() }),
  );
  await window.showTextDocument(document, {
    viewColumn: ViewColumn.Beside,
    preserveFocus: true,
    preview: false,
  });
  return document;
}

function freeName(): string {
  const base = l10n.t('greetings');
  const taken = new Set(workspace.textDocuments.map((document) => document.uri.path));
  for (let number = 1; ; number += 1) {
    const name = `${base}${number === 1 ? '' : `-${number}`}.greetings.jsonl`;
    if (!taken.has(name)) return name;
  }
}

/** Shows the new Row where the Dataset is visible; a hidden one stays hidden. */
async function reveal(document: TextDocument, at: Position): Promise<void> {
  const row = new Position(Math.min(at.line + 1, document.lineCount - 1), 0);
  for (const editor of window.visibleTextEditors) {
    if (editor.document === document)
      editor.revealRange(new Range(row, row), TextEditorRevealType.InCenterIfOutsideViewport);
  }
}

function nameOf(document: TextDocument): string {
  return document.uri.path.split('/').at(-1) ?? document.uri.path;
}
