export interface Clause {
  readonly text: string;
  /** UTF-16 offset of the clause in the greeting. */
  readonly start: number;
}

const CLAUSE = /[^，。！？；：、,.!?;:~～…\n]+/g;

/** Runs between punctuation marks, trimmed of blanks; empty runs are left out. */
export function clauses(greeting: string): readonly Clause[] {
  return [...greeting.matchAll(CLAUSE)].flatMap((match) => {
    const text = match[0].trim();
    return text === '' ? [] : [{ text, start: match.index + match[0].indexOf(text) }];
  });
}
