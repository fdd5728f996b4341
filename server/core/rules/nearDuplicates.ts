import { SAME, type Shape as ShapeOf, Shapes, similarityOf } from './shapes.ts';
import type { Fields } from './subject.ts';

export interface Twin<Key> {
  readonly key: Key;
  readonly similarity: number;
}

type Shape<Key> = ShapeOf<Row<Key>>;

/** One row; its twin is kept up to date by whatever comes or goes before it. */
interface Row<Key> {
  readonly key: Key;
  readonly shape: Shape<Key>;
  twin: { readonly row: Row<Key>; readonly similarity: number } | undefined;
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
  readonly #shapes = new Shapes<Row<Key>>();

  /** `order` is document order. It may move, but never swap, keys that are present. */
  constructor(order: (a: Key, b: Key) => number) {
    this.#order = order;
  }

  /** Adds a row that is not present; answers the rows, itself included, whose twin may have changed. */
  add(key: Key, fields: Fields): readonly Key[] {
    const text = maskedGreeting(fields);
    if (text === '') return [];
    const shape = this.#shapes.get(text) ?? this.#shapes.add(text);
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
    if (shape.rows.length === 0) this.#shapes.remove(shape);
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

/** Every row that is the same as, or alike to, the rows of this shape, those included. */
function closeRows<Key>(shape: Shape<Key>): Row<Key>[] {
  return [shape, ...shape.same, ...shape.alike].flatMap(({ rows }) => rows);
}
