import { l10n, window } from 'vscode';
import type { Host } from '../host.ts';
import { inputFromRow } from '../panels/inputFromRow.ts';

/** Opens the preview with what the row under the cursor was asked for. */
export async function generateFromRow(host: Host): Promise<void> {
  const editor = window.activeTextEditor;
  const row =
    editor?.document.languageId === 'jsonl'
      ? editor.document.lineAt(editor.selection.active.line).text
      : '';
  const input = inputFromRow(row);
  if (editor === undefined || input === undefined) {
    await window.showInformationMessage(
      l10n.t(
        'Put the cursor on a row of a greeting dataset first; a row that is not readable as JSON cannot be used.',
      ),
    );
    return;
  }
  host.preview.open({ dataset: editor.document.uri, input });
}
