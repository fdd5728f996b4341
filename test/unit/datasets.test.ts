import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Dataset } from '../../server/core/dataset/dataset.ts';
import { LENGTHS, RELATIONS, type Row, STYLES } from '../../server/core/dataset/row.ts';

const file = new URL('../../datasets/seeds.greetings.jsonl', import.meta.url);
const dataset = new Dataset(readFileSync(file, 'utf8'));
const rows = dataset.lines.flatMap(({ reading }) =>
  reading.kind === 'row' ? [reading.row as Row] : [],
);

describe('seeds.greetings.jsonl', () => {
  it('reads without a Problem', () => {
    expect(
      dataset.lines.flatMap((line) => line.reading.problems.map((problem) => problem.code)),
    ).toEqual([]);
    expect(rows.length).toBeGreaterThanOrEqual(300);
  });

  it('has no two rows with the same id or the same greeting', () => {
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
    expect(new Set(rows.map((row) => row.祝福语)).size).toBe(rows.length);
  });

  it('claims no human author', () => {
    expect(new Set(rows.map((row) => row.meta?.source?.kind))).toEqual(new Set(['authored']));
  });

  it('records evidence that is where it says it is', () => {
    const wrong = rows.filter((row) =>
      row.meta?.evidence?.some(
        ({ unit, phrase }) =>
          !row.交往细节.split('；').includes(unit) || !row.祝福语.includes(phrase),
      ),
    );
    expect(wrong.map((row) => row.id)).toEqual([]);
    expect(
      rows.filter((row) => (row.meta?.evidence ?? []).length === 0).map((row) => row.id),
    ).toEqual([]);
  });

  it('uses every relation, style and length', () => {
    expect(new Set(rows.map((row) => row.关系))).toEqual(new Set(RELATIONS));
    expect(new Set(rows.map((row) => row.风格))).toEqual(new Set(STYLES));
    expect(new Set(rows.map((row) => row.字数))).toEqual(new Set(LENGTHS));
  });
});
