import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RULES } from '../../../server/core/rules/all.ts';
import { DatasetLint } from '../../../server/core/rules/datasetLint.ts';
import { codeLenses } from '../../../server/lsp/lenses.ts';
import { OpenDocument } from '../../../server/lsp/openDocument.ts';
import { type Session, UNKNOWN_CLIENT } from '../../../server/lsp/session.ts';
import { ShownLenses } from '../../../server/lsp/shownLenses.ts';
import { row } from '../../support/rows.ts';
import { testApp } from '../../support/testApp.ts';

const PATIENCE_MS = 1000;
const URI = 'file:///w/my.greetings.jsonl';
const SESSION: Session = { app: testApp(), rules: RULES, docsBase: '', client: UNKNOWN_CLIENT };

let refreshes: number;
let lenses: ShownLenses;
let document: OpenDocument;

beforeEach(() => {
  vi.useFakeTimers();
  refreshes = 0;
  lenses = new ShownLenses({ refresh: () => (refreshes += 1), patienceMs: PATIENCE_MS });
  const item = { uri: URI, languageId: 'jsonl', version: 1, text: `${row()}\n` };
  document = new OpenDocument(item, () => new DatasetLint('', RULES, { year: 2026 }));
});

afterEach(() => {
  vi.useRealTimers();
});

describe('an editor that asks no more about the lenses it shows', () => {
  it('is reminded when their numbers have changed', () => {
    ask();
    breakARow();
    vi.advanceTimersByTime(PATIENCE_MS - 1);
    expect(refreshes).toBe(0);
    vi.advanceTimersByTime(1);
    expect(refreshes).toBe(1);
  });

  it('is reminded a few times, and then left alone', () => {
    ask();
    breakARow();
    vi.advanceTimersByTime(100 * PATIENCE_MS);
    expect(refreshes).toBe(3);
  });

  it('hears nothing when it asks by itself', () => {
    ask();
    breakARow();
    ask();
    vi.advanceTimersByTime(100 * PATIENCE_MS);
    expect(refreshes).toBe(0);
  });

  it('hears nothing while the numbers stay what they are', () => {
    ask();
    type(0, '{"称呼":"冰哥"'.length, ' ');
    vi.advanceTimersByTime(100 * PATIENCE_MS);
    expect(refreshes).toBe(0);
  });

  it('hears nothing about a document that it never showed or has closed', () => {
    breakARow();
    vi.advanceTimersByTime(100 * PATIENCE_MS);
    ask();
    type(1, 0, 'x');
    lenses.forget(URI);
    vi.advanceTimersByTime(100 * PATIENCE_MS);
    expect(refreshes).toBe(0);
  });
});

function ask(): void {
  const { dataset } = document;
  if (dataset !== undefined) lenses.answered(URI, codeLenses(dataset, SESSION));
}

function breakARow(): void {
  type(1, 0, 'no row\n');
}

function type(line: number, character: number, text: string): void {
  const at = { line, character };
  document.change(document.version + 1, [{ range: { start: at, end: at }, text }]);
  lenses.changed(document, SESSION);
}
