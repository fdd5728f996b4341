import { isAbsolute, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Severity } from '../core/problem.ts';
import { RULES } from '../core/rules/all.ts';
import { rulePage } from '../core/rules/rulePage.ts';
import type { Locale } from '../core/text.ts';
import type { LocatedProblem } from './lint.ts';
import { countsLine, paint, printable } from './pretty.ts';
import type { Installation, Terminal } from './world.ts';

/** What one file came to. */
export interface FileReport {
  readonly file: string;
  readonly rows: number;
  readonly counts: Readonly<Record<Severity, number>>;
  /** A rule failed on some row: a fault of ours, which must not look like a clean file. */
  readonly broken: boolean;
}

export interface Printer {
  readonly begin: () => void;
  readonly problems: (found: readonly LocatedProblem[]) => void;
  readonly fileEnd: (report: FileReport) => void;
  readonly end: () => void;
}

export function lintFormat(
  format: 'pretty' | 'json' | 'sarif',
  terminal: Terminal,
  installation: Installation,
): Printer {
  switch (format) {
    case 'pretty':
      return prettyPrinter(terminal);
    case 'json':
      return jsonPrinter(terminal);
    case 'sarif':
      return sarifPrinter(terminal, installation);
  }
}

const nothing = (): void => {};

function jsonPrinter({ out, locale }: Terminal): Printer {
  const problems: Printer['problems'] = (found) =>
    out.write(found.map((one) => `${JSON.stringify(jsonLine(one, locale))}\n`).join(''));
  return { begin: nothing, problems, fileEnd: nothing, end: nothing };
}

/** The documented line: 1-based lines and UTF-16 columns, the end not included. */
function jsonLine({ file, line, row, problem }: LocatedProblem, locale: Locale) {
  const { code, severity, span, message } = problem;
  return {
    file,
    line: line + 1,
    column: span.start + 1,
    endLine: line + 1,
    endColumn: span.end + 1,
    row,
    code,
    severity,
    message: message[locale],
  };
}

function prettyPrinter(terminal: Terminal): Printer {
  const { out, locale } = terminal;
  const reports: FileReport[] = [];
  let heading: string | undefined;
  const problems: Printer['problems'] = (found) => {
    const file = found[0]?.file;
    if (file !== undefined && file !== heading)
      out.write(`${paint(terminal, 'bold', printable(file))}\n`);
    heading = file;
    out.write(found.map((one) => `${prettyLine(one, terminal)}\n`).join(''));
  };
  const fileEnd = (report: FileReport): void => {
    if (heading !== undefined) out.write('\n');
    heading = undefined;
    reports.push(report);
  };
  const end = (): void => {
    for (const { file, rows, counts } of reports) {
      const name = reports.length > 1 ? `${printable(file)}  ` : '';
      out.write(`${name}${countsLine(rows, counts, locale)}\n`);
    }
  };
  return { begin: nothing, problems, fileEnd, end };
}

function prettyLine({ line, problem }: LocatedProblem, terminal: Terminal): string {
  const { code, severity, span, message } = problem;
  const place = `${line + 1}:${span.start + 1}`.padEnd(9);
  const level = paint(terminal, severity, severity.padEnd(8));
  return `  ${place}${level}${code.padEnd(9)}${printable(message[terminal.locale])}`;
}

const SARIF_LEVELS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
};

/** SARIF 2.1.0, written as it comes: the results stand before the tool that made them. */
function sarifPrinter({ out, locale }: Terminal, { version, docsBase }: Installation): Printer {
  let count = 0;
  const problems: Printer['problems'] = (found) => {
    for (const one of found) {
      out.write(`${count === 0 ? '' : ','}\n${JSON.stringify(sarifResult(one, locale))}`);
      count += 1;
    }
  };
  const begin = (): void => {
    const schema = 'https://json.schemastore.org/sarif-2.1.0.json';
    out.write(
      `{"$schema":"${schema}","version":"2.1.0","runs":[{"columnKind":"utf16CodeUnits","results":[`,
    );
  };
  const end = (): void => {
    const rules = RULES.map(({ id, title }) => ({
      id,
      shortDescription: { text: title[locale] },
      helpUri: `${docsBase}${rulePage(id) ?? ''}`,
    }));
    const tool = { driver: { name: 'mashang', version, rules } };
    out.write(`\n],"tool":${JSON.stringify(tool)}}]}\n`);
  };
  return { begin, problems, fileEnd: nothing, end };
}

function sarifResult({ file, line, problem }: LocatedProblem, locale: Locale) {
  const { code, severity, span, message } = problem;
  const region = {
    startLine: line + 1,
    startColumn: span.start + 1,
    endLine: line + 1,
    endColumn: span.end + 1,
  };
  const physicalLocation = { artifactLocation: { uri: uriOf(file) }, region };
  return {
    ruleId: code,
    level: SARIF_LEVELS[severity],
    message: { text: message[locale] },
    locations: [{ physicalLocation }],
  };
}

function uriOf(file: string): string {
  if (isAbsolute(file)) return pathToFileURL(file).href;
  return file.split(sep).map(encodeURIComponent).join('/');
}
