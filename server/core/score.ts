import type { Severity } from './problem.ts';
import type { RuleFinding } from './rules/lint.ts';
import type { Subject } from './rules/subject.ts';

export type Axis = '证据' | '套话' | '分寸' | '硬伤';

export interface RuleContribution {
  readonly code: string;
  readonly axis: Axis;
  /** Points it took; 0 for a finding that is shown but not held against the Row. */
  readonly points: number;
}

/**
 * How near a Row is to something a person would send as it stands.
 *
 * `score`: 100 = 可直接发. It is 100 − S − hard points. S (0–100, high = 像群发/像贺电) is the
 * reference's logistic over rule weights, shifted so that no finding gives S = 0; hard points are
 * plain mistakes (length, name, year), which say nothing about flavour. S is held under 50 unless two
 * distinct signals agree. An error of any kind holds `score` under 50, so that no total hides it.
 */
export interface RowScore {
  readonly score: number;
  /** 100 = nothing to say against this side of the Row. */
  readonly axes: Readonly<Record<Axis, number>>;
  /** What each rule took, largest first. */
  readonly rules: readonly RuleContribution[];
  /** Two distinct signals agree and S reached the threshold. */
  readonly flavoured: boolean;
  readonly sendable: boolean;
}

interface Weight {
  readonly points: number;
  /** Hits at which the rule has taken all its points. */
  readonly cap: number;
}

const once = (points: number): Weight => ({ points, cap: 1 });
const twice = (points: number): Weight => ({ points, cap: 2 });

/**
 * Cold-start weights, used until some 200 labelled rows allow a fit. Those of EVID001, GEN102, AI101–103,
 * STR201–204, REG and STY are the reference's; the others rank below them by how often people do the same.
 */
const WEIGHTS: Readonly<Record<string, Weight>> = {
  EVID001: once(35),
  EVID002: once(12),
  EVID003: once(2),
  EVID004: once(4),
  EVID005: once(12),
  EVID006: once(12),
  EVID007: once(12),
  GEN101: once(2),
  GEN102: once(20),
  GEN103: once(5),
  GEN104: once(15),
  GEN105: once(6),
  AI101: once(25),
  AI102: once(10),
  AI103: twice(10),
  AI104: once(3),
  AI105: twice(6),
  AI106: once(4),
  AI107: once(4),
  AI108: once(15),
  STR201: once(8),
  STR202: once(6),
  STR203: once(6),
  STR204: once(8),
  STR205: once(4),
  STR206: once(3),
  STR207: once(2),
  STR208: once(3),
  STR209: once(6),
};
const FAMILY_WEIGHTS: Readonly<Record<string, Weight>> = { REG: once(8), STY: once(8) };
const OTHER_WEIGHT = once(4);

/** The share of its weight that a finding takes; a hint is shown and takes nothing. */
const SEVERITY_SHARE: Readonly<Record<Severity, number>> = {
  error: 1,
  warning: 1,
  info: 0.5,
  hint: 0,
};
const HARD_POINTS: Readonly<Record<Severity, number>> = {
  error: 40,
  warning: 10,
  info: 2,
  hint: 0,
};

/** Points that take all of an axis. */
const AXIS_POINTS: Readonly<Record<Axis, number>> = { 证据: 55, 套话: 40, 分寸: 24, 硬伤: 40 };
const AXES = Object.keys(AXIS_POINTS) as readonly Axis[];
const FAMILY_AXES: Readonly<Record<string, Axis>> = {
  EVID: '证据',
  GEN: '证据',
  AI: '套话',
  STR: '套话',
  REG: '分寸',
  STY: '分寸',
};

const LOGISTIC = { centre: 50, scale: 20 };
const THRESHOLD = 50;
const SIGNALS_NEEDED = 2;

/** The score of a Row whose findings (of all rules, silenced ones left out) are `findings`. */
export function scoreRow(findings: readonly RuleFinding[], subject: Subject): RowScore {
  const counted = countedOnce(findings, subject);
  const rules = contributions(counted);
  const s = flavour(rules, signals(counted));
  const failed = findings.some(isError);
  const total = Math.max(0, 100 - s - sum(rules.filter(isHard)));
  return {
    score: Math.round(failed ? Math.min(THRESHOLD - 1, total) : total),
    axes: axes(rules, findings),
    rules,
    flavoured: s >= THRESHOLD,
    sendable: !failed && s < THRESHOLD,
  };
}

