import { AppError } from '../core/errors.ts';
import type { Problem, Severity } from '../core/problem.ts';
import { RULES } from '../core/rules/all.ts';
import { guardedRule } from '../core/rules/guardedRule.ts';
import { StreamLint } from '../core/rules/streamLint.ts';
import { text } from '../core/text.ts';
import { oneOf, parsed, UsageError, YEAR, yearOf } from './arguments.ts';
import { fileLines, fileSize } from './lines.ts';
import { type FileReport, lintFormat } from './lintFormats.ts';
import { printable } from './pretty.ts';
import { EXIT, type Terminal, type Verb } from './world.ts';

/** Above this the text of all greetings would not be compared in reasonable memory. */
const COMPARABLE_BYTES = 64 * 1024 * 1024;

/** `mashang lint FILE…`: in this process, without a daemon, so that CI needs nothing else. */
export const lint: Verb = async (args, terminal, world) => {
  const { values, positionals } = parsed(args, {
    format: { type: 'string', default: 'pretty' },
    year: YEAR,
  });
  const format = oneOf('format', values.format, ['pretty', 'json', 'sarif']);
  const year = yearOf(values.year);
  if (positionals.length === 0)
    throw new UsageError(text('要检查哪个文件？', 'Which file should be checked?'));
  const printer = lintFormat(format, terminal, world.installation);
  printer.begin();
  let exit: number = EXIT.ok;
  for (const path of positionals) {
    const outcome = await lintFile(path, year, terminal, printer.problems).catch(
      unreadableFile(terminal),
    );
    if (outcome !== undefined) printer.fileEnd(outcome);
    exit = Math.max(exit, exitFor(outcome));
  }
  printer.end();
  return exit;
};

export interface LocatedProblem {
  readonly file: string;
  /** 0-based. */
  readonly line: number;
  /** 1-based among the lines that are not blank; null for a blank one. */
  readonly row: number | null;
  readonly problem: Problem;
}

type Emit = (problems: readonly LocatedProblem[]) => void;

async function lintFile(
  file: string,
  year: number,
  terminal: Terminal,
  emit: Emit,
): Promise<FileReport> {
  const comparesRows = (await fileSize(file)) <= COMPARABLE_BYTES;
  if (!comparesRows) terminal.err.write(`${printable(tooLarge(file)[terminal.locale])}\n`);
  const faulty = new Set<string>();
  const rules = RULES.map((rule) => guardedRule(rule, (id) => faulty.add(id)));
  const stream = new StreamLint(rules, { year }, { comparesRows });
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0, hint: 0 };
  const out = (found: readonly LocatedProblem[]): void => {
    for (const { problem } of found) counts[problem.severity] += 1;
    if (found.length > 0) emit(found);
  };
  let line = 0;
  let rows = 0;
  for await (const batch of fileLines(file)) {
    for (const source of batch) {
      const { reading, problems } = stream.line(source.text, source.position, source.problems);
      if (reading.kind !== 'blank') rows += 1;
      const row = reading.kind === 'blank' ? null : rows;
      const at = line;
      line += 1;
      out(problems.map((problem) => ({ file, line: at, row, problem })));
    }
  }
  out(stream.end().map((last) => ({ file, row: null, ...last })));
  if (faulty.size > 0)
    terminal.err.write(`${printable(ruleFailed(file, faulty)[terminal.locale])}\n`);
  return { file, rows, counts, broken: faulty.size > 0 };
}

function exitFor(report: FileReport | undefined): number {
  if (report === undefined || report.broken) return EXIT.failed;
  return report.counts.error > 0 ? EXIT.found : EXIT.ok;
}

function unreadableFile({ err, locale }: Terminal): (error: unknown) => undefined {
  return (error) => {
    if (!(error instanceof AppError)) throw error;
    err.write(`${printable(error.text[locale])}\n`);
    return undefined;
  };
}

function ruleFailed(file: string, ids: ReadonlySet<string>) {
  const list = [...ids].join(', ');
  return text(
    `检查 ${file} 时规则 ${list} 自己出了错，这是程序的问题，请反馈`,
    `Rule ${list} itself failed while checking ${file}; that is a fault of the program, please report it`,
  );
}

function tooLarge(file: string) {
  return text(
    `${file} 超过 64 MB，逐行检查照做，但不比较行与行是否重复`,
    `${file} is larger than 64 MB: each row is checked, but rows are not compared with each other`,
  );
}
