import type { TextField } from '../dataset/row.ts';
import { type Clause, clauses } from './language/clauses.ts';
import { type DetailUnit, detailUnits } from './language/details.ts';
import { type Evidence, evidenceIn } from './language/evidence.ts';
import { type RelationClass, relationClass } from './language/relations.ts';

export type Fields = Partial<Record<TextField, unknown>>;

/** A greeting and what it was asked for, with the readings that several rules share computed once. */
export class Subject {
  readonly #fields: Fields;
  #clauses: readonly Clause[] | undefined;
  #units: readonly DetailUnit[] | undefined;
  #evidence: readonly Evidence[] | undefined;

  constructor(fields: Fields) {
    this.#fields = fields;
  }

  /** The field's text, or '' when it is absent or not text. */
  text(field: TextField): string {
    const value = this.#fields[field];
    return typeof value === 'string' ? value : '';
  }

  get greeting(): string {
    return this.text('祝福语');
  }

  /** Runs of the greeting between punctuation marks, with their offsets. */
  get clauses(): readonly Clause[] {
    this.#clauses ??= clauses(this.greeting);
    return this.#clauses;
  }

  /** The separate facts of 交往细节, each with the anchors that would show it was used. */
  get units(): readonly DetailUnit[] {
    this.#units ??= detailUnits(this.text('交往细节'), this.text('称呼'));
    return this.#units;
  }

  /** The phrases of the greeting that carry a fact. */
  get evidence(): readonly Evidence[] {
    this.#evidence ??= evidenceIn(this.greeting, this.units, this.text('称呼'));
    return this.#evidence;
  }

  get relation(): RelationClass {
    return relationClass(this.text('关系'));
  }
}
