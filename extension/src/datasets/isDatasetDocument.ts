import type { TextDocument } from 'vscode';

type Sniffed = Pick<TextDocument, 'languageId' | 'fileName' | 'lineCount'> & {
  readonly lineAt: (line: number) => { readonly text: string };
};

const DOMAIN_KEY = /"(?:称呼|交往细节|祝福语)"\s*:/;
const SNIFFED_LINES = 5;

/** Whether menus offer this document as a Dataset. What its rows say is for the server to judge. */
export function isDatasetDocument(document: Sniffed): boolean {
  if (document.languageId !== 'jsonl') return false;
  if (/\.greetings\.jsonl$/.test(document.fileName)) return true;
  const lines = Array.from(
    { length: Math.min(SNIFFED_LINES, document.lineCount) },
    (_, line) => document.lineAt(line).text,
  );
  return lines.some((text) => DOMAIN_KEY.test(text));
}
