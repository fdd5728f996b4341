import { chmod, chown, mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../server/core/errors.ts';
import {
  checkedSocketPath,
  privateDirectory,
  runtimeDirectory,
} from '../../../server/daemon/directory.ts';

let home: string;
let env: Record<string, string>;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'mashang-'));
  await mkdir(join(home, 'run'), { mode: 0o700 });
  env = { XDG_RUNTIME_DIR: join(home, 'run'), XDG_CACHE_HOME: join(home, 'cache') };
});

afterEach(() => rm(home, { recursive: true, force: true }));

async function refusal(): Promise<string> {
  const error = await runtimeDirectory(env).catch((thrown: unknown) => thrown);
  if (!(error instanceof AppError)) throw new Error('the directory was accepted');
  expect(error.code).toBe('DAEMON_DIRECTORY_UNSAFE');
  return error.text.en;
}

describe("the daemon's directory", () => {
  it.each([0o000, 0o022, 0o077])('is made for its owner alone under umask %i', async (mask) => {
    const before = process.umask(mask);
    const directory = await runtimeDirectory(env).finally(() => process.umask(before));
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
  });

  it('is used again when it is as it should be', async () => {
    expect(await runtimeDirectory(env)).toBe(await runtimeDirectory(env));
  });

  it('is refused when it is a symbolic link, even to a good one', async () => {
    await mkdir(join(home, 'real'), { mode: 0o700 });
    await symlink(join(home, 'real'), join(home, 'run', 'mashang'));
    expect(await refusal()).toContain('symbolic link');
  });

  it('is refused when others may enter it', async () => {
    await mkdir(join(home, 'run', 'mashang'));
    await chmod(join(home, 'run', 'mashang'), 0o755);
    expect(await refusal()).toContain('other users can open it');
  });

  it('is refused when it is a file', async () => {
    await writeFile(join(home, 'run', 'mashang'), '');
    expect(await refusal()).toContain('not a directory');
  });

  it.runIf(process.getuid?.() === 0)('is refused when it belongs to another user', async () => {
    await mkdir(join(home, 'run', 'mashang'), { mode: 0o700 });
    await chown(join(home, 'run', 'mashang'), 65_534, 65_534);
    expect(await refusal()).toContain('another user');
  });

  it('is named as it is when what should hold it is a file', async () => {
    await writeFile(join(home, 'cache'), '');
    const parent = join(home, 'cache', 'mashang');
    const error = await privateDirectory(parent, 'XDG_STATE_HOME').catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: 'DAEMON_DIRECTORY_UNSAFE' });
    expect(String(error)).toContain('XDG_STATE_HOME');
    expect(String(error)).not.toContain('XDG_RUNTIME_DIR');
  });

  it('lies in the cache when the runtime directory of the environment is gone', async () => {
    const gone = { ...env, XDG_RUNTIME_DIR: join(home, 'gone') };
    const directory = await runtimeDirectory(gone);
    expect([
      join(home, 'cache', 'mashang', 'run'),
      `/run/user/${process.getuid?.()}/mashang`,
    ]).toContain(directory);
  });

  it('is refused when a socket in it would have too long a name', () => {
    expect(() => checkedSocketPath(`/${'长'.repeat(34)}`)).toThrow(AppError);
    expect(checkedSocketPath(`/${'a'.repeat(99)}`)).toHaveLength(100);
  });
});
