import { Dataset, type DatasetLine, type LineChange } from '../dataset/dataset.ts';
import { crlf } from '../dataset/rowProblems.ts';
import { type Problem, SEVERITIES, type Severity, worstFirst } from '../problem.ts';
import { dup801 } from './dup801.ts';
import { isOverlong, lintReading } from './lint.ts';
import { NearDuplicates, type Twin } from './nearDuplicates.ts';
import type { Rule, RuleContext } from './rule.ts';

export interface LineProblem {
  /** 0-based. */
  readonly line: number;
  readonly problem: Problem;
}

/** A line as it stands now; it is the same object wherever later edits move it. */
interface CheckedLine {
  line: number;
  readonly source: DatasetLine;
  /** What the line alone is found to be, worst first. */
  readonly found: readonly Problem[];
  twin: Twin<CheckedLine> | undefined;
}

/** The Problems of an open Dataset, kept by the difference: an edit checks the rows it adds and no others. */
export class DatasetLint {
  readonly dataset: Dataset;
  readonly #rules: readonly Rule[];
  readonly #context: RuleContext;
  readonly #near = new NearDuplicates<CheckedLine>((a, b) => a.line - b.line);
  #lines: CheckedLine[] = [];
  #crlf: LineProblem | undefined;
  #checkedRows = 0;

  constructor(source: string | Dataset, rules: readonly Rule[], context: RuleContext) {
    this.dataset = typeof source === 'string' ? new Dataset(source) : source;
    this.#rules = rules;
    this.#context = context;
    this.edit({ start: 0, removed: [], added: this.dataset.lines });
  }

  /** Takes in what `dataset.replace` or `dataset.replaceAll` has just answered; each change once, in order. */
  edit(change: LineChange): void {
    const { start, removed, added } = withoutSameEnds(change);
    const lines = added.map((source, index) => this.#check(source, start + index));
    this.#checkedRows = lines.filter(isRow).length;
    const gone = this.#lines.slice(start, start + removed.length);
    // From the last to the first: no row looks for a new twin among rows that go as well.
    const touched = new Set(gone.toReversed().flatMap((line) => this.#near.remove(line)));
    this.#lines = [
      ...this.#lines.slice(0, start),
      ...lines,
      ...this.#lines.slice(start + gone.length),
    ];
    if (lines.length !== gone.length)
      for (const [line, checked] of this.#lines.entries()) checked.line = line;
    for (const line of lines.flatMap((added) => this.#compare(added))) touched.add(line);
    for (const line of touched) line.twin = this.#near.twinOf(line);
    this.#crlf = crlfHint(this.#lines);
  }

  /** Problems of one line, worst first. */
  problems(line: number): readonly Problem[] {
    const checked = this.#lines[line];
    if (checked === undefined) return [];
    const repeated = repetition(checked);
    const ending = this.#crlf?.line === line ? this.#crlf.problem : undefined;
    if (repeated === undefined && ending === undefined) return checked.found;
    return [...checked.found, repeated, ending]
      .filter((problem) => problem !== undefined)
      .sort(worstFirst);
  }

  /** Worst first, then by line. */
  allProblems(): readonly LineProblem[] {
    const all = this.#lines.flatMap(({ line }) =>
      this.problems(line).map((problem) => ({ line, problem })),
    );
    return SEVERITIES.flatMap((severity) =>
      all.filter(({ problem }) => problem.severity === severity),
    );
  }

  get rowCount(): number {
    return this.#lines.filter(isRow).length;
  }

  get counts(): Readonly<Record<Severity, number>> {
    const counts = { error: 0, warning: 0, info: 0, hint: 0 };
    for (const { line } of this.#lines)
      for (const { severity } of this.problems(line)) counts[severity] += 1;
    return counts;
  }

  /** How many rows the last edit, or the opening, ran the rules on. */
  get checkedRows(): number {
    return this.#checkedRows;
  }

  #check(source: DatasetLine, line: number): CheckedLine {
    const found = [...lintReading(source.reading, this.#rules, this.#context)].sort(worstFirst);
    return { line, source, found, twin: undefined };
  }

  #compare(line: CheckedLine): readonly CheckedLine[] {
    const { reading } = line.source;
    return reading.kind === 'row' && !isOverlong(reading) ? this.#near.add(line, reading.row) : [];
  }
}

function isRow({ source }: CheckedLine): boolean {
  return source.reading.kind === 'row';
}

function repetition({ source, twin }: CheckedLine): Problem | undefined {
  if (twin === undefined) return undefined;
  const earlier = { line: twin.key.line, reading: twin.key.source.reading };
  return dup801({ reading: source.reading, similarity: twin.similarity, earlier });
}

/** Line-wise edits re-read the line they end in; where it stayed what it was, its Problems stay too. */
function withoutSameEnds({ start, removed, added }: LineChange): LineChange {
  const most = Math.min(removed.length, added.length);
  let head = 0;
  while (head < most && isSame(removed[head], added[head])) head += 1;
  let tail = 0;
  while (tail < most - head && isSame(removed.at(-1 - tail), added.at(-1 - tail))) tail += 1;
  return {
    start: start + head,
    removed: removed.slice(head, removed.length - tail),
    added: added.slice(head, added.length - tail),
  };
}

/** A row reads the same wherever it stands, unless it starts with a BOM; other lines may not. */
function isSame(a: DatasetLine | undefined, b: DatasetLine | undefined): boolean {
  if (a === undefined || b === undefined || a.text !== b.text || a.text.startsWith('\uFEFF'))
    return false;
  return a.reading.kind === 'row' && b.reading.kind === 'row';
}

/** One hint for the whole file, on its first CRLF line. The last line ends in nothing. */
function crlfHint(lines: readonly CheckedLine[]): LineProblem | undefined {
  const ended = lines.slice(0, -1).filter(({ source }) => source.text.endsWith('\r'));
  const [first] = ended;
  return first === undefined
    ? undefined
    : { line: first.line, problem: crlf(first.source.text, ended.length) };
}
