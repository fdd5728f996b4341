import type { Fields } from './subject.ts';

/** Jaccard similarity from which two greetings are too much alike, and from which they are one. */
export const ALIKE = 0.6;
export const SAME = 0.85;

/** In a crowd of rows made from one template this many neighbours of a row are known, and no more. */
const MOST_NEIGHBOURS = 50;
/** Shapes to be counted from which a search no longer looks at them all. */
const CROWD = 5_000;

export interface Twin<Key> {
  readonly key: Key;
  readonly similarity: number;
}

/** One row; its twin is kept up to date by whatever comes or goes before it. */
interface Row<Key> {
  readonly key: Key;
  readonly shape: Shape<Key>;
  twin: { readonly row: Row<Key>; readonly similarity: number } | undefined;
}

/** Rows whose masked greetings read the same; `same` and `alike` are the other shapes close to it. */
interface Shape<Key> {
  readonly text: string;
  readonly grams: readonly Gram<Key>[];
  /** In document order, so only the first can be anybody's twin. */
  readonly rows: Row<Key>[];
  readonly same: Shape<Key>[];
  readonly alike: Shape<Key>[];
  /** Scratch of a search: how many of its rare grams this shape has. */
  hits: number;
}

/** Three neighbouring characters and the shapes they occur in. */
interface Gram<Key> {
  readonly code: number;
  shapes: Shape<Key>[];
  /** Scratch: it is part of the text that is being compared. */
  marked: boolean;
}

/**
 * Which rows say nearly what an earlier row says: exact Jaccard similarity of character trigrams,
 * with 称呼, numbers and zodiac animals masked. A row added or removed costs about as much as
 * the rows that share a rare trigram with it; the frequent ones never lead the search. Of a crowd
 * that was made from one template some neighbours are known and no more, so that thousands of such
 * rows cost thousands of comparisons and not millions.
 */
export class NearDuplicates<Key> {
  readonly #order: (a: Key, b: Key) => number;
  readonly #rows = new Map<Key, Row<Key>>();
  readonly #shapes = new Map<string, Shape<Key>>();
  readonly #grams = new Map<number, Gram<Key>>();

  /** `order` is document order. It may move, but never swap, keys that are present. */
  constructor(order: (a: Key, b: Key) => number) {
    this.#order = order;
  }

  /** Adds a row that is not present; answers the rows, itself included, whose twin may have changed. */
  add(key: Key, fields: Fields): readonly Key[] {
    const text = maskedGreeting(fields);
    if (text === '') return [];
    const shape = this.#shapes.get(text) ?? this.#addShape(text);
    const row: Row<Key> = { key, shape, twin: undefined };
    this.#rows.set(key, row);
    shape.rows.splice(shape.rows.findLastIndex((other) => this.#isBefore(other, row)) + 1, 0, row);
    row.twin = this.#findTwin(row);
    return [key, ...this.#offerAsTwin(row)];
  }

  /** Removes a row; answers the other rows whose twin may have changed. */
  remove(key: Key): readonly Key[] {
    const row = this.#rows.get(key);
    if (row === undefined) return [];
    const { shape } = row;
    const widowed =
      shape.rows[0] === row ? closeRows(shape).filter(({ twin }) => twin?.row === row) : [];
    this.#rows.delete(key);
    shape.rows.splice(shape.rows.indexOf(row), 1);
    if (shape.rows.length === 0) this.#removeShape(shape);
    for (const other of widowed) other.twin = this.#findTwin(other);
    return widowed.map((other) => other.key);
  }

  /** The earliest row that says the same, else the earliest alike; only rows before `key` count. */
  twinOf(key: Key): Twin<Key> | undefined {
    const twin = this.#rows.get(key)?.twin;
    return twin === undefined ? undefined : { key: twin.row.key, similarity: twin.similarity };
  }

  #isBefore(a: Row<Key>, b: Row<Key>): boolean {
    return this.#order(a.key, b.key) < 0;
  }

  #findTwin(row: Row<Key>): Row<Key>['twin'] {
    const { shape } = row;
    const twin = this.#earliest([shape, ...shape.same], row) ?? this.#earliest(shape.alike, row);
    return twin === undefined
      ? undefined
      : { row: twin, similarity: similarityOf(shape, twin.shape) };
  }

  #earliest(shapes: readonly Shape<Key>[], before: Row<Key>): Row<Key> | undefined {
    let earliest = before;
    for (const {
      rows: [first],
    } of shapes) {
      if (first !== undefined && this.#isBefore(first, earliest)) earliest = first;
    }
    return earliest === before ? undefined : earliest;
  }

  /** Gives `twin` to every row for which it is a better one than what the row has. */
  #offerAsTwin(twin: Row<Key>): Key[] {
    if (twin.shape.rows[0] !== twin) return [];
    const taken = closeRows(twin.shape).filter(
      (row) => this.#isBefore(twin, row) && this.#isBetter(twin, row),
    );
    for (const row of taken)
      row.twin = { row: twin, similarity: similarityOf(row.shape, twin.shape) };
    return taken.map((row) => row.key);
  }

