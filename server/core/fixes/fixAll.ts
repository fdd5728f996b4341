import { applyEdits } from '../dataset/dataset.ts';
import { type Fix, type Problem, SEVERITIES } from '../problem.ts';

/** Each accepted fix leaves fewer or milder Problems, so this bound only guards against surprises. */
const MOST_FIXES = 100;

/**
 * The line with every safe fix applied that makes it better, one after another, each found on the
 * line as the ones before left it. A fix that would leave more or worse Problems is skipped.
 * Undefined means that the line is to be deleted.
 */
export function fixAll(
  line: string,
  lint: (line: string) => readonly Problem[],
): string | undefined {
  let text = line;
  for (let count = 0; count < MOST_FIXES; count += 1) {
    const next = withOneFix(text, lint);
    if (next === undefined || next === text) return next;
    text = next;
  }
  return text;
}

/** The line itself when no safe fix makes it better. */
function withOneFix(line: string, lint: (line: string) => readonly Problem[]): string | undefined {
  const problems = lint(line);
  for (const { change } of problems.flatMap(safeFixes)) {
    if (change.kind === 'deleteRow') return undefined;
    const fixed = applyEdits(line, change.edits);
    if (fixed !== line && isBetter(lint(fixed), problems)) return fixed;
  }
  return line;
}

function safeFixes({ fixes }: Problem): readonly Fix[] {
  return fixes.filter((fix) => fix.safe);
}

/** Not more Problems, none of them worse, and at least one less or milder. */
function isBetter(after: readonly Problem[], before: readonly Problem[]): boolean {
  const change = SEVERITIES.map((_, worst) => countFrom(after, worst) - countFrom(before, worst));
  return (
    change.every((difference) => difference <= 0) && change.some((difference) => difference < 0)
  );
}

/** How many Problems are of the given rank or worse. */
function countFrom(problems: readonly Problem[], worst: number): number {
  return problems.filter(({ severity }) => SEVERITIES.indexOf(severity) <= worst).length;
}
