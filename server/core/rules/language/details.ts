import { aliasesOf } from './aliases.ts';
import { isCommonPair } from './common.ts';
import { type Quantity, quantities } from './numbers.ts';

/** One fact of 交往细节 and everything whose appearance in a greeting would show that it was used. */
export interface DetailUnit {
  readonly text: string;
  /** UTF-16 offsets in 交往细节; `end` excluded. */
  readonly start: number;
  readonly end: number;
  /** Pairs of Han characters that are not everyday words. */
  readonly pairs: readonly string[];
  /** Latin words and model numbers, lower case. */
  readonly latin: readonly string[];
  readonly quantities: readonly Quantity[];
  readonly aliases: readonly string[];
}

const UNIT = /[^；;。，,、\n]+/g;
const HAN_RUN = /\p{Script=Han}+/gu;
const LATIN = /[A-Za-z][A-Za-z0-9.+#-]*/g;

/** A text of more facts than this is something pasted; each fact is looked for in all of the greeting. */
const MOST_UNITS = 100;

/** Splits 交往细节 into facts, one that is told twice taken once. The 称呼 is masked: naming a person is not evidence of knowing them. */
export function detailUnits(details: string, name: string): readonly DetailUnit[] {
  const starts = new Map<string, number>();
  for (const { 0: part, index } of details.matchAll(UNIT)) {
    const text = part.trim();
    if (text !== '' && !starts.has(text)) starts.set(text, index + part.indexOf(text));
  }
  return [...starts].slice(0, MOST_UNITS).map(([text, start]) => unit(text, start, name));
}

function unit(text: string, start: number, name: string): DetailUnit {
  const masked = name === '' ? text : text.replaceAll(name, '，'.repeat(name.length));
  return {
    text,
    start,
    end: start + text.length,
    pairs: tellingPairs(masked, givenName(name)),
    latin: [...new Set(masked.toLowerCase().match(LATIN))],
    quantities: quantities(masked),
    aliases: aliasesOf(masked),
  };
}

/** 晓明 of 张晓明, by which both details and greeting may call him. */
function givenName(name: string): string | undefined {
  return /^\p{Script=Han}(\p{Script=Han}{2})$/u.exec(name)?.[1];
}

/** The different pairs of neighbouring Han characters that are neither everyday words nor the name. */
function tellingPairs(text: string, name: string | undefined): readonly string[] {
  const pairs = new Set<string>();
  for (const run of text.match(HAN_RUN) ?? []) {
    for (let at = 0; at + 2 <= run.length; at += 1) {
      const pair = run.slice(at, at + 2);
      if (pair !== name && !isCommonPair(pair)) pairs.add(pair);
    }
  }
  return [...pairs];
}