/** Findings whose phrases overlap are one: the most severe, then the heaviest. Findings on the whole value stand apart. */
function countedOnce(findings: readonly RuleFinding[], subject: Subject): readonly RuleFinding[] {
  const heaviestFirst = [...findings].sort(
    (a, b) => severityPoints(b) - severityPoints(a) || fullPoints(b) - fullPoints(a),
  );
  const kept: RuleFinding[] = [];
  for (const finding of heaviestFirst) {
    const covered =
      !isWhole(finding, subject) &&
      kept.some((other) => !isWhole(other, subject) && overlaps(finding, other));
    if (!covered) kept.push(finding);
  }
  return kept;
}

function isWhole({ span }: RuleFinding, subject: Subject): boolean {
  return span.start === 0 && span.end >= subject.text(span.field).length;
}

function overlaps({ span: a }: RuleFinding, { span: b }: RuleFinding): boolean {
  return a.field === b.field && a.start < b.end && b.start < a.end;
}

function contributions(findings: readonly RuleFinding[]): readonly RuleContribution[] {
  const codes = [...new Set(findings.map((finding) => finding.code))];
  return codes
    .map((code) => ({
      code,
      axis: axisOf(code),
      points: pointsOf(findings.filter((finding) => finding.code === code)),
    }))
    .sort((a, b) => b.points - a.points);
}

/** Points of all findings of one rule. */
function pointsOf(findings: readonly RuleFinding[]): number {
  const code = findings[0]?.code ?? '';
  if (axisOf(code) === '硬伤')
    return Math.max(...findings.map((finding) => HARD_POINTS[finding.severity]));
  const { points, cap } = weightOf(code);
  const hits = findings.reduce((total, finding) => total + SEVERITY_SHARE[finding.severity], 0);
  return points * Math.min(1, hits / cap);
}

function flavour(rules: readonly RuleContribution[], signalCount: number): number {
  const logistic = (points: number): number =>
    1 / (1 + Math.exp((LOGISTIC.centre - points) / LOGISTIC.scale));
  const floor = logistic(0);
  const s = (100 * (logistic(sum(rules.filter((rule) => !isHard(rule)))) - floor)) / (1 - floor);
  return signalCount >= SIGNALS_NEEDED ? s : Math.min(THRESHOLD - 1, s);
}

/** Distinct rules that speak of flavour. EVID001 is an error by itself and needs no second voice. */
function signals(findings: readonly RuleFinding[]): number {
  const voices = findings.filter(
    (finding) =>
      finding.code !== 'EVID001' &&
      axisOf(finding.code) !== '硬伤' &&
      SEVERITY_SHARE[finding.severity] > 0,
  );
  return new Set(voices.map((finding) => finding.code)).size;
}

function axes(
  rules: readonly RuleContribution[],
  findings: readonly RuleFinding[],
): Record<Axis, number> {
  const failed = new Set(findings.filter(isError).map((finding) => axisOf(finding.code)));
  return Object.fromEntries(
    AXES.map((axis) => {
      const share = sum(rules.filter((rule) => rule.axis === axis)) / AXIS_POINTS[axis];
      const value = Math.round(100 * Math.max(0, 1 - share));
      return [axis, failed.has(axis) ? Math.min(THRESHOLD - 1, value) : value];
    }),
  ) as Record<Axis, number>;
}

function familyOf(code: string): string {
  return code.replace(/\d+$/, '');
}

function axisOf(code: string): Axis {
  return FAMILY_AXES[familyOf(code)] ?? '硬伤';
}

function weightOf(code: string): Weight {
  return WEIGHTS[code] ?? FAMILY_WEIGHTS[familyOf(code)] ?? OTHER_WEIGHT;
}

function severityPoints(finding: RuleFinding): number {
  return HARD_POINTS[finding.severity];
}

function fullPoints(finding: RuleFinding): number {
  return weightOf(finding.code).points;
}

function isHard(rule: RuleContribution): boolean {
  return rule.axis === '硬伤';
}

function isError(finding: RuleFinding): boolean {
  return finding.severity === 'error';
}

function sum(rules: readonly RuleContribution[]): number {
  return rules.reduce((total, rule) => total + rule.points, 0);
}
