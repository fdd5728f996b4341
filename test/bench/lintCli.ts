import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { machine, median, medianInterval, seeded } from './machine.ts';

const ROWS = 3000;
const ROUNDS = 18;
const DROPPED = 3;
const root = fileURLToPath(new URL('../..', import.meta.url));

const PARSE_ONLY = `
  const { readFileSync } = require('node:fs');
  let rows = 0;
  for (const line of readFileSync(process.argv[1], 'utf8').split('\\n')) if (line !== '') { JSON.parse(line); rows += 1; }
  console.log(rows);
`;

/**
 * S3 (small): lint 3,000 rows through the built CLI, process start included, against a Node script
 * that only parses the same file. Arms alternate in random order; the first rounds are dropped.
 */
export async function run(): Promise<Record<string, unknown>> {
  const directory = mkdtempSync(join(tmpdir(), 'mashang-bench-'));
  try {
    const file = join(directory, 'rows.greetings.jsonl');
    writeFileSync(file, shippedRows(ROWS));
    return measured(file);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function measured(file: string): Record<string, unknown> {
  const random = seeded(1);
  const ours: number[] = [];
  const parse: number[] = [];
  const started = machine();
  for (let round = 0; round < ROUNDS; round += 1) {
    const arms = [() => ours.push(lint(file)), () => parse.push(parseOnly(file))];
    for (const arm of random() < 0.5 ? arms : arms.toReversed()) arm();
    console.error(`S3 ${round + 1}/${ROUNDS}`);
  }
  const kept = (values: readonly number[]): readonly number[] => values.slice(DROPPED);
  const beyond = kept(ours).map((value, index) => value - 1.5 * (kept(parse)[index] ?? 0));
  return {
    lane: 'S3',
    rows: ROWS,
    rounds: ROUNDS - DROPPED,
    machine: started,
    lintMs: Math.round(median(kept(ours))),
    parseOnlyMs: Math.round(median(kept(parse))),
    overOneAndAHalfTimesParseMs: {
      median: Math.round(median(beyond)),
      interval95: medianInterval(beyond).map(Math.round),
      allowed: 1000,
    },
  };
}

function lint(file: string): number {
  const program = join(root, 'dist', 'mashang.mjs');
  const started = performance.now();
  const { status, stdout } = spawnSync(
    process.execPath,
    [program, 'lint', file, '--format', 'json'],
    { encoding: 'utf8', maxBuffer: 1e9 },
  );
  const elapsed = performance.now() - started;
  if (status !== 0 && status !== 1) throw new Error(`lint ended with ${status}`);
  for (const line of stdout.split('\n')) if (line !== '') JSON.parse(line);
  return elapsed;
}

function parseOnly(file: string): number {
  const started = performance.now();
  const { stdout } = spawnSync(process.execPath, ['-e', PARSE_ONLY, file], { encoding: 'utf8' });
  if (Number(stdout) !== ROWS) throw new Error(`parsed ${stdout} rows`);
  return performance.now() - started;
}

/** The first rows of the largest dataset we ship, accepted and rejected ones as they come. */
function shippedRows(count: number): string {
  const file = join(root, 'datasets', 'expanded.greetings.jsonl');
  return `${readFileSync(file, 'utf8').split('\n').slice(0, count).join('\n')}\n`;
}
