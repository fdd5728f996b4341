import { PassThrough } from 'node:stream';
import {
  type CodeAction,
  type CodeActionContext,
  type CodeLens,
  CodeLensRefreshRequest,
  type CompletionItem,
  createProtocolConnection,
  type Diagnostic,
  type DocumentSymbol,
  type Hover,
  type InitializeParams,
  LogMessageNotification,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
  type TextEdit,
} from 'vscode-languageserver-protocol/node';
import type { App } from '../../server/app/app.ts';
import { attach } from '../../server/lsp/attach.ts';
import { connectionOver } from '../../server/lsp/connection.ts';

const DOCS = 'https://example.invalid/rules/';

export interface ClientOptions {
  readonly locale?: string;
  readonly initializationOptions?: unknown;
  readonly capabilities?: InitializeParams['capabilities'];
}

/** A language client over two in-memory streams: real frames, real JSON-RPC, no editor. */
export class LspClient {
  readonly connection: ProtocolConnection;
  readonly published: PublishDiagnosticsParams[] = [];
  readonly logged: string[] = [];
  readonly #toServer: PassThrough;
  readonly #waiting = new Set<() => void>();
  #refreshes = 0;

  private constructor(toServer: PassThrough, fromServer: PassThrough) {
    this.#toServer = toServer;
    this.connection = createProtocolConnection(
      new StreamMessageReader(fromServer),
      new StreamMessageWriter(toServer),
    );
    this.connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      this.published.push(params);
      for (const check of this.#waiting) check();
    });
    this.connection.onNotification(
      LogMessageNotification.type,
      ({ message }) => void this.logged.push(message),
    );
    this.connection.onRequest(CodeLensRefreshRequest.type, () => {
      this.#refreshes += 1;
      for (const check of this.#waiting) check();
    });
    this.connection.listen();
  }

  static async start(app: App, options: ClientOptions = {}): Promise<LspClient> {
    return LspClient.over((reader, writer) => {
      const connection = connectionOver(
        new StreamMessageReader(reader),
        new StreamMessageWriter(writer),
        () => writer.end(),
      );
      attach(connection, app, { docsBase: DOCS });
      connection.listen();
    }, options);
  }

  static async over(
    serve: (reader: PassThrough, writer: PassThrough) => void,
    { locale, initializationOptions, capabilities = FULL_CAPABILITIES }: ClientOptions = {},
  ): Promise<LspClient> {
    const [toServer, fromServer] = [new PassThrough(), new PassThrough()];
    serve(toServer, fromServer);
    const client = new LspClient(toServer, fromServer);
    const params = {
      processId: null,
      rootUri: null,
      capabilities,
      initializationOptions,
      ...(locale !== undefined && { locale }),
    };
    await client.connection.sendRequest('initialize', params);
    await client.connection.sendNotification('initialized', {});
    return client;
  }

  async open(uri: string, text: string, version = 1, languageId = 'jsonl'): Promise<void> {
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version, text },
    });
  }

  async change(
    uri: string,
    version: number,
    ...contentChanges: TextDocumentContentChangeEvent[]
  ): Promise<void> {
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges,
    });
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  async configure(settings: unknown): Promise<void> {
    await this.connection.sendNotification('workspace/didChangeConfiguration', { settings });
  }

  /** The diagnostics of one version of a document, as soon as they are there. */
  async diagnostics(uri: string, version: number): Promise<Diagnostic[]> {
    const last = (): PublishDiagnosticsParams | undefined =>
      this.published.findLast((one) => one.uri === uri && one.version === version);
    await this.#until(() => last() !== undefined);
    return last()?.diagnostics ?? [];
  }

  /** What a long file is found to hold once its last row was checked. */
  async lintLong(uri: string, text: string): Promise<Diagnostic[]> {
    const before = this.#refreshes;
    await this.open(uri, text);
    await this.#until(() => this.#refreshes > before);
    return this.diagnostics(uri, 1);
  }

  async #until(isTrue: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => {
        if (!isTrue()) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
      check();
    });
  }

  /** Opens a document and answers its diagnostics. */
  async lint(uri: string, text: string): Promise<Diagnostic[]> {
    await this.open(uri, text);
    return this.diagnostics(uri, 1);
  }

  hover(uri: string, line: number, character: number): Promise<Hover | null> {
    return this.#ask('textDocument/hover', uri, { position: { line, character } });
  }

  complete(uri: string, line: number, character: number): Promise<CompletionItem[]> {
    return this.#ask('textDocument/completion', uri, { position: { line, character } });
  }

  actions(
    uri: string,
    range: Range,
    context: Partial<CodeActionContext> = {},
  ): Promise<CodeAction[]> {
    return this.#ask('textDocument/codeAction', uri, {
      range,
      context: { diagnostics: [], ...context },
    });
  }

  symbols(uri: string): Promise<DocumentSymbol[]> {
    return this.#ask('textDocument/documentSymbol', uri, {});
  }

  lenses(uri: string): Promise<CodeLens[]> {
    return this.#ask('textDocument/codeLens', uri, {});
  }

  format(uri: string, range?: Range): Promise<TextEdit[]> {
    const options = { tabSize: 2, insertSpaces: true };
    return range === undefined
      ? this.#ask('textDocument/formatting', uri, { options })
      : this.#ask('textDocument/rangeFormatting', uri, { options, range });
  }

  /** Everything sent so far has been handled, and everything it caused has arrived, when this resolves. */
  async settled(): Promise<void> {
    await this.symbols('file:///nothing');
  }

  /** The peer vanishes without a word. */
  vanish(): void {
    this.#toServer.end();
  }

  #ask<R>(method: string, uri: string, params: object): Promise<R> {
    return this.connection.sendRequest<R>(method, { textDocument: { uri }, ...params });
  }
}

const FULL_CAPABILITIES: InitializeParams['capabilities'] = {
  workspace: { workspaceEdit: { documentChanges: true }, codeLens: { refreshSupport: true } },
  textDocument: { completion: { completionItem: { snippetSupport: true } } },
};

/** The edits of an action, applied to the text they were made for. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  const lines = text.split('\n');
  const offset = ({ line, character }: Range['start']): number =>
    lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
  return [...edits]
    .sort((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce(
      (result, { range, newText }) =>
        result.slice(0, offset(range.start)) + newText + result.slice(offset(range.end)),
      text,
    );
}

/** The edits that an action would make to its one document. */
export function editsOf(action: CodeAction | undefined): TextEdit[] {
  return (action?.edit?.documentChanges ?? []).flatMap((change) =>
    'edits' in change ? (change.edits as TextEdit[]) : [],
  );
}
