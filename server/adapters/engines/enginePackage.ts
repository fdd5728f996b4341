import { access } from 'node:fs/promises';
import { basename, join } from 'node:path';

/**
 * The file to import node-llama-cpp from: in the first of these directories that has it. A root is a
 * `node_modules` directory or one that holds it; nothing above it is searched.
 */
export async function findEnginePackage(roots: readonly string[]): Promise<string | undefined> {
  for (const root of roots) {
    const modules = basename(root) === 'node_modules' ? root : join(root, 'node_modules');
    const entry = join(modules, 'node-llama-cpp', 'dist', 'index.js');
    const found = await access(entry).then(
      () => true,
      () => false,
    );
    if (found) return entry;
  }
  return undefined;
}
