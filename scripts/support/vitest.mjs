// Runs one project of vitest.config.ts and counts its tests.
import { readFile, rm } from 'node:fs/promises';
import { inRepository } from './paths.mjs';
import { run, SHOWN } from './process.mjs';

/** @typedef {{ passed: number, failed: number }} Tally */

/**
 * @param {string} node
 * @param {string} project
 */
export async function runVitest(node, project) {
  const report = inRepository('artifacts', `vitest-${project}.json`);
  await rm(report, { force: true });
  const program = inRepository('node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = [program, 'run', '--project', project, '--passWithNoTests', ...reporters];
  const { code } = await run(node, args, SHOWN);
  return tallyOf(report, code);
}

/**
 * @param {string} report
 * @param {number} code
 * @returns {Promise<Tally>}
 */
async function tallyOf(report, code) {
  const text = await readFile(report, 'utf8').catch(() => undefined);
  if (text === undefined) return { passed: 0, failed: code === 0 ? 0 : 1 };
  const { numPassedTests: passed, numFailedTests, numFailedTestSuites } = JSON.parse(text);
  // A file that cannot even be loaded has no tests to count, and must still be seen.
  const failed = numFailedTests > 0 ? numFailedTests : numFailedTestSuites;
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}
