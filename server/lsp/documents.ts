import type {
  DidChangeTextDocumentParams,
  DidCloseTextDocumentParams,
  DidOpenTextDocumentParams,
} from 'vscode-languageserver-protocol';
import type { Dataset } from '../core/dataset/dataset.ts';
import type { DatasetLint } from '../core/rules/datasetLint.ts';
import { type OpenDataset, OpenDocument } from './openDocument.ts';

export interface DocumentsOptions {
  readonly createLint: (dataset: Dataset) => DatasetLint;
  /** After each change of a document; `dataset` is undefined when it is not, or no longer, a Dataset. */
  readonly onChange: (document: OpenDocument) => void;
  readonly onClose: (uri: string) => void;
  /** Told of messages that make no sense and of our own failures; never given row text. */
  readonly onFault: (where: string, error: unknown) => void;
}

/** The open documents of one client, kept up to date by its notifications. */
export class Documents {
  readonly #open = new Map<string, OpenDocument>();
  readonly #options: DocumentsOptions;

  constructor(options: DocumentsOptions) {
    this.#options = options;
  }

  get(uri: string): OpenDocument | undefined {
    return this.#open.get(uri);
  }

  dataset(uri: string): OpenDataset | undefined {
    return this.#open.get(uri)?.dataset;
  }

  open({ textDocument }: DidOpenTextDocumentParams): void {
    this.#guarded(textDocument.uri, () => {
      const document = new OpenDocument(textDocument, this.#options.createLint);
      this.#open.set(textDocument.uri, document);
      this.#options.onChange(document);
    });
  }

  change({ textDocument, contentChanges }: DidChangeTextDocumentParams): void {
    const document = this.#open.get(textDocument.uri);
    if (document === undefined) {
      this.#options.onFault('didChange', new UnknownDocument());
      return;
    }
    this.#guarded(textDocument.uri, () => {
      const wasAdrift = document.adrift;
      document.change(textDocument.version, contentChanges);
      if (document.adrift && !wasAdrift) this.#options.onFault('didChange', new MissedEdit());
      this.#options.onChange(document);
    });
  }

  close({ textDocument }: DidCloseTextDocumentParams): void {
    if (this.#open.delete(textDocument.uri)) this.#options.onClose(textDocument.uri);
  }

  /** Checks every Dataset again from scratch, after a setting changed. */
  relint(): void {
    for (const document of this.#open.values()) {
      this.#guarded(document.uri, () => {
        document.relint();
        this.#options.onChange(document);
      });
    }
  }

  clear(): void {
    this.#open.clear();
  }

  /** A failure of ours leaves the document without findings until its text is sent again; others go on. */
  #guarded(uri: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#options.onFault('document', error);
      const document = this.#open.get(uri);
      document?.setAdrift();
      if (document !== undefined) this.#options.onChange(document);
    }
  }
}

class UnknownDocument extends Error {
  override readonly name = 'UnknownDocument';
}

class MissedEdit extends Error {
  override readonly name = 'MissedEdit';
}
