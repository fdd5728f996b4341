import { type LinePosition, type RowReading, readRow } from '../dataset/readRow.ts';
import { crlf } from '../dataset/rowProblems.ts';
import { type Problem, worstFirst } from '../problem.ts';
import { dup801 } from './dup801.ts';
import { isOverlong, lintReading } from './lint.ts';
import { NearDuplicates } from './nearDuplicates.ts';
import type { Rule, RuleContext } from './rule.ts';

export interface CheckedLine {
  readonly reading: RowReading;
  /** Worst first. */
  readonly problems: readonly Problem[];
}

/** Where the earlier greeting stands on its own line is of no use to a reader of plain output. */
const FORGOTTEN: RowReading = { kind: 'blank', problems: [] };

/**
 * The Problems of a Dataset that is read once, line by line, and not kept: the same as DatasetLint's,
 * except that the hint on line endings, which counts them all, comes at the end.
 */
export class StreamLint {
  readonly #rules: readonly Rule[];
  readonly #context: RuleContext;
  readonly #near: NearDuplicates<{ readonly line: number }> | undefined;
  #line = 0;
  #crlfLines = 0;
  #firstCrlf: { readonly line: number; readonly text: string } | undefined;

  /** Without `comparesRows` nothing of a row is remembered, and rows that repeat others are not found. */
  constructor(
    rules: readonly Rule[],
    context: RuleContext,
    options: { readonly comparesRows: boolean },
  ) {
    this.#rules = rules;
    this.#context = context;
    this.#near = options.comparesRows ? new NearDuplicates((a, b) => a.line - b.line) : undefined;
  }

  /** Checks the next line, given without its `\n`; `found` is what its bytes already showed. */
  line(text: string, position: LinePosition, found: readonly Problem[] = []): CheckedLine {
    const reading = readRow(text, position);
    const repeated = this.#repetition(reading);
    if (text.endsWith('\r') && !position.unterminated) this.#countCrlf(text);
    this.#line += 1;
    const problems = [...found, ...lintReading(reading, this.#rules, this.#context), ...repeated];
    return { reading, problems: problems.sort(worstFirst) };
  }

  /** What only the end of the file can tell, with its 0-based line. */
  end(): readonly { readonly line: number; readonly problem: Problem }[] {
    const first = this.#firstCrlf;
    return first === undefined
      ? []
      : [{ line: first.line, problem: crlf(first.text, this.#crlfLines) }];
  }

  #repetition(reading: RowReading): readonly Problem[] {
    if (this.#near === undefined || reading.kind !== 'row' || isOverlong(reading)) return [];
    const key = { line: this.#line };
    this.#near.add(key, reading.row);
    const twin = this.#near.twinOf(key);
    if (twin === undefined) return [];
    const earlier = { line: twin.key.line, reading: FORGOTTEN };
    const problem = dup801({ reading, similarity: twin.similarity, earlier });
    return problem === undefined ? [] : [problem];
  }

  #countCrlf(text: string): void {
    this.#crlfLines += 1;
    this.#firstCrlf ??= { line: this.#line, text };
  }
}
