// Runs one suite of test/e2e/inHost in a window of its own and counts each of its tests as one of ours.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, it } from 'vitest';
import {
  bundleInHostSuite,
  type InHostResult,
  readResults,
} from '../../scripts/support/inHost.mjs';
import { RESULTS_VARIABLE, SUITE_VARIABLE } from '../../scripts/support/inHostVariables.mjs';
import { inRepository } from '../../scripts/support/paths.mjs';
import { startVsCode, type VsCodeOptions } from '../support/vscodeServer.ts';

const SUITE_TIMEOUT_MS = 240_000;

export type InHostOptions = Pick<VsCodeOptions, 'trusted' | 'locale' | 'settings' | 'env'>;

/** Awaited while the test file loads: the tests are known by name once they have run. */
export async function inHostSuite(
  title: string,
  suite: string,
  options: InHostOptions = {},
): Promise<void> {
  const results = await runInHost(suite, options);
  describe(title, () => {
    for (const { name, durationMs, error } of results) {
      it(`${name} (${durationMs} ms)`, () => {
        if (error !== undefined) throw new Error(error);
      });
    }
  });
}

async function runInHost(suite: string, options: InHostOptions): Promise<readonly InHostResult[]> {
  const directory = mkdtempSync(join(tmpdir(), 'mashang-in-host-'));
  const results = join(directory, 'results.json');
  const workspace = join(directory, 'workspace');
  mkdirSync(workspace);
  const tests = await bundleInHostSuite();
  const vsCode = await startVsCode({
    ...options,
    workspace,
    extension: { kind: 'development', path: inRepository(), tests },
    env: { ...options.env, [RESULTS_VARIABLE]: results, [SUITE_VARIABLE]: suite },
  });
  try {
    return await waitForResults(results, vsCode.serverLog);
  } finally {
    await vsCode.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function waitForResults(
  file: string,
  serverLog: () => string,
): Promise<readonly InHostResult[]> {
  const deadline = Date.now() + SUITE_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const results = await readResults(file);
    if (results) return results;
    await delay(100);
  }
  throw new Error(
    `The suite wrote no results. The server's log ends:\n${serverLog().slice(-3_000)}`,
  );
}
