import { findNodeAtLocation, getLocation, type Location, type Node } from 'jsonc-parser';
import type { Span } from '../problem.ts';
import { text as bilingual, type Text } from '../text.ts';
import { type FieldDoc, fieldDoc, fieldDocs, type RowPath } from './fieldDoc.ts';
import { jsonEscape, jsonTree } from './jsonSpans.ts';

/** Something that could stand where the caret is in a Row's line. */
export interface RowCompletion {
  readonly kind: 'key' | 'value';
  readonly label: string;
  /** What is replaced; the caret lies in it. */
  readonly span: Span;
  readonly before: string;
  /** Values to choose from between `before` and `after`; with none, the caret goes there. */
  readonly choices: readonly string[];
  readonly after: string;
  readonly required: boolean;
  readonly doc: Text;
}

export interface NamedRule {
  readonly id: string;
  readonly title: Text;
}

/** Keys whose schema examples are values to choose from, not illustrations. */
const CHOSEN = ['关系', '风格', '字数', '场合', 'meta.source.kind', 'meta.review.state'];

/** Keys and values that fit at a UTF-16 column of a line, best first; the line may be half typed. */
export function completeRow(
  line: string,
  character: number,
  rules: readonly NamedRule[],
): readonly RowCompletion[] {
  const json = line.replace(/\r$/, '').replace(/^\uFEFF/, ' ');
  const location = getLocation(json, character);
  const place = placeAt(json, character, location.previousNode);
  if (location.isAtPropertyKey) return keys(json, location.path.slice(0, -1), place);
  const isFree =
    place.quoted || location.previousNode === undefined || place.span.end > place.span.start;
  return isFree ? values(json, location, place, rules) : [];
}

interface Place {
  /** With its quotes when the caret is in a string. */
  readonly span: Span;
  readonly quoted: boolean;
  /** The first character behind `span` that is not a blank. */
  readonly next: string;
}

function placeAt(json: string, character: number, node: Location['previousNode']): Place {
  const string =
    node === undefined ? undefined : stringAt(json, character, node.offset, node.length);
  const span = string ?? wordAt(json, character);
  return { span, quoted: string !== undefined, next: json.slice(span.end).trimStart().slice(0, 1) };
}

/** The string around the caret. One that swallows what follows, for want of its closing quote, ends at the caret. */
function stringAt(
  json: string,
  character: number,
  start: number,
  length: number,
): Span | undefined {
  if (json[start] !== '"' || character <= start || character > start + length) return undefined;
  const end = start + length;
  const closed = length > 1 && json[end - 1] === '"' && json[end - 2] !== '\\';
  if (closed && character === end) return undefined;
  const fits = closed && /^\s*([:,}\]]|$)/.test(json.slice(end));
  return { start, end: fits ? end : character };
}

function wordAt(json: string, character: number): Span {
  const word = /[^\s{}[\]:,"]*$/.exec(json.slice(0, character))?.[0] ?? '';
  return { start: character - word.length, end: character };
}

function keys(json: string, path: RowPath, place: Place): readonly RowCompletion[] {
  const present = keysOf(json, path, place.span);
  const missing = fieldDocs(path).filter((field) => !present.has(field.key));
  const ordered = [
    ...missing.filter((field) => field.required),
    ...missing.filter((field) => !field.required),
  ];
  return ordered.map((field) => keyCompletion(field, path, place));
}

/** Keys that the object already has, less the one being typed. */
function keysOf(json: string, path: RowPath, typed: Span): ReadonlySet<string> {
  const { root } = jsonTree(json);
  const object = root === undefined ? undefined : findNodeAtLocation(root, [...path]);
  const others = (object?.children ?? [])
    .map((property: Node) => property.children?.[0])
    .filter((key) => key !== undefined && (key.offset < typed.start || key.offset >= typed.end));
  return new Set(others.map((key) => String(key?.value)));
}

const BRACKETS = { text: ['"', '"'], object: ['{', '}'], list: ['[', ']'] } as const;

function keyCompletion(field: FieldDoc, path: RowPath, place: Place): RowCompletion {
  const shared = {
    kind: 'key',
    label: field.key,
    span: place.span,
    required: field.required,
    doc: field.description,
  } as const;
  const key = `"${jsonEscape(field.key)}"`;
  if (place.next === ':') return { ...shared, before: key, choices: [], after: '' };
  const [open, close] = BRACKETS[field.kind];
  const comma = place.next === '"' ? ',' : '';
  const choices = isChosen([...path, field.key]) ? field.values : [];
  return { ...shared, before: `${key}:${open}`, choices, after: `${close}${comma}` };
}

function values(
  json: string,
  { path }: Location,
  place: Place,
  rules: readonly NamedRule[],
): readonly RowCompletion[] {
  const inside = place.quoted
    ? { start: place.span.start + 1, end: innerEnd(json, place.span) }
    : place.span;
  const comma = !place.quoted && place.next === '"' ? ',' : '';
  return known(path, rules).map(({ value, doc }) => ({
    kind: 'value',
    label: value,
    span: inside,
    required: false,
    doc,
    choices: [],
    after: comma,
    before: place.quoted ? jsonEscape(value) : `"${jsonEscape(value)}"`,
  }));
}

function innerEnd(json: string, span: Span): number {
  return span.end - span.start > 1 && json[span.end - 1] === '"' ? span.end - 1 : span.end;
}

function known(
  path: RowPath,
  rules: readonly NamedRule[],
): readonly { value: string; doc: Text }[] {
  const [meta, ignore, , rule] = path;
  if (path.length === 4 && meta === 'meta' && ignore === 'ignore' && rule === 'rule') {
    return rules.map(({ id, title }) => ({ value: id, doc: title }));
  }
  const field = isChosen(path) ? fieldDoc(path) : undefined;
  return (field?.values ?? []).map((value) => ({
    value,
    doc: field?.description ?? bilingual(value, value),
  }));
}

function isChosen(path: RowPath): boolean {
  return CHOSEN.includes(path.join('.'));
}
