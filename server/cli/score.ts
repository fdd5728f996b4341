import { type RowReading, readRow } from '../core/dataset/readRow.ts';
import { RULES } from '../core/rules/all.ts';
import { ignoredRules, lintFields } from '../core/rules/lint.ts';
import type { RuleContext } from '../core/rules/rule.ts';
import { Subject } from '../core/rules/subject.ts';
import { type RowScore, scoreRow } from '../core/score.ts';
import { text } from '../core/text.ts';
import { parsed, UsageError, YEAR, yearOf } from './arguments.ts';
import { fileLines } from './lines.ts';
import { printable } from './pretty.ts';
import { EXIT, type Terminal, type Verb } from './world.ts';

/** `mashang score FILE… --json`: one line a row. */
export const score: Verb = async (args, terminal) => {
  const { values, positionals } = parsed(args, {
    json: { type: 'boolean', default: false },
    year: YEAR,
  });
  const context = { year: yearOf(values.year) };
  if (positionals.length === 0)
    throw new UsageError(text('要给哪个文件打分？', 'Which file should be scored?'));
  const print = values.json ? jsonLine : prettyLine;
  for (const path of positionals)
    await scoreFile(path, context, (scored) => terminal.out.write(print(scored, terminal)));
  return EXIT.ok;
};

interface Scored {
  /** 1-based among the lines that are not blank. */
  readonly row: number;
  readonly reading: Extract<RowReading, { kind: 'row' }>;
  readonly score: RowScore;
}

/** Lines that hold no row have no score; `mashang lint` tells what is wrong with them. */
async function scoreFile(
  path: string,
  context: RuleContext,
  emit: (scored: Scored) => void,
): Promise<void> {
  let row = 0;
  for await (const batch of fileLines(path)) {
    for (const { text: line, position } of batch) {
      const reading = readRow(line, position);
      if (reading.kind !== 'blank') row += 1;
      if (reading.kind === 'row') emit({ row, reading, score: scoreOf(reading, context) });
    }
  }
}

function scoreOf(reading: Scored['reading'], context: RuleContext): RowScore {
  const silenced = ignoredRules(reading);
  const findings = lintFields(reading.row, RULES, context).filter(
    ({ code }) => !silenced.has(code),
  );
  return scoreRow(findings, new Subject(reading.row));
}

function jsonLine({ row, reading, score }: Scored): string {
  const id = typeof reading.row.id === 'string' ? reading.row.id : null;
  const { axes, rules, sendable } = score;
  return `${JSON.stringify({ row, id, score: score.score, axes, rules, sendable })}\n`;
}

function prettyLine({ row, reading, score }: Scored, { locale }: Terminal): string {
  const verdict = score.sendable ? text('可直接发', 'sendable') : text('要改', 'needs work');
  const name = typeof reading.row.称呼 === 'string' ? printable(reading.row.称呼) : '';
  const blame = score.rules.filter(({ points }) => points > 0).map(({ code }) => code);
  const parts = [
    String(row).padStart(5),
    String(score.score).padStart(4),
    verdict[locale],
    name,
    blame.join(' '),
  ];
  return `${parts.join('  ').trimEnd()}\n`;
}
