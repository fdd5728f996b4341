import type { CancellationToken } from 'vscode-languageserver-protocol';
import { AppError } from '../core/errors.ts';
import { ignoreRule as ignoringEdit } from '../core/fixes/ignoreRule.ts';
import { text } from '../core/text.ts';
import {
  type AppendRowParams,
  type AppendRowResult,
  appendRow,
  assessGreeting,
  type GenerateParams,
  type GenerateResult,
  generateGreeting,
  greetingDelta,
  type IgnoreRuleParams,
  type IgnoreRuleResult,
  ignoreRule,
} from '../protocol/requests.ts';
import {
  appendRowParams,
  assessParams,
  generateParams,
  ignoreRuleParams,
  type Schema,
} from '../protocol/schemas.ts';
import { checked } from './checked.ts';
import type { ClientConnection } from './connection.ts';
import { Deltas } from './deltas.ts';
import type { Documents } from './documents.ts';
import { appErrorResponse, bugResponse } from './faults.ts';
import { quietly } from './quietly.ts';
import { ruleContext, type Session } from './session.ts';

export interface RequestParts {
  readonly connection: ClientConnection;
  readonly documents: Documents;
  readonly session: () => Session;
  readonly onFault: (where: string, error: unknown) => void;
  /** Aborted when the client is gone. */
  readonly closed: AbortSignal;
}

/** Answers what the protocol adds to that of language servers. */
export function registerRequests(parts: RequestParts): void {
  const { connection, documents, session } = parts;
  connection.onRequest(
    generateGreeting,
    answer(parts, generateParams, (params, token) => generate(parts, params, token)),
  );
  connection.onRequest(
    assessGreeting,
    answer(parts, assessParams, ({ input, text: greeting }) =>
      session().app.assessGreeting(input, greeting, ruleContext(session()).year),
    ),
  );
  connection.onRequest(
    appendRow,
    answer(parts, appendRowParams, (params) => appendedRow(params, documents, session())),
  );
  connection.onRequest(
    ignoreRule,
    answer(parts, ignoreRuleParams, (params) => ignored(params, documents)),
  );
}

/** One handler: what was sent is checked, an AppError is told in the client's language, a bug is logged. */
function answer<P, R>(
  { session, onFault }: RequestParts,
  schema: Schema<P>,
  work: (params: P, token: CancellationToken) => R | Promise<R>,
): (sent: unknown, token: CancellationToken) => Promise<R> {
  return async (sent, token) => {
    const { locale } = session().client;
    try {
      return await work(checked(schema, sent), token);
    } catch (error) {
      if (error instanceof AppError) throw appErrorResponse(error, locale);
      onFault('request', error);
      throw bugResponse(locale);
    }
  };
}

async function generate(
  parts: RequestParts,
  params: GenerateParams,
  token: CancellationToken,
): Promise<GenerateResult> {
  const { connection, session, closed } = parts;
  const { requestId } = params;
  const deltas = new Deltas((candidate, piece) => {
    quietly(() =>
      connection.sendNotification(greetingDelta, { requestId, candidate, text: piece }),
    );
  }, later);
  try {
    const { year } = ruleContext(session());
    const generated = await session().app.generateGreeting(
      { ...params, year },
      {
        signal: AbortSignal.any([closed, abortSignal(token)]),
        onText: (candidate, piece) => deltas.push(candidate, piece),
      },
    );
    return { requestId, ...generated };
  } finally {
    deltas.end();
  }
}

function later(delayMs: number, run: () => void): () => void {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
}

function abortSignal(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}

function appendedRow(
  params: AppendRowParams,
  documents: Documents,
  { app }: Session,
): AppendRowResult {
  const document = documents.get(params.uri);
  const isEmpty = document?.lines.every((line) => line.text.trim() === '') ?? false;
  if (document === undefined || document.adrift || (document.dataset === undefined && !isEmpty))
    throw notOpen();
  const row = app.rowLine(params.input, params.text, { kind: params.sourceKind, by: params.by });
  const line = document.lines.length - 1;
  const last = document.lines[line]?.text ?? '';
  const lineBreak = document.lines[0]?.text.endsWith('\r') ? '\r\n' : '\n';
  return {
    line,
    character: last.length,
    insert: `${last === '' ? '' : lineBreak}${row}${lineBreak}`,
  };
}

function ignored(
  { uri, version, line, rule, reason }: IgnoreRuleParams,
  documents: Documents,
): IgnoreRuleResult {
  const dataset = documents.dataset(uri);
  if (dataset === undefined) throw notOpen();
  if (dataset.version !== version) throw changedSince();
  const source = dataset.lines[line];
  const edit = source === undefined ? undefined : ignoringEdit(source.reading, rule, reason);
  if (edit === undefined) throw cannotIgnore(line);
  return { version, line, start: edit.span.start, end: edit.span.end, insert: edit.text };
}

function notOpen(): AppError {
  return new AppError(
    'INPUT_INVALID',
    text(
      '没有找到打开着的数据集文件，先打开一个 .greetings.jsonl 再试',
      'That dataset is not open in the editor; open a .greetings.jsonl file and try again',
    ),
  );
}

function changedSince(): AppError {
  return new AppError(
    'INPUT_INVALID',
    text(
      '文件在这期间改动过，行可能已经挪了位置，请在那一行重新操作一次',
      'The file was changed meanwhile and the row may have moved; do it again on that row',
    ),
  );
}

function cannotIgnore(line: number): AppError {
  return new AppError(
    'INPUT_INVALID',
    text(
      `第 ${line + 1} 行的 meta 写法特别，没法自动记上，请手动在 meta.ignore 里加一条`,
      `The meta of the row on line ${line + 1} is written in a way that cannot be added to; add an entry to meta.ignore by hand`,
    ),
  );
}
