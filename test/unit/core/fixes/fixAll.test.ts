import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRow } from '../../../../server/core/dataset/readRow.ts';
import { fixAll } from '../../../../server/core/fixes/fixAll.ts';
import {
  type Fix,
  type Problem,
  SEVERITIES,
  type Severity,
} from '../../../../server/core/problem.ts';
import { RULES } from '../../../../server/core/rules/all.ts';
import { lintReading } from '../../../../server/core/rules/lint.ts';
import { text } from '../../../../server/core/text.ts';
import { row } from '../../../support/rows.ts';

function lint(line: string): readonly Problem[] {
  return lintReading(readRow(line, { first: true, unterminated: false }), RULES, { year: 2026 });
}

function fixedGreeting(祝福语: string): unknown {
  const fixed = JSON.parse(fixAll(row({ 祝福语 }), lint) ?? '{}') as Record<string, unknown>;
  return fixed.祝福语;
}

describe('fixing a row', () => {
  it('applies every safe fix', () =>
    expect(fixedGreeting('冰哥，祝你2025年蛇年大吉，通宵赶作业的交情，新号13812345678')).toBe(
      '冰哥，祝你2026年马年大吉，通宵赶作业的交情，新号138****5678',
    ));

  it('leaves a good row as it is', () => expect(fixAll(row(), lint)).toBe(row()));

  it('leaves choices to a person', () => {
    const line = row({ 祝福语: '[姓名]新年好，八年室友了，饭还欠着' });
    expect(fixAll(line, lint)).toBe(line);
  });

  it('deletes a blank line', () => expect(fixAll('  ', lint)).toBeUndefined());

  it('removes a BOM', () => expect(fixAll(`\ufeff${row()}`, lint)).toBe(row()));
});

/** A lint that finds one Problem of the given severity for each of these letters. */
function letters(
  found: Readonly<Record<string, readonly [Severity, string]>>,
): (line: string) => readonly Problem[] {
  return (line) =>
    [...line].flatMap((letter, start) => {
      const [severity, insert] = found[letter] ?? [];
      if (severity === undefined || insert === undefined) return [];
      const span = { start, end: start + 1 };
      const fix: Fix = {
        title: text(letter, letter),
        safe: true,
        change: { kind: 'edit', edits: [{ span, text: insert }] },
      };
      return [{ code: letter, severity, message: text('', ''), span, related: [], fixes: [fix] }];
    });
}

describe('a fix that makes things worse', () => {
  it('is skipped, and others are still applied', () =>
    expect(fixAll('ab', letters({ a: ['warning', 'e'], b: ['hint', ''], e: ['error', 'e'] }))).toBe(
      'a',
    ));

  it('is skipped when it trades one Problem for two', () =>
    expect(fixAll('a', letters({ a: ['error', 'bb'], b: ['hint', 'b'] }))).toBe('a'));

  it('is skipped when it goes round in circles', () =>
    expect(fixAll('a', letters({ a: ['info', 'b'], b: ['info', 'a'] }))).toBe('a'));
});

const mutation = fc.constantFrom(
  '蛇年大吉，',
  '2025年快乐，',
  '乙巳新春，',
  '丙未年，',
  '13812345678',
  'a.b@example.com',
  'https://example.com/x',
  '字数：73',
  '以下是祝福语：',
  '```',
  '“',
  '”',
  '，',
  '[姓名]',
  '值此新春之际，',
  '综上，',
  '\u2028',
  '\\u2028',
  '愿您笑口常开，愿您身体健康，',
  '🎉',
  '您',
  '你',
  '。，',
);

it('never leaves a mutated row worse, and what is left has no safe fix that helps', () =>
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat({ max: 15 }), mutation), { maxLength: 5 }),
      fc.constantFrom('', '\ufeff'),
      (made, bom) => {
        const greeting = made.reduce(
          (result, [at, added]) => result.slice(0, at) + added + result.slice(at),
          '冰哥新年好，第八个年头了，饭还欠着',
        );
        const line = `${bom}${row({ 祝福语: greeting })}`;
        const fixed = fixAll(line, lint) ?? '';
        expect(() => JSON.parse(fixed.replace('\ufeff', '')) as unknown).not.toThrow();
        const before = ranked(lint(line));
        for (const [rank, count] of ranked(lint(fixed)).entries())
          expect(count).toBeLessThanOrEqual(before[rank] ?? 0);
        expect(fixAll(fixed, lint)).toBe(fixed);
      },
    ),
  ));

/** How many Problems are errors, are warnings or errors, and so on. */
function ranked(problems: readonly Problem[]): readonly number[] {
  return SEVERITIES.map(
    (_, worst) => problems.filter(({ severity }) => SEVERITIES.indexOf(severity) <= worst).length,
  );
}
