import type { DetailUnit } from './details.ts';
import { quantities } from './numbers.ts';
import { stockWishes } from './stockWishes.ts';

/** A phrase of the greeting that carries a fact of 交往细节. */
export interface Evidence {
  /** Index in the row's units. */
  readonly unit: number;
  /** UTF-16 offsets in the greeting; `end` excluded. */
  readonly start: number;
  readonly end: number;
  /** `alias`: the fact is retold in other words; worth half of a literal hit. */
  readonly kind: 'literal' | 'alias';
}

/**
 * Every phrase of `greeting` that carries one of `units`, in order; overlapping hits of a unit are one
 * phrase. Neither the 称呼 nor a stock wish carries a fact: 生意兴隆 says nothing of somebody's 生意.
 */
export function evidenceIn(
  greeting: string,
  units: readonly DetailUnit[],
  name: string,
): readonly Evidence[] {
  const own = blanked(greeting, [name, ...stockWishes(greeting)]);
  const lower = own.toLowerCase();
  return units
    .flatMap((unit, index) => unitEvidence(own, lower, unit, index))
    .sort((a, b) => a.start - b.start);
}

function blanked(greeting: string, words: readonly string[]): string {
  return words
    .filter((word) => word !== '')
    .reduce((text, word) => text.replaceAll(word, '，'.repeat(word.length)), greeting);
}

function unitEvidence(
  greeting: string,
  lower: string,
  unit: DetailUnit,
  index: number,
): Evidence[] {
  const words = [...unit.pairs, ...unit.latin].filter((word) => lower.includes(word));
  const literal = merged([
    ...words.flatMap((word) => places(lower, word)),
    ...sameQuantities(greeting, unit),
  ]);
  if (literal.length > 0) return literal.map((span) => ({ unit: index, ...span, kind: 'literal' }));
  const retold = merged(unit.aliases.flatMap((word) => places(lower, word)));
  return retold.map((span) => ({ unit: index, ...span, kind: 'alias' }));
}

function places(text: string, word: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    found.push({ start: at, end: at + word.length });
  }
  return found;
}

/** 八年 in the fact is carried by 8年, 第八个 or 八年 in the greeting. */
function sameQuantities(greeting: string, unit: DetailUnit): { start: number; end: number }[] {
  if (unit.quantities.length === 0) return [];
  return quantities(greeting).filter((said) =>
    unit.quantities.some(
      (known) =>
        known.value === said.value &&
        known.value !== 1 &&
        (known.unit === said.unit ||
          said.unit === '' ||
          known.unit === '' ||
          said.ordinal ||
          known.ordinal),
    ),
  );
}

function merged(
  spans: readonly { start: number; end: number }[],
): { start: number; end: number }[] {
  const result: { start: number; end: number }[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last !== undefined && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else result.push({ start: span.start, end: span.end });
  }
  return result;
}
