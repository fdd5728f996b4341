import type { Text } from './text.ts';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** Worst first; the order of this list is the order in which Problems are shown. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/** UTF-16 columns on one line (one Row is one line); 0-based, `end` excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** What a fix does to the Row's own line; `safe` ones may be applied without being read first. */
export interface Fix {
  readonly title: Text;
  readonly safe: boolean;
  readonly change:
    | { readonly kind: 'edit'; readonly edits: readonly Edit[] }
    | { readonly kind: 'deleteRow' };
}

/** A second place that explains a Problem; without `line` it lies on the Problem's own line. */
export interface Related {
  readonly line?: number;
  readonly span: Span;
  readonly message: Text;
}

/** A finding in user data. Bad data is always a Problem, never an exception. */
export interface Problem {
  readonly code: string;
  readonly severity: Severity;
  readonly message: Text;
  readonly span: Span;
  readonly related: readonly Related[];
  readonly fixes: readonly Fix[];
}

export function worstFirst(a: Problem, b: Problem): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || a.span.start - b.span.start
  );
}
