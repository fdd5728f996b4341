import type { Check } from '../check.ts';

/** Every sentence of the panel; the extension sends them in the user's language. {0} … are filled in here. */
export const STRING_KEYS = [
  'name',
  'relation',
  'details',
  'style',
  'length',
  'occasion',
  'engine',
  'count',
  'nameHint',
  'detailsHint',
  'defaultEngine',
  'generate',
  'regenerate',
  'stop',
  'retry',
  'copy',
  'edit',
  'done',
  'add',
  'copied',
  'addedTo',
  'edited',
  'unfinished',
  'writing',
  'waiting',
  'sendable',
  'needsWork',
  'score',
  'characters',
  'charactersDetail',
  'asked',
  'detailsUsed',
  'from',
  'unused',
  'problems',
  'noProblems',
  'error',
  'warning',
  'info',
  'hint',
  'for',
  'timing',
  'candidate',
  'candidates',
  'editLabel',
  'intro',
  'missing',
  'interrupted',
  'sayStarted',
  'sayFinished',
  'sayBest',
  'shortcuts',
] as const;

export type Strings = Readonly<Record<(typeof STRING_KEYS)[number], string>>;

const LONGEST = 500;

export const stringsCheck: Check<Strings> = (value): value is Strings =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).length === STRING_KEYS.length &&
  STRING_KEYS.every((key) => {
    const text: unknown = Object.hasOwn(value, key)
      ? (value as Record<string, unknown>)[key]
      : undefined;
    return typeof text === 'string' && text.length <= LONGEST;
  });

/** Puts `values` into the {0} {1} … of a sentence; what they hold is never read as a pattern. */
export function fill(sentence: string, ...values: readonly (string | number)[]): string {
  return sentence.replaceAll(/\{(\d)\}/g, (whole, digit: string) =>
    String(values[Number(digit)] ?? whole),
  );
}
