import { StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import type { App } from '../app/app.ts';
import { attach } from '../lsp/attach.ts';
import { connectionOver } from '../lsp/connection.ts';

export interface StdioOptions {
  readonly app: App;
  readonly docsBase: string;
}

/** Speaks the language server protocol over this process's own streams until the client leaves. */
export async function serveStdio({ app, docsBase }: StdioOptions): Promise<void> {
  await new Promise<void>((resolve) => {
    const reader = new StreamMessageReader(process.stdin);
    const writer = new StreamMessageWriter(process.stdout);
    const connection = connectionOver(reader, writer, resolve);
    attach(connection, app, { docsBase });
    connection.onClose(resolve);
    connection.listen();
  });
  // A client that said goodbye may keep its end of the pipe open, and that would keep this process.
  process.stdin.destroy();
}
