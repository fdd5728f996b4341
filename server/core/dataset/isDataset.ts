import { jsonTree } from './jsonSpans.ts';

/** Keys that no other tool's JSONL carries; two of them make a file ours. */
const MARKS: readonly string[] = ['称呼', '交往细节', '祝福语'];
const MARKS_NEEDED = 2;
const ROWS_LOOKED_AT = 5;
/** Lines in which those rows are looked for; a file that opens with more blank lines is not ours. */
export const LINES_LOOKED_AT = 50;

/**
 * Whether a JSONL file is a Dataset: by its name, or by what its first rows are. Anything else is
 * somebody else's file and stays untouched. A row that is still being typed counts by the keys it has.
 */
export function isDataset(path: string, lines: readonly { readonly text: string }[]): boolean {
  if (path.endsWith('.greetings.jsonl')) return true;
  const rows = lines.slice(0, LINES_LOOKED_AT).filter((line) => line.text.trim() !== '');
  return rows.slice(0, ROWS_LOOKED_AT).some((line) => looksLikeRow(line.text));
}

function looksLikeRow(text: string): boolean {
  if (!MARKS.some((mark) => text.includes(mark)) && !text.includes('\\u')) return false;
  const { root } = jsonTree(text);
  if (root?.type !== 'object') return false;
  const keys = new Set(
    (root.children ?? []).map((property) => property.children?.[0]?.value as unknown),
  );
  return MARKS.filter((mark) => keys.has(mark)).length >= MARKS_NEEDED;
}
