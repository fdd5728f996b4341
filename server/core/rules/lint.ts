import { jsonEscape } from '../dataset/jsonSpans.ts';
import type { FieldPlace, RowReading } from '../dataset/readRow.ts';
import { LONGEST_FIELD, overlongField } from '../dataset/rowProblems.ts';
import type { Fix, Problem, Severity, Span } from '../problem.ts';
import type { FieldSpan, Finding, FindingFix, Rule, RuleContext } from './rule.ts';
import { type Fields, Subject } from './subject.ts';

/** A rule's finding with what only the runner knows. */
export interface RuleFinding extends Finding {
  readonly code: string;
  readonly severity: Severity;
}

type ReadRow = Extract<RowReading, { kind: 'row' }>;

/** Findings of all single-row rules on one greeting and what it was asked for, rules in list order. */
export function lintFields(
  fields: Fields,
  rules: readonly Rule[],
  context: RuleContext,
): readonly RuleFinding[] {
  const subject = new Subject(fields);
  return rules.flatMap((rule) =>
    [...rule.check(subject, context)].map((finding) => ({
      ...finding,
      code: rule.id,
      severity: finding.severity ?? rule.severity,
    })),
  );
}

/** Problems of one Row: what is wrong with it as data, then what the rules find, less what `meta.ignore` silences. */
export function lintReading(
  reading: RowReading,
  rules: readonly Rule[],
  context: RuleContext,
): readonly Problem[] {
  if (reading.kind !== 'row') return reading.problems;
  const overlong = overlongPlace(reading);
  if (overlong !== undefined) return [...reading.problems, overlongField(overlong.key)];
  const silenced = ignoredRules(reading);
  const findings = lintFields(reading.row, rules, context).filter(
    (finding) => !silenced.has(finding.code),
  );
  return [...reading.problems, ...findings.map((finding) => toProblem(reading, finding))];
}

/** Whether some text is so long that the Row is no greeting, and no rule is to spend its time on it. */
export function isOverlong(reading: ReadRow): boolean {
  return overlongPlace(reading) !== undefined;
}

function overlongPlace({ places }: ReadRow): FieldPlace | undefined {
  return [...places.values()].find(({ value }) => value.end - value.start > LONGEST_FIELD);
}

/** Codes that the Row silences with a reason; one without a reason silences nothing. */
export function ignoredRules(reading: ReadRow): ReadonlySet<string> {
  const ignore: unknown = reading.row.meta?.ignore;
  if (!Array.isArray(ignore)) return new Set();
  return new Set(
    (ignore as readonly unknown[]).flatMap((entry) => {
      const { rule, reason } = (entry ?? {}) as { rule?: unknown; reason?: unknown };
      return typeof rule === 'string' && typeof reason === 'string' && reason !== '' ? [rule] : [];
    }),
  );
}

function toProblem(reading: ReadRow, finding: RuleFinding): Problem {
  return {
    code: finding.code,
    severity: finding.severity,
    message: finding.message,
    span: columns(reading, finding.span),
    related: (finding.related ?? []).map(({ span, message }) => ({
      span: columns(reading, span),
      message,
    })),
    fixes: reading.rewritable ? (finding.fixes ?? []).map((fix) => toFix(reading, fix)) : [],
  };
}

function toFix(reading: ReadRow, fix: FindingFix): Fix {
  const edits = [{ span: columns(reading, fix.span), text: jsonEscape(fix.insert) }];
  return { title: fix.title, safe: fix.safe, change: { kind: 'edit', edits } };
}

/** Columns of a field span; a field that the line lacks is shown on the line's first key. */
function columns(reading: ReadRow, span: FieldSpan): Span {
  const place = reading.places.get(span.field);
  if (place === undefined) return reading.members[0]?.keySpan ?? { start: 0, end: 1 };
  return { start: place.column(span.start), end: place.column(span.end) };
}
