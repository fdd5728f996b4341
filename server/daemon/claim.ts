import { randomBytes } from 'node:crypto';
import { chmod, link, readdir, rename, stat, unlink } from 'node:fs/promises';
import type { Server } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { answers } from './dial.ts';
import { checkedSocketPath } from './directory.ts';

/** A public socket name held by this process. */
export interface Claim {
  /** False once another process has taken the name, or somebody deleted it. */
  isHeld(): Promise<boolean>;
  /** Gives the name up if it is still held; the server keeps its connections. */
  release(): Promise<void>;
}

const MOST_ATTEMPTS = 50;

/**
 * Makes `server` listen under `path` unless a live daemon does already (then undefined).
 *
 * `link()` is the only step that can give the name away, and it succeeds for exactly one of many
 * starters. The server listens under a private name first, so whoever finds the public name finds a
 * listener behind it or the leftover of a dead process. Such a leftover is moved aside before it is
 * deleted: had another starter replaced it meanwhile, the move would show a live one, which is put back.
 */
export async function claim(server: Server, path: string): Promise<Claim | undefined> {
  await sweep(dirname(path));
  const own = await listenPrivately(server, dirname(path));
  try {
    return await contested(own, path);
  } catch (error) {
    // A server that nobody can find would keep its process for ever.
    server.close();
    await removed(own);
    throw error;
  }
}

async function contested(own: string, path: string): Promise<Claim | undefined> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    if (await linked(own, path)) return held(own, path);
    if (await answers(path)) {
      await removed(own);
      return undefined;
    }
    await removeDead(path);
  }
  throw new Error(`no claim after ${MOST_ATTEMPTS} attempts`);
}

async function listenPrivately(server: Server, directory: string): Promise<string> {
  const path = checkedSocketPath(join(directory, privateName('s')));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      resolve();
    });
  });
  await chmod(path, 0o600);
  return path;
}

function privateName(ending: string): string {
  return `${process.pid}-${randomBytes(3).toString('hex')}.${ending}`;
}

async function linked(own: string, path: string): Promise<boolean> {
  try {
    await link(own, checkedSocketPath(path));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes a name that was found dead; had it come to life meanwhile, it is put back. */
export async function removeDead(path: string): Promise<void> {
  const aside = join(dirname(path), privateName('old'));
  if (!(await moved(path, aside))) return;
  if (await answers(aside)) await linked(aside, path);
  await removed(aside);
}

async function held(own: string, path: string): Promise<Claim> {
  const { ino, dev } = await stat(own);
  await removed(own);
  const isHeld = async (): Promise<boolean> => {
    const found = await stat(path).catch(() => undefined);
    return found?.ino === ino && found.dev === dev;
  };
  const release = async (): Promise<void> => {
    if (await isHeld()) await removed(path);
  };
  return { isHeld, release };
}

/** Removes private names whose process died between listening and linking. */
async function sweep(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    const [, pid] = /^(\d+)-[0-9a-f]{6}\.(?:s|old)$/.exec(basename(name)) ?? [];
    if (pid !== undefined && Number(pid) > 1 && !isRunning(Number(pid)))
      await removed(join(directory, name));
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function moved(from: string, to: string): Promise<boolean> {
  return rename(from, to).then(
    () => true,
    () => false,
  );
}

async function removed(path: string): Promise<void> {
  await unlink(path).catch(() => undefined);
}
