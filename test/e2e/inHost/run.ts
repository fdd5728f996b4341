// What VS Code's extension host calls: it runs one suite and writes what came of each test to a file.
import { renameSync, writeFileSync } from 'node:fs';
import { RESULTS_VARIABLE, SUITE_VARIABLE } from '../../../scripts/support/inHostVariables.mjs';
import { SUITES } from './suites.ts';

export interface InHostTest {
  readonly name: string;
  readonly run: () => Promise<void>;
}

interface Result {
  readonly name: string;
  readonly durationMs: number;
  readonly error?: string;
}

const TEST_TIMEOUT_MS = 30_000;

export async function run(): Promise<void> {
  const tests = SUITES[process.env[SUITE_VARIABLE] ?? ''] ?? [];
  const results: Result[] = [];
  for (const test of tests) results.push(await runOne(test));
  write(results);
}

async function runOne({ name, run: body }: InHostTest): Promise<Result> {
  const started = performance.now();
  const error = await failureOf(body);
  const durationMs = Math.round(performance.now() - started);
  return error === undefined ? { name, durationMs } : { name, durationMs, error };
}

async function failureOf(body: () => Promise<void>): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    const give = (): void => reject(new Error(`still running after ${TEST_TIMEOUT_MS} ms`));
    timer = setTimeout(give, TEST_TIMEOUT_MS);
  });
  try {
    await Promise.race([body(), tooLong]);
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  } finally {
    clearTimeout(timer);
  }
}

/** The other side polls for the file, so it must never see half of it. */
function write(results: readonly Result[]): void {
  const file = process.env[RESULTS_VARIABLE];
  if (file === undefined) throw new Error(`${RESULTS_VARIABLE} does not name a file`);
  writeFileSync(`${file}.part`, JSON.stringify(results));
  renameSync(`${file}.part`, file);
}
