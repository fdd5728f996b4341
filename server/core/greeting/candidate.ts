import type { Severity } from '../problem.ts';
import type { Evidence } from '../rules/language/evidence.ts';
import { lintFields } from '../rules/lint.ts';
import type { Rule, RuleContext } from '../rules/rule.ts';
import { Subject } from '../rules/subject.ts';
import { scoreRow } from '../score.ts';
import type { Text } from '../text.ts';
import { characterCounts } from './length.ts';
import type { GreetingInput } from './prompt.ts';

/** A phrase of the greeting that carries a fact; UTF-16 offsets, `end` excluded. */
export interface EvidencePhrase {
  readonly start: number;
  readonly end: number;
  readonly unit: string;
  readonly kind: Evidence['kind'];
}

/** A finding placed in the greeting; one that lies in another field has an empty span at 0. */
export interface GreetingFinding {
  readonly code: string;
  readonly severity: Severity;
  readonly message: Text;
  readonly start: number;
  readonly end: number;
}

/** A greeting with everything the linter has to say about it. */
export interface Candidate {
  /** The order in which candidates were started, 0-based. */
  readonly index: number;
  readonly text: string;
  /** 字 as people count them. */
  readonly characters: { readonly withPunctuation: number; readonly without: number };
  readonly evidence: readonly EvidencePhrase[];
  /** Facts of 交往细节 that some phrase carries, and how many there are. */
  readonly unitsUsed: number;
  readonly units: number;
  /** The facts that no phrase carries, in the order in which 交往细节 tells them. */
  readonly unused: readonly string[];
  readonly findings: readonly GreetingFinding[];
  readonly score: number;
  readonly sendable: boolean;
  /** Set when the text broke off before the model had finished. */
  readonly partial?: true;
}

/** Reads a finished greeting the way the editor reads a Row: counts it, maps its evidence, runs every rule. */
export function assess(
  input: GreetingInput,
  text: string,
  index: number,
  rules: readonly Rule[],
  context: RuleContext,
): Candidate {
  const fields = { ...input, 祝福语: text };
  const subject = new Subject(fields);
  const evidence = subject.evidence;
  const findings = lintFields(fields, rules, context);
  const { score, sendable } = scoreRow(findings, subject);
  const used = new Set(evidence.map((hit) => hit.unit));
  return {
    index,
    text,
    characters: characterCounts(text),
    evidence: evidence.map(({ start, end, unit, kind }) => ({
      start,
      end,
      kind,
      unit: subject.units[unit]?.text ?? '',
    })),
    unitsUsed: used.size,
    units: subject.units.length,
    unused: subject.units.filter((_, unit) => !used.has(unit)).map((unit) => unit.text),
    findings: findings.map(({ code, severity, message, span }) => ({
      code,
      severity,
      message,
      start: span.field === '祝福语' ? span.start : 0,
      end: span.field === '祝福语' ? span.end : 0,
    })),
    score,
    sendable,
  };
}

/** Best first: no errors before errors, then facts used, then score; equals keep the order they were made in. */
export function ranked(candidates: readonly Candidate[]): readonly Candidate[] {
  const errors = (candidate: Candidate): number =>
    candidate.findings.filter((finding) => finding.severity === 'error').length +
    (candidate.partial ? 1 : 0);
  return [...candidates].sort(
    (a, b) =>
      errors(a) - errors(b) || b.unitsUsed - a.unitsUsed || b.score - a.score || a.index - b.index,
  );
}
