import { describe, expect, it } from 'vitest';
import type { Severity } from '../../../server/core/problem.ts';
import type { RuleFinding } from '../../../server/core/rules/lint.ts';
import { Subject } from '../../../server/core/rules/subject.ts';
import { scoreRow } from '../../../server/core/score.ts';
import { text } from '../../../server/core/text.ts';

const GREETING = '冰哥，新年快乐！愿咱们友谊长存，万事顺心。';
const subject = new Subject({ 祝福语: GREETING });

/** A finding on the whole greeting unless a place is given. */
function finding(code: string, severity: Severity, start = 0, end = GREETING.length): RuleFinding {
  return { code, severity, span: { field: '祝福语', start, end }, message: text('', '') };
}

function score(...findings: readonly RuleFinding[]) {
  return scoreRow(findings, subject);
}

describe('scoreRow', () => {
  it('gives a clean row everything', () => {
    expect(score()).toEqual({
      score: 100,
      axes: { 证据: 100, 套话: 100, 分寸: 100, 硬伤: 100 },
      rules: [],
      flavoured: false,
      sendable: true,
    });
  });

  it('never lets a row with an error pass, however well it does otherwise', () => {
    const result = score(finding('FACT701', 'error', 0, 2));
    expect(result.sendable).toBe(false);
    expect(result.score).toBeLessThan(50);
    expect(result.axes).toEqual({ 证据: 100, 套话: 100, 分寸: 100, 硬伤: 0 });
    expect(result.flavoured).toBe(false);
  });

  it('holds S under the threshold when one signal speaks alone', () => {
    const alone = score(finding('GEN102', 'warning'), finding('EVID001', 'error'));
    expect(alone.flavoured).toBe(false);
    const lone = score(finding('AI103', 'warning', 0, 2), finding('AI103', 'warning', 3, 7));
    expect(lone.score).toBeGreaterThan(50);
    expect(lone.sendable).toBe(true);
  });

  it('calls a row flavoured when distinct signals agree', () => {
    const result = score(
      finding('GEN102', 'warning'),
      finding('GEN105', 'warning', 0, 2),
      finding('AI103', 'warning', 3, 7),
      finding('AI103', 'warning', 17, 21),
      finding('AI102', 'warning', 8, 10),
      finding('STR201', 'warning', 11, 16),
    );
    expect(result.flavoured).toBe(true);
    expect(result.sendable).toBe(false);
    expect(result.score).toBeLessThan(50);
  });

  it('counts overlapping phrases once, the most severe one', () => {
    const overlapping = score(
      finding('AI103', 'warning', 8, 16),
      finding('STR208', 'info', 10, 16),
    );
    expect(overlapping.rules.map((rule) => rule.code)).toEqual(['AI103']);
  });

  it('keeps findings on the whole greeting apart from those on a phrase of it', () => {
    const result = score(finding('GEN102', 'warning'), finding('STR202', 'warning', 8, 16));
    expect(result.rules).toEqual([
      { code: 'GEN102', axis: '证据', points: 20 },
      { code: 'STR202', axis: '套话', points: 6 },
    ]);
  });

  it('shows hints without holding them against the row', () => {
    expect(score(finding('GEN101', 'hint', 3, 7)).score).toBe(100);
  });

  it('takes more for more, and never less', () => {
    const steps = [
      score(),
      score(finding('STR206', 'info', 0, 2)),
      score(finding('STR206', 'info', 0, 2), finding('REG305', 'warning', 3, 5)),
      score(
        finding('STR206', 'info', 0, 2),
        finding('REG305', 'warning', 3, 5),
        finding('LEN501', 'warning'),
      ),
      score(
        finding('STR206', 'info', 0, 2),
        finding('REG305', 'warning', 3, 5),
        finding('LEN501', 'warning'),
        finding('EVID001', 'error'),
      ),
    ].map((result) => result.score);
    expect(steps).toEqual([...new Set(steps)].sort((a, b) => b - a));
  });

  it('charges a plain mistake to its own axis and not to flavour', () => {
    const result = score(finding('LEN501', 'warning'));
    expect(result.axes).toEqual({ 证据: 100, 套话: 100, 分寸: 100, 硬伤: 75 });
    expect(result).toMatchObject({ score: 90, sendable: true });
  });
});
