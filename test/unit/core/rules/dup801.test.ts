import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../../server/core/problem.ts';
import { DatasetLint } from '../../../../server/core/rules/datasetLint.ts';
import { DUP801_TITLE } from '../../../../server/core/rules/dup801.ts';
import type { Fields } from '../../../../server/core/rules/subject.ts';
import { unmarked } from '../../../support/checkRule.ts';

interface Pair {
  readonly severity?: string;
  readonly earlier: Fields;
  readonly later: Fields;
}

const root = new URL('../../../../', import.meta.url);
const fixture = JSON.parse(
  readFileSync(new URL('test/fixtures/rules/DUP801.json', root), 'utf8'),
) as {
  readonly fire: readonly Pair[];
  readonly quiet: readonly Pair[];
};

/** DUP801 Problems of two rows, in line order. */
function repetitions({ earlier, later }: Pair): readonly Problem[] {
  const text = [earlier, later].map((fields) => JSON.stringify(unmarked(fields))).join('\n');
  const lint = new DatasetLint(text, [], { year: 2026 });
  return [0, 1].flatMap((line) => lint.problems(line).filter(({ code }) => code === 'DUP801'));
}

describe('DUP801', () => {
  it.each(fixture.fire.map((pair) => [String(pair.later.祝福语), pair] as const))(
    'flags %s',
    (_, pair) => {
      const [problem, ...others] = repetitions(pair);
      const line = JSON.stringify(unmarked(pair.later));
      expect(others).toEqual([]);
      expect(problem?.severity).toBe(pair.severity);
      const span = problem?.span ?? { start: 0, end: 0 };
      expect(`«${line.slice(span.start, span.end)}»`).toBe(pair.later.祝福语);
    },
  );

  it.each(fixture.quiet.map((pair) => [String(pair.later.祝福语), pair] as const))(
    'stays quiet on %s',
    (_, pair) => expect(repetitions(pair)).toEqual([]),
  );

  it('has a bilingual page', () => {
    const page = readFileSync(new URL('docs/rules/DUP801.md', root), 'utf8');
    expect(page).toContain(DUP801_TITLE.zh);
    expect(page).toContain(DUP801_TITLE.en);
    expect(page).toMatch(/✗[\s\S]*✓/);
  });
});
