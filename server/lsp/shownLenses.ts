import type { CodeLens } from 'vscode-languageserver-protocol';
import { codeLenses } from './lenses.ts';
import type { OpenDocument } from './openDocument.ts';
import type { Session } from './session.ts';

export interface ShownLensesOptions {
  /** Tells the editor to ask again. */
  readonly refresh: () => void;
  /** How long an editor has to ask by itself. */
  readonly patienceMs: number;
}

/** An editor that has not asked after so many reminders does not show the document. */
const MOST_REMINDERS = 3;

/**
 * What the editor shows above each Dataset. VS Code asks again a while after an edit, but drops the question
 * when the text loses the focus in that while, and then shows old numbers for good; so it is reminded.
 */
export class ShownLenses {
  readonly #options: ShownLensesOptions;
  readonly #titles = new Map<string, string>();
  readonly #reminders = new Map<string, NodeJS.Timeout>();

  constructor(options: ShownLensesOptions) {
    this.#options = options;
  }

  answered(uri: string, lenses: readonly CodeLens[]): void {
    this.#stopReminding(uri);
    this.#titles.set(uri, titleOf(lenses));
  }

  /** To be called after each change; a file that is still being checked refreshes at its end anyway. */
  changed({ uri, dataset }: OpenDocument, session: Session): void {
    const shown = this.#titles.get(uri);
    if (shown === undefined || dataset === undefined || !dataset.complete) return;
    this.#stopReminding(uri);
    if (titleOf(codeLenses(dataset, session)) !== shown) this.#remind(uri, MOST_REMINDERS);
  }

  forget(uri: string): void {
    this.#stopReminding(uri);
    this.#titles.delete(uri);
  }

  clear(): void {
    for (const uri of this.#titles.keys()) this.forget(uri);
  }

  #remind(uri: string, left: number): void {
    const timer = setTimeout(() => {
      this.#options.refresh();
      if (left > 1) this.#remind(uri, left - 1);
    }, this.#options.patienceMs);
    this.#reminders.set(uri, timer.unref());
  }

  #stopReminding(uri: string): void {
    clearTimeout(this.#reminders.get(uri));
    this.#reminders.delete(uri);
  }
}

function titleOf([summary]: readonly CodeLens[]): string {
  return summary?.command?.title ?? '';
}
