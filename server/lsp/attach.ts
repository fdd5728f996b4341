import {
  type CancellationToken,
  CodeActionKind,
  CodeLensRefreshRequest,
  LogMessageNotification,
  MessageType,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from 'vscode-languageserver-protocol';
import type { App } from '../app/app.ts';
import type { Log } from '../app/ports.ts';
import { AppError } from '../core/errors.ts';
import { DatasetLint } from '../core/rules/datasetLint.ts';
import { guardedRule } from '../core/rules/guardedRule.ts';
import {
  codeActionParams,
  documentParams,
  positionParams,
  rangeParams,
  type Schema,
} from '../protocol/schemas.ts';
import { checked } from './checked.ts';
import { codeActions, FIX_ALL_KIND } from './codeActions.ts';
import { completions } from './completion.ts';
import type { ClientConnection } from './connection.ts';
import { Documents } from './documents.ts';
import { appErrorResponse, bugResponse, faultLog, onceEach } from './faults.ts';
import { formatDataset } from './formatting.ts';
import { hover } from './hover.ts';
import { codeLenses } from './lenses.ts';
import type { OpenDataset } from './openDocument.ts';
import { Publisher } from './publisher.ts';
import { quietly } from './quietly.ts';
import { registerRequests } from './requests.ts';
import { clientOf, ruleContext, type Session, UNKNOWN_CLIENT } from './session.ts';
import { readSettings } from './settings.ts';
import { ShownLenses } from './shownLenses.ts';
import { documentSymbols } from './symbols.ts';

export interface AttachOptions {
  /** URI of the folder that holds the rule pages. */
  readonly docsBase: string;
  /** Where bugs are told; the client's own log when absent. */
  readonly log?: Log;
}

/** Editors ask about lenses well within this after an edit, when they ask at all. */
const LENS_PATIENCE_MS = 1000;

/**
 * Makes `connection` the language server of one client over a shared `app`. The caller may add
 * handlers of its own and then calls `connection.listen()`. When the peer goes, what was being
 * generated for it is stopped; nothing else is shared with other clients.
 */
export function attach(connection: ClientConnection, app: App, options: AttachOptions): void {
  const onFault = onceEach(options.log ?? clientLog(connection));
  const closed = new AbortController();
  let session: Session = {
    app,
    rules: app.rules.map((rule) => guardedRule(rule, onFault)),
    docsBase: options.docsBase,
    client: UNKNOWN_CLIENT,
  };
  const publisher = new Publisher(connection);
  const shownLenses = new ShownLenses({ refresh: refreshLenses, patienceMs: LENS_PATIENCE_MS });
  const documents = new Documents({
    createLint: () => new DatasetLint('', session.rules, ruleContext(session)),
    onChange: (document) => {
      publisher.publish(document, session);
      shownLenses.changed(document, session);
    },
    onComplete: (document) => {
      publisher.publish(document, session);
      refreshLenses();
    },
    onClose: (uri) => {
      publisher.withdraw(uri);
      shownLenses.forget(uri);
    },
    onFault,
  });

  function refreshLenses(): void {
    if (session.client.lensRefresh)
      quietly(() => connection.sendRequest(CodeLensRefreshRequest.type));
  }

  /** Answers a question about a Dataset; any other document gets `nothing`, a bug a logged error. */
  function on<P extends { readonly textDocument: { readonly uri: string } }, R>(
    name: string,
    schema: Schema<unknown>,
    nothing: R,
    work: (dataset: OpenDataset, params: P, session: Session) => R,
  ): (params: P, token: CancellationToken) => R {
    return (params, token) => {
      try {
        checked(schema, params);
        const dataset = documents.dataset(params.textDocument.uri);
        if (dataset === undefined || token.isCancellationRequested) return nothing;
        return work(dataset, params, session);
      } catch (error) {
        if (error instanceof AppError) throw appErrorResponse(error, session.client.locale);
        onFault(name, error);
        throw bugResponse(session.client.locale);
      }
    };
  }

  connection.onInitialize((params) => {
    session = { ...session, client: clientOf(params) };
    return { capabilities: CAPABILITIES, serverInfo: { name: 'mashang' } };
  });
  connection.onDidChangeConfiguration(({ settings }) => {
    const before = session.client.settings;
    const after = readSettings(settings);
    session = { ...session, client: { ...session.client, settings: after } };
    if (before.year !== after.year) documents.relint();
    refreshLenses();
  });
  connection.onDidOpenTextDocument((params) => documents.open(params));
  connection.onDidChangeTextDocument((params) => documents.change(params));
  connection.onDidCloseTextDocument((params) => documents.close(params));

  connection.onCompletion(
    on('completion', positionParams, [], (dataset, { position }) =>
      completions(dataset, position, session),
    ),
  );
  connection.onHover(
    on('hover', positionParams, null, (dataset, { position }) => hover(dataset, position, session)),
  );
  connection.onCodeAction(on('codeAction', codeActionParams, [], codeActions));
  connection.onDocumentSymbol(
    on('documentSymbol', documentParams, [], (dataset) => documentSymbols(dataset, session)),
  );
  connection.onDocumentFormatting(
    on('formatting', documentParams, [], (dataset) => formatDataset(dataset)),
  );
  connection.onDocumentRangeFormatting(
    on('rangeFormatting', rangeParams, [], (dataset, { range }) => formatDataset(dataset, range)),
  );
  connection.onCodeLens(
    on('codeLens', documentParams, [], (dataset) => {
      const lenses = codeLenses(dataset, session);
      shownLenses.answered(dataset.uri, lenses);
      return lenses;
    }),
  );

  registerRequests({
    connection,
    documents,
    session: () => session,
    onFault,
    closed: closed.signal,
  });
  connection.onClose(() => {
    closed.abort();
    documents.clear();
    shownLenses.clear();
  });
}

function clientLog(connection: ClientConnection): Log {
  return faultLog((message) =>
    quietly(() =>
      connection.sendNotification(LogMessageNotification.type, {
        type: MessageType.Error,
        message,
      }),
    ),
  );
}

const CAPABILITIES: ServerCapabilities = {
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
  completionProvider: { triggerCharacters: ['"'] },
  hoverProvider: true,
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL_KIND] },
  documentSymbolProvider: true,
  documentFormattingProvider: true,
  documentRangeFormattingProvider: true,
  codeLensProvider: {},
};
