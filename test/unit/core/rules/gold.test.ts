import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { characterCounts } from '../../../../server/core/greeting/length.ts';
import { RULES } from '../../../../server/core/rules/all.ts';
import { lintFields } from '../../../../server/core/rules/lint.ts';
import { type Fields, Subject } from '../../../../server/core/rules/subject.ts';
import { scoreRow } from '../../../../server/core/score.ts';

/** Good greetings, each carrying what the rules are most tempted by: puns, 愿 chains, jargon, ~ and 🎉. */
const file = new URL('../../../fixtures/gold.greetings.jsonl', import.meta.url);
const rows = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Fields & { id: string });

describe.each(rows.map((row) => [row.id, row] as const))('%s', (_, row) => {
  const findings = lintFields(row, RULES, { year: 2026 });

  it('is left alone by every rule', () => {
    const loud = findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
    expect(loud.map(({ code, message }) => `${code} ${message.zh}`)).toEqual([]);
  });

  it('can be sent as it is', () => {
    expect(scoreRow(findings, new Subject(row))).toMatchObject({
      sendable: true,
      flavoured: false,
    });
  });
});

it('holds a greeting whose length depends on how 字 are counted', () => {
  const counts = characterCounts(String(rows.find((row) => row.id === 'gold-3')?.祝福语));
  expect(counts.without).toBeLessThan(50);
  expect(counts.withPunctuation).toBeGreaterThanOrEqual(50);
});
