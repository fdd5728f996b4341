import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Dataset } from '../../server/core/dataset/dataset.ts';
import { LENGTHS, RELATIONS, type Row, STYLES } from '../../server/core/dataset/row.ts';

const datasets = new URL('../../datasets/', import.meta.url);

function linesOf(name: string) {
  return new Dataset(readFileSync(new URL(name, datasets), 'utf8')).lines;
}

function rowsOf(name: string): readonly Row[] {
  return linesOf(name).flatMap(({ reading }) =>
    reading.kind === 'row' ? [reading.row as Row] : [],
  );
}

function problemsOf(name: string): readonly string[] {
  return linesOf(name).flatMap(({ reading }) => reading.problems.map((problem) => problem.code));
}

const rows = rowsOf('seeds.greetings.jsonl');

describe('seeds.greetings.jsonl', () => {
  it('reads without a Problem', () => {
    expect(problemsOf('seeds.greetings.jsonl')).toEqual([]);
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

const REASONS = [
  'generic',
  'checklist',
  'invented',
  'telegram',
  'chain',
  'register',
  'jargon',
  'flattery',
  'literary',
  'wrongfact',
];

describe('expanded.greetings.jsonl', () => {
  const expanded = rowsOf('expanded.greetings.jsonl');

  it('reads without a Problem and repeats no id and no greeting', () => {
    expect(problemsOf('expanded.greetings.jsonl')).toEqual([]);
    expect(new Set(expanded.map((row) => row.id)).size).toBe(expanded.length);
    expect(new Set([...rows, ...expanded].map((row) => row.祝福语)).size).toBe(
      rows.length + expanded.length,
    );
  });

  it('names the parent of every row', () => {
    const seeds = new Set(rows.map((row) => row.id));
    expect(expanded.filter((row) => !seeds.has(row.meta?.source?.parent ?? ''))).toEqual([]);
  });

  it('says why a row was rejected, and that no accepted row was', () => {
    const wrong = expanded.filter(({ meta }) => {
      const { state, reason } = meta?.review ?? {};
      return state === 'rejected'
        ? !REASONS.includes(reason ?? '')
        : state !== 'accepted' || reason !== undefined;
    });
    expect(wrong.map((row) => row.id)).toEqual([]);
  });
});

it('labels name rows that exist, and phrases that stand in them', () => {
  const greetings = new Map(
    [...rows, ...rowsOf('expanded.greetings.jsonl')].map((row) => [row.id, row.祝福语]),
  );
  const lines = readFileSync(new URL('labels/judgements.jsonl', datasets), 'utf8').trim();
  const labels = lines.split('\n').map((line) => JSON.parse(line) as Judgement);
  const wrong = labels.filter(({ row, a, b }) =>
    [a, b].some(
      ({ label, span }) => ![0, 1, 2].includes(label) || !greetings.get(row)?.includes(span),
    ),
  );
  expect(labels.length).toBeGreaterThanOrEqual(800);
  expect(wrong.map(({ row }) => row)).toEqual([]);
});

interface Judgement {
  readonly row: string;
  readonly a: { readonly label: number; readonly span: string };
  readonly b: { readonly label: number; readonly span: string };
}
