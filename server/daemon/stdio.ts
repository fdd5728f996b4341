import { StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import type { App } from '../app/app.ts';
import { attach } from '../lsp/attach.ts';
import { connectionOver } from '../lsp/connection.ts';

/** Speaks the language server protocol over this process's own streams until the client leaves. */
export function serveStdio({ app, docsBase }: { readonly app: App; readonly docsBase: string }): Promise<void> {
  return new Promise((resolve) => {
    const reader = new StreamMessageReader(process.stdin);
    const connection = connectionOver(reader, new StreamMessageWriter(process.stdout), resolve);
    reader.onClose(() => resolve());
    attach(connection, app, { docsBase });
    connection.listen();
  });
}
