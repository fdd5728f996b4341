import { SEVERITIES, type Severity } from '../core/problem.ts';
import type { Locale } from '../core/text.ts';
import type { Terminal } from './world.ts';

const CODES = { bold: 1, dim: 2, error: 31, warning: 33, info: 34, hint: 2, good: 32 } as const;

export function paint({ colours }: Terminal, colour: keyof typeof CODES, said: string): string {
  return colours ? `\u001B[${CODES[colour]}m${said}\u001B[0m` : said;
}

/** Text of other people's making without the characters that command a terminal. */
export function printable(said: string): string {
  return said.replace(/(?![\n\t])[\p{Cc}\p{Bidi_Control}]/gu, '�');
}

const WORDS: Readonly<Record<Severity, readonly [zh: string, one: string, many: string]>> = {
  error: ['错误', 'error', 'errors'],
  warning: ['警告', 'warning', 'warnings'],
  info: ['提示', 'note', 'notes'],
  hint: ['建议', 'hint', 'hints'],
};

/** 「320 行 · 3 错误 · 12 警告」; what there is none of is not mentioned, except errors. */
export function countsLine(
  rows: number,
  counts: Readonly<Record<Severity, number>>,
  locale: Locale,
): string {
  const parts = SEVERITIES.filter((severity) => severity === 'error' || counts[severity] > 0).map(
    (severity) => {
      const [zh, one, many] = WORDS[severity];
      const count = counts[severity];
      return locale === 'zh' ? `${count} ${zh}` : `${count} ${count === 1 ? one : many}`;
    },
  );
  const total = locale === 'zh' ? `${rows} 行` : `${rows} ${rows === 1 ? 'row' : 'rows'}`;
  return [total, ...parts].join(' · ');
}