  #isBetter(twin: Row<Key>, row: Row<Key>): boolean {
    if (row.twin === undefined) return true;
    const saysTheSame = !twin.shape.alike.includes(row.shape);
    if (saysTheSame !== row.twin.similarity >= SAME) return saysTheSame;
    return this.#isBefore(twin, row.twin.row);
  }

  #addShape(text: string): Shape<Key> {
    const grams = this.#gramsOf(text);
    const shape: Shape<Key> = { text, grams, rows: [], same: [], alike: [], hits: 0 };
    for (const [other, similarity] of neighbours(grams)) {
      const list = similarity >= SAME ? 'same' : 'alike';
      shape[list].push(other);
      other[list].push(shape);
    }
    for (const gram of grams) {
      // Most trigrams stay alone, and an array that starts by a push reserves room for many.
      if (gram.shapes.length === 0) gram.shapes = [shape];
      else gram.shapes.push(shape);
    }
    this.#shapes.set(text, shape);
    return shape;
  }

  #removeShape(shape: Shape<Key>): void {
    this.#shapes.delete(shape.text);
    for (const other of shape.same) drop(other.same, shape);
    for (const other of shape.alike) drop(other.alike, shape);
    for (const gram of shape.grams) {
      drop(gram.shapes, shape);
      if (gram.shapes.length === 0) this.#grams.delete(gram.code);
    }
  }

  /** The different trigrams of a text; of a shorter text, the text itself. */
  #gramsOf(text: string): readonly Gram<Key>[] {
    const grams: Gram<Key>[] = [];
    for (let at = 0; at === 0 || at + 3 <= text.length; at += 1) {
      const gram = this.#gram(trigramAt(text, at));
      if (gram.marked) continue;
      gram.marked = true;
      grams.push(gram);
    }
    mark(grams, false);
    return grams;
  }

  #gram(code: number): Gram<Key> {
    let gram = this.#grams.get(code);
    if (gram === undefined) {
      gram = { code, shapes: [], marked: false };
      this.#grams.set(code, gram);
    }
    return gram;
  }
}

const NUMBER = /[\d零〇一二两三四五六七八九十百千万]+/g;
const ANIMAL = /[鼠牛虎兔龙蛇马羊猴鸡狗猪]/g;

/** What two rows may differ in and still be one greeting sent twice becomes one character each. */
function maskedGreeting(fields: Fields): string {
  const { 称呼: name, 祝福语: greeting } = fields;
  if (typeof greeting !== 'string') return '';
  const unnamed =
    typeof name === 'string' && name !== '' ? greeting.replaceAll(name, '\u0001') : greeting;
  return unnamed.replace(NUMBER, '\u0002').replace(ANIMAL, '\u0003');
}

