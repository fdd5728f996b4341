import type { Connection } from 'vscode-languageserver';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { diagnosticsOf } from './diagnostics.ts';
import type { OpenDocument } from './openDocument.ts';
import { quietly } from './quietly.ts';
import type { Session } from './session.ts';

/** Pushes diagnostics, each with the version it is true of. A file that was never a Dataset hears nothing. */
export class Publisher {
  readonly #connection: Pick<Connection, 'sendDiagnostics'>;
  readonly #shown = new Set<string>();

  constructor(connection: Pick<Connection, 'sendDiagnostics'>) {
    this.#connection = connection;
  }

  publish({ uri, version, dataset }: OpenDocument, session: Session): void {
    if (dataset === undefined) {
      this.withdraw(uri, version);
      return;
    }
    this.#shown.add(uri);
    this.#send(uri, diagnosticsOf(dataset, session), version);
  }

  /** Takes back what was shown, if anything was. */
  withdraw(uri: string, version?: number): void {
    if (this.#shown.delete(uri)) this.#send(uri, [], version);
  }

  #send(uri: string, diagnostics: Diagnostic[], version: number | undefined): void {
    const params = { uri, diagnostics, ...(version !== undefined && { version }) };
    quietly(() => this.#connection.sendDiagnostics(params));
  }
}
