import type { Duplex, Readable, Writable } from 'node:stream';
import { EventEmitter, LogLevel, type LogOutputChannel } from 'vscode';
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  RevealOutputChannelOn,
} from 'vscode-languageclient/node';
import { clientSettings } from './settings.ts';

/** The two directions of a connection that is already open. */
export interface Streams {
  readonly reader: Readable;
  readonly writer: Writable;
}

export function duplexStreams(socket: Duplex): Streams {
  return { reader: socket, writer: socket };
}

/** Everything that a user has to know is told by the status item and the panel, in their language. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** Starts a language client over an open connection. It never reconnects by itself. */
export async function startClient(
  streams: Streams,
  output: LogOutputChannel,
): Promise<LanguageClient> {
  const client = new QuietClient('mashang', 'Mashang', () => Promise.resolve(streams), {
    documentSelector: [{ language: 'jsonl' }],
    initializationOptions: clientSettings,
    outputChannel: output,
    traceOutputChannel: silent(output.name),
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    diagnosticCollectionName: 'mashang',
    initializationFailedHandler: () => false,
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => ({ action: CloseAction.DoNotRestart, handled: true }),
    },
    markdown: { isTrusted: false, supportHtml: false },
  });
  await client.start();
  return client;
}

/** A trace of the protocol is full of row text, which no log may hold; so there is none. */
function silent(name: string): LogOutputChannel {
  const ignore = (): void => undefined;
  return {
    name,
    logLevel: LogLevel.Off,
    onDidChangeLogLevel: new EventEmitter<LogLevel>().event,
    trace: ignore,
    debug: ignore,
    info: ignore,
    warn: ignore,
    error: ignore,
    append: ignore,
    appendLine: ignore,
    replace: ignore,
    clear: ignore,
    show: ignore,
    hide: ignore,
    dispose: ignore,
  };
}
