import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { cached } from '../../../scripts/support/cache.mjs';
import { isNewEnough } from '../../../scripts/support/node.mjs';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'mashang-cache-'));
  vi.stubEnv('MASHANG_CACHE', directory);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(directory, { recursive: true });
});

const fill = async (filling: string): Promise<void> => writeFileSync(join(filling, 'thing'), '');

test('a thing is filled once', async () => {
  const again = vi.fn(fill);
  const first = await cached('thing/1', fill);
  expect(await cached('thing/1', again)).toBe(first);
  expect(again).not.toHaveBeenCalled();
  expect(existsSync(join(first, 'thing'))).toBe(true);
});

test('a fill that fails leaves nothing behind', async () => {
  const failing = cached('thing/1', () => Promise.reject(new Error('no network')));
  await expect(failing).rejects.toThrow('no network');
  expect(readdirSync(join(directory, 'thing'))).toEqual([]);
});

test('two fills at once end in one whole copy', async () => {
  const paths = await Promise.all([cached('thing/1', fill), cached('thing/1', fill)]);
  expect(new Set(paths).size).toBe(1);
  expect(readdirSync(join(directory, 'thing'))).toEqual(['1']);
});

test('what a killed fill left is removed after a day, and not while it may still run', async () => {
  const left = (name: string, ageMs: number): void => {
    const path = join(directory, 'thing', name);
    mkdirSync(path, { recursive: true });
    const at = new Date(Date.now() - ageMs);
    utimesSync(path, at, at);
  };
  left('.filling-1-old', 25 * 60 * 60 * 1000);
  left('.filling-1-new', 60 * 1000);
  await cached('thing/1', fill);
  expect(readdirSync(join(directory, 'thing')).sort()).toEqual(['.filling-1-new', '1']);
});

test.each([
  ['20.20.2', false],
  ['22.18.9', false],
  ['22.19.0', true],
  ['24.0.0', true],
])('Node %s is new enough: %s', (version, expected) => expect(isNewEnough(version)).toBe(expected));
