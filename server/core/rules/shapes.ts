/** Jaccard similarity from which two greetings are too much alike, and from which they are one. */
export const ALIKE = 0.6;
export const SAME = 0.85;

/** In a crowd of rows made from one template this many neighbours of a row are known, and no more. */
const MOST_NEIGHBOURS = 50;
/** Shapes to be counted from which a search no longer looks at them all. */
const CROWD = 5_000;

/** Rows whose masked greetings read the same; `same` and `alike` are the other shapes close to it. */
export interface Shape<Row> {
  readonly text: string;
  readonly grams: readonly Gram<Row>[];
  /** In document order, so only the first can be anybody's twin. */
  readonly rows: Row[];
  readonly same: Shape<Row>[];
  readonly alike: Shape<Row>[];
  /** Scratch of a search: how many of its rare grams this shape has. */
  hits: number;
}

/** What a trigram starts with; it is replaced, never filled. */
const NONE: never[] = [];

/** Three neighbouring characters and the shapes they occur in. */
interface Gram<Row> {
  readonly first: number;
  readonly rest: number;
  shapes: Shape<Row>[];
  /** Scratch: it is part of the text that is being compared. */
  marked: boolean;
}

/** The different texts of a Dataset and which of them are close, by exact Jaccard similarity of trigrams. */
export class Shapes<Row> {
  readonly #shapes = new Map<string, Shape<Row>>();
  /** By the first character, then by the other two: small integers, which a Map finds fastest. */
  readonly #grams = new Map<number, Map<number, Gram<Row>>>();

  get(text: string): Shape<Row> | undefined {
    return this.#shapes.get(text);
  }

  /** Adds the shape of a text that is not present, and finds the shapes close to it. */
  add(text: string): Shape<Row> {
    const grams = this.#gramsOf(text);
    const shape: Shape<Row> = { text, grams, rows: [], same: [], alike: [], hits: 0 };
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

  remove(shape: Shape<Row>): void {
    this.#shapes.delete(shape.text);
    for (const other of shape.same) drop(other.same, shape);
    for (const other of shape.alike) drop(other.alike, shape);
    for (const gram of shape.grams) {
      drop(gram.shapes, shape);
      if (gram.shapes.length === 0) this.#grams.get(gram.first)?.delete(gram.rest);
    }
  }

  /** The different trigrams of a text; of a shorter text, the text itself. */
  #gramsOf(text: string): readonly Gram<Row>[] {
    const grams: Gram<Row>[] = [];
    for (let at = 0; at === 0 || at + 3 <= text.length; at += 1) {
      const gram = this.#gram(text, at);
      if (gram.marked) continue;
      gram.marked = true;
      grams.push(gram);
    }
    mark(grams, false);
    return grams;
  }

  /** The trigram that starts at `at`; past the end of the text its characters are 0. */
  #gram(text: string, at: number): Gram<Row> {
    const first = text.charCodeAt(at);
    const rest = (text.charCodeAt(at + 1) << 16) | text.charCodeAt(at + 2);
    let same = this.#grams.get(first);
    if (same === undefined) {
      same = new Map();
      this.#grams.set(first, same);
    }
    let gram = same.get(rest);
    if (gram === undefined) {
      gram = { first, rest, shapes: NONE, marked: false };
      same.set(rest, gram);
    }
    return gram;
  }
}

/**
 * Shapes alike to a text with these grams. Such a shape shares at least 60 % of them, so it has
 * one of any 40 % and one more: the rarest are asked, and their count rules most shapes out.
 */
function neighbours<Row>(grams: readonly Gram<Row>[]): Neighbour<Row>[] {
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

type Neighbour<Row> = readonly [Shape<Row>, number];

function allAlike<Row>(
  rare: readonly Gram<Row>[],
  count: number,
  shared: number,
): Neighbour<Row>[] {
  return countHits(rare).flatMap((shape) => {
    const possible = shape.hits + shared - 1 >= leastShared(count, shape.grams.length);
    shape.hits = 0;
    const similarity = possible ? markedSimilarity(shape.grams, count) : 0;
    return similarity >= ALIKE ? [[shape, similarity] as const] : [];
  });
}

/** The first neighbours that turn up: comparing each of ten thousand with all others would take minutes. */
function firstAlike<Row>(rare: readonly Gram<Row>[], count: number): Neighbour<Row>[] {
  const met = new Set<Shape<Row>>();
  const alike: Neighbour<Row>[] = [];
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

function countHits<Row>(grams: readonly Gram<Row>[]): Shape<Row>[] {
  const met: Shape<Row>[] = [];
  for (const { shapes } of grams) {
    for (const shape of shapes) {
      if (shape.hits === 0) met.push(shape);
      shape.hits += 1;
    }
  }
  return met;
}

export function similarityOf<Row>(a: Shape<Row>, b: Shape<Row>): number {
  if (a === b) return 1;
  mark(a.grams, true);
  const similarity = markedSimilarity(b.grams, a.grams.length);
  mark(a.grams, false);
  return similarity;
}

/** Jaccard similarity of `grams` with the `count` grams that are marked. */
function markedSimilarity<Row>(grams: readonly Gram<Row>[], count: number): number {
  let shared = 0;
  for (const gram of grams) if (gram.marked) shared += 1;
  return shared / (count + grams.length - shared);
}

function mark<Row>(grams: readonly Gram<Row>[], marked: boolean): void {
  for (const gram of grams) gram.marked = marked;
}

/** Removes an item from a list whose order does not matter; the latest is the likeliest to go. */
function drop<Item>(list: Item[], item: Item): void {
  const at = list.lastIndexOf(item);
  const last = list.pop();
  if (last !== undefined && last !== item) list[at] = last;
}
