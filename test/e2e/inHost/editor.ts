// What the suites do in an editor: open rows, wait for an answer, and ask VS Code's own providers.
import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type CodeAction,
  commands,
  type Diagnostic,
  languages,
  Position,
  Range,
  type TextDocument,
  Uri,
  window,
  workspace,
} from 'vscode';

const EXTENSION_WAIT_MS = 25_000;
const POLL_MS = 25;

let documents = 0;

/** A new file of the workspace with these lines, open in an editor; each test has its own. */
export async function openLines(
  lines: readonly string[],
  ending = '.greetings.jsonl',
): Promise<TextDocument> {
  const folder = workspace.workspaceFolders?.[0];
  assert.ok(folder, 'the window has no folder');
  documents += 1;
  const uri = Uri.joinPath(folder.uri, `rows-${documents}${ending}`);
  await workspace.fs.writeFile(uri, Buffer.from(`${lines.join('\n')}\n`));
  const document = await workspace.openTextDocument(uri);
  await window.showTextDocument(document);
  return document;
}

type Answer<T> = T | undefined | false;

/** Asks again until there is an answer; the machine may be slow, but it must not be forgotten. */
export async function until<T>(
  what: string,
  ask: () => Answer<T> | PromiseLike<Answer<T>>,
): Promise<T> {
  const deadline = Date.now() + EXTENSION_WAIT_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${EXTENSION_WAIT_MS} ms`);
    await delay(POLL_MS);
  }
}

/** The problems of a document, as soon as these codes are among them. */
export function problems(
  document: TextDocument,
  ...codes: readonly string[]
): Promise<readonly Diagnostic[]> {
  return until(`problems ${codes.join(' ')}`, () => {
    const found = languages.getDiagnostics(document.uri);
    const all = found.map(codeOf);
    return codes.every((code) => all.includes(code)) ? found : undefined;
  });
}

/** Waits until a document has no problems left. */
export function noProblems(document: TextDocument): Promise<unknown> {
  return until('no problems', () => languages.getDiagnostics(document.uri).length === 0);
}

export function codeOf({ code }: Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** The place just inside the first occurrence of `words`. */
export function placeOf(document: TextDocument, words: string): Position {
  const offset = document.getText().indexOf(words);
  assert.notEqual(offset, -1, `the document holds ${words}`);
  return document.positionAt(offset + 1);
}

export async function actionsAt(document: TextDocument, at: Position): Promise<CodeAction[]> {
  return commands.executeCommand(
    'vscode.executeCodeActionProvider',
    document.uri,
    new Range(at, at),
  );
}

export async function actionsOfKind(document: TextDocument, kind: string): Promise<CodeAction[]> {
  const all = new Range(new Position(0, 0), document.lineAt(document.lineCount - 1).range.end);
  return commands.executeCommand('vscode.executeCodeActionProvider', document.uri, all, kind);
}

/** What choosing the action in the editor does. */
export async function applyAction(action: CodeAction | undefined): Promise<void> {
  assert.ok(action?.edit, 'the action changes the text');
  assert.ok(await workspace.applyEdit(action.edit));
}

/** The text of a hover, all its parts in order. */
export async function hoverAt(document: TextDocument, at: Position): Promise<string> {
  const hovers: { readonly contents: readonly (string | { readonly value: string })[] }[] =
    await commands.executeCommand('vscode.executeHoverProvider', document.uri, at);
  const parts = hovers.flatMap(({ contents }) => contents);
  return parts.map((part) => (typeof part === 'string' ? part : part.value)).join('\n');
}
