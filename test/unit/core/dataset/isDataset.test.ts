import { expect, it } from 'vitest';
import { isDataset } from '../../../../server/core/dataset/isDataset.ts';

function sniffed(text: string, path = '/w/data.jsonl'): boolean {
  return isDataset(
    path,
    text.split('\n').map((line) => ({ text: line })),
  );
}

const OURS = '{"称呼":"王总","祝福语":"好"}';

it('knows a Dataset by its name, whatever is in it', () =>
  expect(sniffed('not json', 'file:///w/my.greetings.jsonl')).toBe(true));

it.each([
  ['the first row', OURS],
  ['a row behind blank lines', `\n\n${OURS}`],
  ['the fifth row', `${'{"a":1}\n'.repeat(4)}${OURS}`],
  ['keys spelled in escapes', '{"\\u79f0\\u547c":"王总","\\u795d\\u798f\\u8bed":"好"}'],
  ['a row that is still being typed', '{"称呼":"王总","祝福语":'],
  ['a row behind a BOM', `\uFEFF${OURS}`],
])('knows a Dataset by %s', (_, text) => expect(sniffed(text)).toBe(true));

it.each([
  ['an empty file', ''],
  ['one key of ours', '{"称呼":"王总","content":"祝福语"}'],
  ['our words in values', '{"messages":[{"content":"称呼 交往细节 祝福语"}]}'],
  ['our keys further down', '{"data":{"称呼":"a","祝福语":"b"}}'],
  ['our keys in the sixth row', `${'{"a":1}\n'.repeat(5)}${OURS}`],
  ['brackets without end', `${'['.repeat(100_000)}称呼`],
])('leaves %s alone', (_, text) => expect(sniffed(text)).toBe(false));