/** Three UTF-16 units as one number, which holds them exactly; past the end of the text they are 0. */
function trigramAt(text: string, at: number): number {
  const [first, second, third] = [
    text.charCodeAt(at),
    text.charCodeAt(at + 1),
    text.charCodeAt(at + 2),
  ];
  return ((first | 0) * 65536 + (second | 0)) * 65536 + (third | 0);
}

/**
 * Shapes alike to a text with these grams. Such a shape shares at least 60 % of them, so it has
 * one of any 40 % and one more: the rarest are asked, and their count rules most shapes out.
 */
function neighbours<Key>(grams: readonly Gram<Key>[]): Neighbour<Key>[] {
  const shared = Math.ceil(ALIKE * grams.length - 1e-9);
  const known = grams.filter(({ shapes }) => shapes.length > 0);
  if (known.length < shared) return [];
  const rare = known
    .sort((a, b) => a.shapes.length - b.shapes.length)
    .slice(0, known.length - shared + 1);
  mark(grams, true);
  const isCrowd = rare.reduce((total, { shapes }) => total + shapes.length, 0) > CROWD;
  const alike = isCrowd ? firstAlike(rare, grams.length) : allAlike(rare, grams.length, shared);
  mark(grams, false);
  return alike;
}

type Neighbour<Key> = readonly [Shape<Key>, number];

function allAlike<Key>(
  rare: readonly Gram<Key>[],
  count: number,
  shared: number,
): Neighbour<Key>[] {
  return countHits(rare).flatMap((shape) => {
    const possible = shape.hits + shared - 1 >= leastShared(count, shape.grams.length);
    shape.hits = 0;
    const similarity = possible ? markedSimilarity(shape.grams, count) : 0;
    return similarity >= ALIKE ? [[shape, similarity] as const] : [];
  });
}

/** The first neighbours that turn up: comparing each of ten thousand with all others would take minutes. */
function firstAlike<Key>(rare: readonly Gram<Key>[], count: number): Neighbour<Key>[] {
  const met = new Set<Shape<Key>>();
  const alike: Neighbour<Key>[] = [];
  for (const { shapes } of rare) {
    for (const shape of shapes) {
      if (met.has(shape)) continue;
      met.add(shape);
      const similarity = markedSimilarity(shape.grams, count);
      if (similarity >= ALIKE && alike.push([shape, similarity]) === MOST_NEIGHBOURS) return alike;
    }
  }
  return alike;
}

/** How many grams two shapes must share to be alike; kept a hair low against rounding. */
function leastShared(a: number, b: number): number {
  return (ALIKE / (1 + ALIKE)) * (a + b) - 1e-9;
}

function countHits<Key>(grams: readonly Gram<Key>[]): Shape<Key>[] {
  const met: Shape<Key>[] = [];
  for (const { shapes } of grams) {
    for (const shape of shapes) {
      if (shape.hits === 0) met.push(shape);
      shape.hits += 1;
    }
  }
  return met;
}

function similarityOf<Key>(a: Shape<Key>, b: Shape<Key>): number {
  if (a === b) return 1;
  mark(a.grams, true);
  const similarity = markedSimilarity(b.grams, a.grams.length);
  mark(a.grams, false);
  return similarity;
}

/** Jaccard similarity of `grams` with the `count` grams that are marked. */
function markedSimilarity<Key>(grams: readonly Gram<Key>[], count: number): number {
  let shared = 0;
  for (const gram of grams) if (gram.marked) shared += 1;
  return shared / (count + grams.length - shared);
}

function mark<Key>(grams: readonly Gram<Key>[], marked: boolean): void {
  for (const gram of grams) gram.marked = marked;
}

/** Every row that is the same as, or alike to, the rows of this shape, those included. */
function closeRows<Key>(shape: Shape<Key>): Row<Key>[] {
  return [shape, ...shape.same, ...shape.alike].flatMap(({ rows }) => rows);
}

/** Removes an item from a list whose order does not matter; the latest is the likeliest to go. */
function drop<Item>(list: Item[], item: Item): void {
  const at = list.lastIndexOf(item);
  const last = list.pop();
  if (last !== undefined && last !== item) list[at] = last;
}
