import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fileLines } from '../../../server/cli/lines.ts';

/** As many bytes as the reader takes at once. */
const SLICE = 1 << 20;

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'mashang-lines-'));
});

afterAll(() => rm(directory, { recursive: true }));

it.each([
  ['a line that ends with the slice', `${'a'.repeat(SLICE - 1)}\nb\n`],
  ['a newline that starts the next slice', `${'a'.repeat(SLICE)}\nb\n`],
  ['a line over three slices', `a\n${'年'.repeat(SLICE)}\nb\n`],
  ['no final newline', `a\n${'b'.repeat(SLICE)}`],
  ['blank lines at the seam', `${'a'.repeat(SLICE - 2)}\n\n\n\nb\n`],
])('reads %s as if the file had come whole', async (_, content) => {
  const path = join(directory, 'a.greetings.jsonl');
  await writeFile(path, content);
  const read: string[] = [];
  for await (const batch of fileLines(path)) read.push(...batch.map((line) => line.text));
  const whole = content.split('\n');
  if (whole.at(-1) === '') whole.pop();
  expect(read.length).toBe(whole.length);
  expect(read.every((line, index) => line === whole[index])).toBe(true);
});
