import type { Candidate } from '../core/greeting/candidate.ts';
import type { Locale } from '../core/text.ts';
import type { GenerateResult } from '../protocol/requests.ts';
import { paint, printable } from './pretty.ts';
import type { Terminal } from './world.ts';

export function finished(candidate: Candidate): string {
  return printable(candidate.text);
}

/** The documented line: the best candidate's own values first, then how it was made, then all candidates. */
export function jsonLine(answer: GenerateResult, locale: Locale): string {
  const { engine, parity, firstTokenMs, totalMs } = answer;
  const candidates = answer.candidates.map((candidate) => plain(candidate, locale));
  const { text, characters, evidence, findings, score, sendable } = candidates[0] ?? {};
  return JSON.stringify({
    text,
    characters,
    evidence,
    findings,
    score,
    sendable,
    engine,
    parity,
    firstTokenMs: Math.round(firstTokenMs),
    totalMs: Math.round(totalMs),
    candidates,
  });
}

function plain(candidate: Candidate, locale: Locale) {
  const findings = candidate.findings.map((finding) => ({
    ...finding,
    message: finding.message[locale],
  }));
  return { ...candidate, findings };
}

/** One line about a candidate and one for each finding: what to know before sending it. */
export function verdict(
  candidate: Candidate,
  { engine, totalMs }: GenerateResult,
  terminal: Terminal,
): string {
  const { locale } = terminal;
  const { withPunctuation } = candidate.characters;
  const seconds = (totalMs / 1000).toFixed(1);
  const used = `${candidate.unitsUsed}/${candidate.units}`;
  const parts =
    locale === 'zh'
      ? [
          `${withPunctuation} 字`,
          `用上 ${used} 条细节`,
          `${candidate.score} 分`,
          candidate.partial ? '没写完就断了' : candidate.sendable ? '可直接发' : '要改',
          engine,
          `${seconds} 秒`,
        ]
      : [
          `${withPunctuation} characters`,
          `${used} details used`,
          `score ${candidate.score}`,
          candidate.partial ? 'broke off' : candidate.sendable ? 'sendable' : 'needs work',
          engine,
          `${seconds} s`,
        ];
  const lines = candidate.findings.map(
    ({ code, severity, message }) =>
      `  ${paint(terminal, severity, severity)} ${code} ${printable(message[locale])}\n`,
  );
  return `${paint(terminal, 'dim', parts.join(' · '))}\n${lines.join('')}`;
}
