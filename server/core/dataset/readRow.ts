import type { Problem } from '../problem.ts';
import { jsonTree, literalColumns, type Member, members, nodeSpan } from './jsonSpans.ts';
import { REQUIRED_FIELDS, type Row, rowSchema, TEXT_FIELDS, type TextField } from './row.ts';
import {
  badValue,
  blankLine,
  brokenJson,
  conflictMarker,
  duplicateKey,
  missingField,
  notAnObject,
  protoKey,
  rawTextProblems,
  truncatedRow,
} from './rowProblems.ts';

/** Where a field's text lies on the line, so that decoded offsets can be shown as columns. */
export interface FieldPlace {
  readonly key: Member['keySpan'];
  readonly value: Member['valueSpan'];
  /** Column of a decoded UTF-16 offset of the field's text. */
  readonly column: (decodedOffset: number) => number;
}

/** One line of a Dataset, read. `broken` lines hold no Row; their Problems say why. */
export type RowReading =
  | { readonly kind: 'blank'; readonly problems: readonly Problem[] }
  | { readonly kind: 'broken'; readonly problems: readonly Problem[] }
  | {
      readonly kind: 'row';
      readonly row: Partial<Row> & Record<string, unknown>;
      readonly places: ReadonlyMap<TextField, FieldPlace>;
      readonly members: readonly Member[];
      /** False when a rewrite could lose data: a key written twice, `__proto__`, text that UTF-8 cannot hold. */
      readonly rewritable: boolean;
      readonly problems: readonly Problem[];
    };

export interface LinePosition {
  readonly first: boolean;
  /** The last line of a text that does not end in `\n`. */
  readonly unterminated: boolean;
}

/** Reads one line (without its `\n`). Never throws: whatever is wrong becomes a Problem on this line. */
export function readRow(line: string, position: LinePosition): RowReading {
  const text = line.endsWith('\r') ? line.slice(0, -1) : line;
  const raw = rawTextProblems(text, position);
  const json = position.first && text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  if (json.trim() === '')
    return { kind: 'blank', problems: position.unterminated ? raw : [...raw, blankLine(text)] };
  const marker = conflictMarker(json);
  if (marker !== undefined) return { kind: 'broken', problems: [...raw, marker] };
  return readObject(json, position, raw);
}

function readObject(json: string, position: LinePosition, raw: readonly Problem[]): RowReading {
  const value = parseStrictly(json);
  const { root, faults } = jsonTree(json);
  if (value === undefined || root === undefined) {
    const problem =
      position.unterminated && looksCutOff(faults.map((fault) => fault.reason))
        ? truncatedRow(json)
        : brokenJson(json, faults[0]);
    return { kind: 'broken', problems: [...raw, problem] };
  }
  if (root.type !== 'object')
    return { kind: 'broken', problems: [...raw, notAnObject(nodeSpan(root))] };
  return readMembers(json, value.json as Record<string, unknown>, members(root), raw);
}

function readMembers(
  json: string,
  row: Record<string, unknown>,
  all: readonly Member[],
  raw: readonly Problem[],
): RowReading {
  const shape = shapeProblems(row, all);
  const keys = keyProblems(all);
  const lossy = raw.some((problem) => problem.code === 'ROW008');
  return {
    kind: 'row',
    row: row as Partial<Row> & Record<string, unknown>,
    places: fieldPlaces(json, all),
    members: all,
    rewritable: keys.length === 0 && !lossy,
    problems: [...raw, ...keys, ...shape],
  };
}

/** JSON.parse is the judge of validity; the tolerant tree only tells where things are. */
function parseStrictly(json: string): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(json) as unknown };
  } catch {
    return undefined;
  }
}

function looksCutOff(reasons: readonly string[]): boolean {
  const cut = [
    'UnexpectedEndOfString',
    'CloseBraceExpected',
    'CloseBracketExpected',
    'UnexpectedEndOfNumber',
    'ValueExpected',
  ];
  return reasons.some((reason) => cut.includes(reason));
}

function keyProblems(all: readonly Member[]): Problem[] {
  const seen = new Map<string, Member>();
  return all.flatMap((member) => {
    const earlier = seen.get(member.key);
    seen.set(member.key, member);
    if (member.key === '__proto__') return [protoKey(member.keySpan)];
    return earlier === undefined ? [] : [duplicateKey(member, earlier)];
  });
}

function shapeProblems(row: Record<string, unknown>, all: readonly Member[]): Problem[] {
  const parsed = rowSchema.safeParse(row);
  if (parsed.success) return [];
  const missing = REQUIRED_FIELDS.filter((field) => !Object.hasOwn(row, field));
  const wrong = parsed.error.issues
    .filter((issue) => !missing.includes(String(issue.path[0]) as TextField))
    .map((issue) => badValue(issue.path.map(String), issue.code, all));
  return [...missing.map((field) => missingField(field, all)), ...wrong];
}

function fieldPlaces(json: string, all: readonly Member[]): ReadonlyMap<TextField, FieldPlace> {
  const places = new Map<TextField, FieldPlace>();
  for (const member of all) {
    const field = TEXT_FIELDS.find((name) => name === member.key);
    if (field === undefined || member.value.type !== 'string') continue;
    let columns: ((offset: number) => number) | undefined;
    const column = (offset: number): number => {
      columns ??= literalColumns(
        json.slice(member.valueSpan.start, member.valueSpan.end),
        member.valueSpan.start,
      );
      return columns(offset);
    };
    places.set(field, { key: member.keySpan, value: member.valueSpan, column });
  }
  return places;
}
