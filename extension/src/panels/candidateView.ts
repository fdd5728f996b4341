import type { Candidate } from '../../../server/core/greeting/candidate.ts';
import type { CandidateView } from '../../webview/greetingPreview/protocol.ts';
import { localised } from '../language.ts';

/** A candidate with its findings in the user's language, and no more than the panel shows. */
export function candidateView(candidate: Candidate, language: string): CandidateView {
  const { index, text, characters, evidence, units, unused, findings, score, sendable, partial } =
    candidate;
  return {
    index,
    text,
    characters: characters.withPunctuation,
    charactersWithoutMarks: characters.without,
    evidence: evidence.map(({ start, end, unit }) => ({ start, end, unit })),
    units,
    unused,
    findings: findings.map(({ code, severity, message, start, end }) => ({
      code,
      severity,
      message: localised(message, language).slice(0, 1000),
      start,
      end,
    })),
    score,
    sendable,
    partial: partial ?? false,
  };
}
