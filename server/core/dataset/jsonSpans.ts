import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Span } from '../problem.ts';

/** A member of the Row's top-level object; spans are columns on the line, quotes included. */
export interface Member {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Node;
  readonly valueSpan: Span;
}

export interface JsonFault {
  readonly reason: string;
  readonly span: Span;
}

export interface JsonTree {
  readonly root: Node | undefined;
  readonly faults: readonly JsonFault[];
}

/** Positions of everything in one line of strict JSON, and of what is wrong with it. Never throws. */
export function jsonTree(line: string): JsonTree {
  try {
    return parsedTree(line);
  } catch (error) {
    // The parser descends by recursion, so brackets nested by the ten thousand exhaust the stack.
    if (!(error instanceof RangeError)) throw error;
    return {
      root: undefined,
      faults: [{ reason: 'NestedTooDeep', span: { start: 0, end: line.length } }],
    };
  }
}

function parsedTree(line: string): JsonTree {
  const errors: ParseError[] = [];
  const root = parseTree(line, errors, { disallowComments: true, allowTrailingComma: false });
  const faults = errors.map((error) => ({
    reason: printParseErrorCode(error.error),
    span: { start: error.offset, end: error.offset + Math.max(1, error.length) },
  }));
  return { root, faults };
}

export function nodeSpan(node: Node): Span {
  return { start: node.offset, end: node.offset + node.length };
}

/** Members in source order, duplicates included; a member that lacks its value is left out. */
export function members(object: Node): readonly Member[] {
  return (object.children ?? []).flatMap((property) => {
    const [key, value] = property.children ?? [];
    if (key === undefined || value === undefined || typeof key.value !== 'string') return [];
    return [{ key: key.value, keySpan: nodeSpan(key), value, valueSpan: nodeSpan(value) }];
  });
}

/**
 * Maps offsets in a decoded string to columns on the line that spells it as a JSON literal.
 * `literal` is the raw text with its quotes, `start` the column of the opening quote.
 */
export function literalColumns(literal: string, start: number): (decodedOffset: number) => number {
  const columns = rawOffsets(literal);
  return (offset) => start + (columns[Math.max(0, Math.min(offset, columns.length - 1))] ?? 0);
}

function rawOffsets(literal: string): readonly number[] {
  const offsets: number[] = [];
  let at = 1;
  while (at < literal.length - 1) {
    offsets.push(at);
    at += escapeLength(literal, at);
  }
  offsets.push(Math.min(at, literal.length - 1));
  return offsets;
}

function escapeLength(literal: string, at: number): number {
  if (literal[at] !== '\\') return 1;
  return literal[at + 1] === 'u' ? 6 : 2;
}

/** A value as JSON on one line; line separators are escaped so that no reader splits there. */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

/** The text between the quotes of a JSON string. */
export function jsonEscape(text: string): string {
  return jsonLine(text).slice(1, -1);
}
