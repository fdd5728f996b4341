import { commands, type Disposable, type TextEditor, window } from 'vscode';
import { isDatasetDocument } from './isDatasetDocument.ts';

/** Keeps the context key by which menus appear over Datasets and stay away from other people's JSONL. */
export function followDatasets(): Disposable {
  const tell = (editor: TextEditor | undefined): void => {
    const isDataset = editor !== undefined && isDatasetDocument(editor.document);
    void commands.executeCommand('setContext', 'mashang.activeDataset', isDataset);
  };
  tell(window.activeTextEditor);
  return window.onDidChangeActiveTextEditor(tell);
}
