// The suite that runs inside VS Code's extension host: bundling it, and reading what it wrote.
import { readFile } from 'node:fs/promises';
import { bundle, HOST } from '../build.mjs';
import { inRepository } from './paths.mjs';

/** @typedef {{ name: string, durationMs: number, error?: string }} InHostResult */

/** @returns {Promise<string>} the path of a module that exports `run()` */
export async function bundleInHostSuite() {
  const output = inRepository('artifacts', 'e2e', 'inHost.cjs');
  await bundle('test/e2e/inHost/run.ts', { ...HOST, sourcemap: 'inline', outfile: output });
  return output;
}

/**
 * @param {string} file
 * @returns {Promise<readonly InHostResult[] | undefined>} nothing while the suite still runs
 */
export async function readResults(file) {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}
