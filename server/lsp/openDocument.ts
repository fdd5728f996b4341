import type {
  TextDocumentContentChangeEvent,
  TextDocumentItem,
} from 'vscode-languageserver-protocol';
import { Dataset, type DatasetLine, type LineChange } from '../core/dataset/dataset.ts';
import { isDataset, LINES_LOOKED_AT } from '../core/dataset/isDataset.ts';
import type { DatasetLint } from '../core/rules/datasetLint.ts';
import { GradualLint } from './gradualLint.ts';

/** A Dataset document as it was at one version; what is computed from it is true of that version only. */
export interface OpenDataset {
  readonly uri: string;
  readonly version: number;
  readonly lines: readonly DatasetLine[];
  readonly lint: DatasetLint;
  /** False while rows further down have not been checked yet. */
  readonly complete: boolean;
  /** Checks what is left now, for answers that must know all of it. */
  finish(): void;
}

/** One open document. Foreign JSONL is followed by its text alone, for it may become a Dataset as it is edited. */
export class OpenDocument {
  readonly uri: string;
  readonly #isJsonl: boolean;
  readonly #text: Dataset;
  readonly #createLint: () => DatasetLint;
  #version: number;
  #lint: GradualLint | undefined;
  #adrift = false;

  constructor(item: TextDocumentItem, createLint: () => DatasetLint) {
    this.uri = item.uri;
    this.#version = item.version;
    this.#isJsonl = item.languageId === 'jsonl';
    this.#text = new Dataset(item.text);
    this.#createLint = createLint;
    this.relint();
  }

  get version(): number {
    return this.#version;
  }

  get lines(): readonly DatasetLine[] {
    return this.#text.lines;
  }

  /** True after an edit was missed: positions mean nothing until the whole text arrives again. */
  get adrift(): boolean {
    return this.#adrift;
  }

  /** True while rows are left to be checked; `checkMore` goes on with them. */
  get checking(): boolean {
    return this.#lint?.complete === false;
  }

  get dataset(): OpenDataset | undefined {
    const lint = this.#lint;
    if (lint === undefined || this.#adrift) return undefined;
    return {
      uri: this.uri,
      version: this.#version,
      lines: this.#text.lines,
      lint: lint.found,
      complete: lint.complete,
      finish: () => lint.finish(),
    };
  }

  /** Applies the edits of a version in order. One that is not newer means that something was missed. */
  change(version: number, changes: readonly TextDocumentContentChangeEvent[]): void {
    if (version <= this.#version) this.#adrift = true;
    this.#version = version;
    for (const change of changes) this.#apply(change);
  }

  checkMore(): void {
    this.#lint?.checkMore();
  }

  /** Forgets every finding and checks all rows again, after a setting changed. */
  relint(): void {
    this.#lint = this.#isOurs() ? new GradualLint(this.#text, this.#createLint()) : undefined;
  }

  setAdrift(): void {
    this.#adrift = true;
    this.#lint = undefined;
  }

  #apply(change: TextDocumentContentChangeEvent): void {
    if (!('range' in change)) {
      this.#adrift = false;
      this.#changed(this.#text.replaceAll(change.text));
    } else if (!this.#adrift) {
      this.#changed(this.#text.replace(change.range.start, change.range.end, change.text));
    }
  }

  #changed(change: LineChange): void {
    this.#lint?.edit(change);
    const isNew = this.#lint === undefined;
    if ((isNew || change.start < LINES_LOOKED_AT) && this.#isOurs() === isNew) this.relint();
  }

  #isOurs(): boolean {
    return this.#isJsonl && isDataset(this.uri, this.#text.lines);
  }
}
