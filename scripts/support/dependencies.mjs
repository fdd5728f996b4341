// `npm ci` for the checkout, skipped when node_modules already holds what package-lock.json asks for.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cleanInstall } from './npm.mjs';
import { repositoryRoot } from './paths.mjs';
import { step } from './steps.mjs';

export async function ensureDependencies() {
  if (await isInStep()) return;
  await step('安装依赖 · Installing dependencies (npm ci)', () => cleanInstall(repositoryRoot));
}

async function isInStep() {
  const wanted = await packagesOf('package-lock.json');
  // npm keeps its own record of what it installed, which also covers a plain `npm install`.
  const installed = await packagesOf(join('node_modules', '.package-lock.json'));
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' || entry.optional === true || installed[path]?.version === entry.version,
  );
}

/**
 * @param {string} lockFile
 * @returns {Promise<Record<string, { version?: string, optional?: boolean }>>}
 */
async function packagesOf(lockFile) {
  const text = await readFile(join(repositoryRoot, lockFile), 'utf8').catch(() => '{}');
  return JSON.parse(text).packages ?? {};
}
