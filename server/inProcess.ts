import type { Readable, Writable } from 'node:stream';
import { StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver-protocol/node';
import { createApp } from './app/createApp.ts';
import type { Engines } from './app/ports.ts';
import { DEFAULT_YEAR } from './core/defaultYear.ts';
import { AppError } from './core/errors.ts';
import { RULES } from './core/rules/all.ts';
import { text } from './core/text.ts';
import { attach } from './lsp/attach.ts';
import { connectionOver } from './lsp/connection.ts';

export interface InProcessOptions {
  /** URI of the folder that holds the rule pages. */
  readonly docsBase: string;
  /** The target 春节; that of the product when absent. */
  readonly year?: number | undefined;
}

/**
 * The language server for a workspace that is not trusted, inside the editor's own process: it looks
 * and lints over two in-memory streams, and opens no file, starts no process and makes no connection.
 */
export function attachInProcess(
  streams: { readonly reader: Readable; readonly writer: Writable },
  { docsBase, year }: InProcessOptions,
): void {
  const connection = connectionOver(
    new StreamMessageReader(streams.reader),
    new StreamMessageWriter(streams.writer),
    () => streams.writer.end(),
  );
  const app = createApp({
    engines: noEngines,
    clock: { now: () => performance.now(), today: () => new Date().toISOString().slice(0, 10) },
    // Neither is reached: no engine opens, so nothing is generated.
    sha256: () => '',
    randomSeed: () => 0,
    rules: RULES,
    context: { year: year ?? DEFAULT_YEAR },
  });
  attach(connection, app, { docsBase });
  connection.listen();
}

const noEngines: Engines = {
  views: () => [],
  open: () =>
    Promise.reject(
      new AppError(
        'RESTRICTED_MODE',
        text(
          '受限模式下不能生成祝福：还没有信任这个文件夹。点「管理工作区信任」选择信任后再试',
          'Greetings cannot be generated in Restricted Mode, because this folder is not trusted; use "Manage Workspace Trust" and try again',
        ),
      ),
    ),
  configProblem: () => undefined,
  close: () => Promise.resolve(),
};
