import type {
  DidChangeTextDocumentParams,
  DidCloseTextDocumentParams,
  DidOpenTextDocumentParams,
} from 'vscode-languageserver-protocol';
import type { DatasetLint } from '../core/rules/datasetLint.ts';
import { type OpenDataset, OpenDocument } from './openDocument.ts';

export interface DocumentsOptions {
  /** A lint of an empty text. */
  readonly createLint: () => DatasetLint;
  /** After each change of a document; its `dataset` is undefined when it is not, or no longer, a Dataset. */
  readonly onChange: (document: OpenDocument) => void;
  /** When the last row of a long file was checked. */
  readonly onComplete: (document: OpenDocument) => void;
  readonly onClose: (uri: string) => void;
  /** Told of messages that make no sense and of our own failures; never given row text. */
  readonly onFault: (where: string, error: unknown) => void;
}

/** The open documents of one client, kept up to date by its notifications. */
export class Documents {
  readonly #open = new Map<string, OpenDocument>();
  readonly #options: DocumentsOptions;
  readonly #checking = new Set<OpenDocument>();

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
      this.#changed(document);
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
      this.#changed(document);
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
        this.#changed(document);
      });
    }
  }

  clear(): void {
    this.#open.clear();
  }

  #changed(document: OpenDocument): void {
    this.#options.onChange(document);
    if (!document.checking || this.#checking.has(document)) return;
    this.#checking.add(document);
    setImmediate(() => this.#checkMore(document));
  }

  /** One step at a time, and the messages of every client are heard between two. */
  #checkMore(document: OpenDocument): void {
    const isOpen = this.#open.get(document.uri) === document;
    if (isOpen) this.#guarded(document.uri, () => document.checkMore());
    if (isOpen && document.checking) {
      setImmediate(() => this.#checkMore(document));
      return;
    }
    this.#checking.delete(document);
    if (isOpen) this.#options.onComplete(document);
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
