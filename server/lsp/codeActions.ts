import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  type TextEdit,
} from 'vscode-languageserver-protocol';
import { readRow } from '../core/dataset/readRow.ts';
import { fixAll } from '../core/fixes/fixAll.ts';
import { ignoreRule } from '../core/fixes/ignoreRule.ts';
import { lineEdits } from '../core/fixes/lineEdits.ts';
import type { Fix, Problem } from '../core/problem.ts';
import { lintReading } from '../core/rules/lint.ts';
import { text } from '../core/text.ts';
import type { DiagnosticData } from './diagnostics.ts';
import { toTextEdit } from './formatting.ts';
import type { OpenDataset } from './openDocument.ts';
import { overlaps, toTextEdits, wholeLine, workspaceEdit } from './positions.ts';
import { ruleContext, type Session, words } from './session.ts';

export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.mashang`;

/** A menu of more entries than this is not read. */
const MOST_ACTIONS = 100;

/** Arguments of the client's command `mashang.ignoreProblem`, which asks for the reason. */
export interface IgnoreProblemArguments {
  readonly uri: string;
  readonly version: number;
  /** 0-based. */
  readonly line: number;
  readonly rule: string;
}

/** What can be done about the Problems at a range, or, when asked for by kind, about the whole file. */
export function codeActions(
  dataset: OpenDataset,
  params: CodeActionParams,
  session: Session,
): CodeAction[] {
  const { only } = params.context;
  if (only?.some((kind) => includes(kind, FIX_ALL_KIND))) return fixFile(dataset, session);
  if (only !== undefined && !only.some((kind) => includes(kind, CodeActionKind.QuickFix)))
    return [];
  return quickFixes(dataset, params, session).slice(0, MOST_ACTIONS);
}

/** Kinds are hierarchical: who asks for `source` gets `source.fixAll.mashang`. */
function includes(asked: string, kind: string): boolean {
  return asked === kind || asked === '' || kind.startsWith(`${asked}.`);
}

function quickFixes(
  dataset: OpenDataset,
  { range, context }: CodeActionParams,
  session: Session,
): CodeAction[] {
  const actions: CodeAction[] = [];
  const last = Math.min(range.end.line, dataset.lines.length - 1);
  for (let line = range.start.line; line <= last && actions.length < MOST_ACTIONS; line += 1) {
    const touched = dataset.lint.problems(line).filter(({ span }) => overlaps(range, line, span));
    const shown = touched.map((problem) => ({
      line,
      problem,
      diagnostics: context.diagnostics.filter((one) => isShownAs(problem, line, dataset, one)),
    }));
    actions.push(...shown.flatMap((problem) => problemFixes(problem, dataset, session)));
    if (touched.length > 0) actions.push(...fixRow(dataset, line, session));
    actions.push(...ignoreActions(shown, line, dataset, session));
  }
  return actions;
}

interface ShownProblem {
  readonly line: number;
  readonly problem: Problem;
  readonly diagnostics: Diagnostic[];
}

function isShownAs(
  { code, span }: Problem,
  line: number,
  { version }: OpenDataset,
  diagnostic: Diagnostic,
): boolean {
  const { start, end } = diagnostic.range;
  const shown = (diagnostic.data ?? {}) as Partial<DiagnosticData>;
  const isHere = start.character === span.start && end.character === span.end;
  return shown.version === version && shown.line === line && diagnostic.code === code && isHere;
}

function problemFixes(
  { line, problem, diagnostics }: ShownProblem,
  dataset: OpenDataset,
  session: Session,
): CodeAction[] {
  return problem.fixes.map((fix) => ({
    title: words(session, fix.title),
    kind: CodeActionKind.QuickFix,
    diagnostics,
    isPreferred: fix.safe,
    edit: edit(dataset, fixEdits(dataset, line, fix), session),
  }));
}

function fixEdits(dataset: OpenDataset, line: number, { change }: Fix): TextEdit[] {
  return change.kind === 'deleteRow'
    ? [{ range: wholeLine(dataset, line), newText: '' }]
    : toTextEdits(line, change.edits);
}

/** Offered from two safe fixes on; one alone has its own action. */
function fixRow(dataset: OpenDataset, line: number, session: Session): CodeAction[] {
  const safe = safeFixes(dataset, line);
  if (safe.length < 2) return [];
  const edits = fixedLines(dataset, [line], session);
  if (edits.length === 0) return [];
  const title = text(
    '修好这一行里可以放心自动修的',
    'Fix everything in this row that is safe to fix',
  );
  return [
    {
      title: words(session, title),
      kind: CodeActionKind.QuickFix,
      edit: edit(dataset, edits, session),
    },
  ];
}

function fixFile(dataset: OpenDataset, session: Session): CodeAction[] {
  dataset.finish();
  const lines = dataset.lines.flatMap((_, line) =>
    safeFixes(dataset, line).length > 0 ? [line] : [],
  );
  const edits = fixedLines(dataset, lines, session);
  if (edits.length === 0) return [];
  const title = text(
    '修好整个文件里可以放心自动修的',
    'Fix everything in this file that is safe to fix',
  );
  return [
    { title: words(session, title), kind: FIX_ALL_KIND, edit: edit(dataset, edits, session) },
  ];
}

function safeFixes({ lint }: OpenDataset, line: number): readonly Fix[] {
  return lint.problems(line).flatMap((problem) => problem.fixes.filter((fix) => fix.safe));
}

function fixedLines(
  dataset: OpenDataset,
  fixable: readonly number[],
  session: Session,
): TextEdit[] {
  const texts = dataset.lines.map((line) => line.text);
  const next: (string | undefined)[] = [...texts];
  for (const line of fixable) {
    const position = { first: line === 0, unterminated: line === texts.length - 1 };
    next[line] = fixAll(texts[line] ?? '', (changed) =>
      lintReading(readRow(changed, position), session.rules, ruleContext(session)),
    );
  }
  return lineEdits(texts, next).map(toTextEdit);
}

/** One for each rule. Only what a rule found can be silenced; a row broken as data is broken whatever anybody says. */
function ignoreActions(
  shown: readonly ShownProblem[],
  line: number,
  dataset: OpenDataset,
  session: Session,
): CodeAction[] {
  const reading = dataset.lines[line]?.reading;
  const rules = [...new Set(shown.map(({ problem }) => problem.code))].filter(
    (code) => !code.startsWith('ROW') && reading && ignoreRule(reading, code, '?'),
  );
  return rules.map((rule) => {
    const { uri, version } = dataset;
    const title = words(session, text(`这一行不再提示 ${rule}…`, `Ignore ${rule} for this row…`));
    const target: IgnoreProblemArguments = { uri, version, line, rule };
    const diagnostics = shown
      .filter(({ problem }) => problem.code === rule)
      .flatMap((problem) => problem.diagnostics);
    const command = { title, command: 'mashang.ignoreProblem', arguments: [target] };
    return { title, kind: CodeActionKind.QuickFix, diagnostics, command };
  });
}

function edit(dataset: OpenDataset, edits: TextEdit[], session: Session) {
  return workspaceEdit(dataset, edits, session.client.versionedEdits);
}
