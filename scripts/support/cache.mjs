// Downloads live in the user's cache directory, keyed by version, so that the next clone starts warm.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';

const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;

/** MASHANG_CACHE lets a test that isolates XDG_CACHE_HOME still find what is already downloaded. */
export function cacheDirectory() {
  if (process.env.MASHANG_CACHE) return process.env.MASHANG_CACHE;
  if (process.env.XDG_CACHE_HOME) return join(process.env.XDG_CACHE_HOME, 'mashang');
  const base = process.platform === 'darwin' ? ['Library', 'Caches'] : ['.cache'];
  return join(homedir(), ...base, 'mashang');
}

/** Where the workspace of `npm start` is kept: what a person changed is no download that may be thrown away. */
export function stateDirectory() {
  if (process.env.XDG_STATE_HOME) return join(process.env.XDG_STATE_HOME, 'mashang');
  const base =
    process.platform === 'darwin' ? ['Library', 'Application Support'] : ['.local', 'state'];
  return join(homedir(), ...base, 'mashang');
}

/** @param {string} name such as "node/24.21.0" */
export const cachePath = (name) => join(cacheDirectory(), ...name.split('/'));

/**
 * Returns the directory of a cached thing, filling it first if it is not there.
 * A fill works in a sibling directory that is renamed at the end: an interrupted fill leaves nothing
 * that looks finished, and of two fills at once the second to end throws its own away.
 * @param {string} name
 * @param {(directory: string) => Promise<void>} fill
 */
export async function cached(name, fill) {
  const target = cachePath(name);
  if (existsSync(target)) return target;
  await mkdir(dirname(target), { recursive: true });
  await removeAbandonedFills(target);
  const filling = await mkdtemp(fillPrefix(target));
  try {
    await fill(filling);
    await adopt(filling, target);
  } finally {
    await rm(filling, { recursive: true, force: true });
  }
  return target;
}

/** @param {string} target */
const fillPrefix = (target) => join(dirname(target), `.filling-${basename(target)}-`);

/**
 * @param {string} filling
 * @param {string} target
 */
async function adopt(filling, target) {
  try {
    await rename(filling, target);
  } catch (error) {
    // Another run finished the same fill first; its copy is as good as this one.
    if (!existsSync(target)) throw error;
  }
}

/** @param {string} target */
async function removeAbandonedFills(target) {
  const prefix = basename(fillPrefix(target));
  for (const entry of await readdir(dirname(target))) {
    if (!entry.startsWith(prefix)) continue;
    const path = join(dirname(target), entry);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > ABANDONED_AFTER_MS) await rm(path, { recursive: true, force: true });
  }
}
