import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
} from 'vscode-languageserver-protocol';
import { type Problem, SEVERITIES, type Severity } from '../core/problem.ts';
import type { LineProblem } from '../core/rules/datasetLint.ts';
import { text } from '../core/text.ts';
import type { OpenDataset } from './openDocument.ts';
import { toRange } from './positions.ts';
import { pageAddress, type Session, words } from './session.ts';

/** Editors draw 500 squiggles and list 1,000 entries; past that nobody reads them one by one. */
const MOST_SHOWN = 500;
const SOURCE = '码上拜年';

/** With its code and range, this ties a diagnostic to the Problem it shows, and to no Problem of another version. */
export interface DiagnosticData {
  readonly version: number;
  readonly line: number;
}

/** What is wrong with a Dataset, worst first; of many, the worst and one that says how many more there are. */
export function diagnosticsOf(dataset: OpenDataset, session: Session): Diagnostic[] {
  const all = dataset.lint.allProblems();
  const shown = all.slice(0, MOST_SHOWN).map((found) => toDiagnostic(found, dataset, session));
  const hidden = all.slice(MOST_SHOWN);
  return hidden.length === 0 ? shown : [...shown, summary(hidden, session)];
}

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

function toDiagnostic(
  { line, problem }: LineProblem,
  dataset: OpenDataset,
  session: Session,
): Diagnostic {
  const href = pageAddress(session, problem.code);
  const data: DiagnosticData = { version: dataset.version, line };
  return {
    range: toRange(line, problem.span),
    severity: SEVERITY[problem.severity],
    code: problem.code,
    ...(href !== undefined && { codeDescription: { href } }),
    source: SOURCE,
    message: words(session, problem.message),
    relatedInformation: related(line, problem, dataset.uri, session),
    data,
  };
}

function related(
  line: number,
  problem: Problem,
  uri: string,
  session: Session,
): DiagnosticRelatedInformation[] {
  return problem.related.map((other) => ({
    location: { uri, range: toRange(other.line ?? line, other.span) },
    message: words(session, other.message),
  }));
}

function summary(hidden: readonly LineProblem[], session: Session): Diagnostic {
  const counts = SEVERITIES.map(
    (severity) => hidden.filter(({ problem }) => problem.severity === severity).length,
  );
  const [errors = 0, warnings = 0, infos = 0, hints = 0] = counts;
  const message = text(
    `这里只列出最要紧的 ${MOST_SHOWN} 条，还有 ${hidden.length} 条没有列出（错误 ${errors}，警告 ${warnings}，建议 ${infos}，提示 ${hints}），改掉一些就会补上`,
    `Only the ${MOST_SHOWN} most serious findings are shown; ${hidden.length} more are not (errors ${errors}, warnings ${warnings}, suggestions ${infos}, hints ${hints}) and will follow as these are mended`,
  );
  return {
    range: toRange(0, { start: 0, end: 0 }),
    severity: DiagnosticSeverity.Information,
    source: SOURCE,
    message: words(session, message),
  };
}
