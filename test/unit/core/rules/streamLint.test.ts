import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../../../server/core/rules/all.ts';
import { DatasetLint } from '../../../../server/core/rules/datasetLint.ts';
import { StreamLint } from '../../../../server/core/rules/streamLint.ts';

const CONTEXT = { year: 2026 };
const GOLD = readFileSync(
  new URL('../../../fixtures/gold.greetings.jsonl', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n');

/** Every Problem as `line code column`, from a single pass over the lines as a file reader hands them out. */
function streamed(text: string, comparesRows = true): string[] {
  const stream = new StreamLint(RULES, CONTEXT, { comparesRows });
  const lines = text.split('\n');
  const unterminated = lines.at(-1) !== '';
  if (!unterminated) lines.pop();
  const found = lines.flatMap((line, index) => {
    const position = {
      first: index === 0,
      unterminated: unterminated && index === lines.length - 1,
    };
    return stream.line(line, position).problems.map((problem) => ({ line: index, problem }));
  });
  return described([...found, ...stream.end()]);
}

function described(
  found: readonly { line: number; problem: { code: string; span: { start: number } } }[],
): string[] {
  return found.map(({ line, problem }) => `${line} ${problem.code} ${problem.span.start}`).sort();
}

const line = fc.oneof(
  fc.constantFrom(...GOLD),
  fc.constantFrom(...GOLD).map((row) => row.replace('新年', '蛇年')),
  fc.constantFrom(
    '',
    ' ',
    '[]',
    '{',
    '<<<<<<< a',
    `${GOLD[0]}\r`,
    '\r',
    `\uFEFF${GOLD[1]}`,
    '{"称呼":"\u2028"}',
  ),
);

describe('a Dataset read once', () => {
  it('has the same Problems as one that is open in an editor', () => {
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        (lines, terminated) => {
          const text = lines.join('\n') + (terminated ? '\n' : '');
          const open = new DatasetLint(text, RULES, CONTEXT);
          expect(streamed(text)).toEqual(described(open.allProblems()));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('remembers nothing of its rows when they are not to be compared', () => {
    const twice = `${GOLD[0]}\n${GOLD[0]}\n`;
    expect(streamed(twice).filter((found) => found.includes('DUP801'))).toHaveLength(1);
    expect(streamed(twice, false).filter((found) => found.includes('DUP801'))).toHaveLength(0);
  });
});
