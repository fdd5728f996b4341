import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { generate } from '../../../server/cli/generate.ts';
import type { World } from '../../../server/cli/world.ts';
import type { Row } from '../../../server/core/dataset/row.ts';
import { PROGRAM, UserHome } from '../../support/userHome.ts';

/** The documented lines of docs/cli.md, on the rows we ship. */

const path = (name: string): string => fileURLToPath(new URL(`../../../${name}`, import.meta.url));
const FILES = ['datasets/seeds.greetings.jsonl', 'test/fixtures/gold.greetings.jsonl'].map(path);

/** Every row is linted; writing a greeting for each of them takes minutes, so one in this many is. */
const GENERATED_SHARE = 12;

const offset = z.int().min(0);
const severity = z.enum(['error', 'warning', 'info', 'hint']);
const code = z.string().regex(/^[A-Z]+\d{3}$/);
const lintLine = z.strictObject({
  file: z.string(),
  line: z.int().min(1),
  column: z.int().min(1),
  endLine: z.int().min(1),
  endColumn: z.int().min(1),
  row: z.int().min(1).nullable(),
  code,
  severity,
  message: z.string().min(1),
});
const characters = z.strictObject({ withPunctuation: offset, without: offset });
const evidence = z.array(
  z.strictObject({
    start: offset,
    end: offset,
    unit: z.string(),
    kind: z.enum(['literal', 'alias']),
  }),
);
const findings = z.array(
  z.strictObject({ code, severity, message: z.string(), start: offset, end: offset }),
);
const greeting = {
  text: z.string().min(1),
  characters,
  evidence,
  findings,
  score: z.number().min(0).max(100),
  sendable: z.boolean(),
};
const generateLine = z.strictObject({
  ...greeting,
  engine: z.literal('mini'),
  parity: z.string().regex(/^[0-9a-f]{64}$/),
  firstTokenMs: offset,
  totalMs: offset,
  candidates: z
    .array(
      z.strictObject({
        ...greeting,
        index: offset,
        unitsUsed: offset,
        units: offset,
        unused: z.array(z.string()),
        partial: z.literal(true).optional(),
      }),
    )
    .length(1),
});

let home: UserHome;

beforeAll(async () => {
  home = await UserHome.make({ MASHANG_IDLE_MS: '60000' });
});

afterAll(() => home.remove());

describe.each(FILES)('%s', (file) => {
  it('lint prints the documented lines, inside the file, and errors decide the exit code', async () => {
    const { code: exit, out } = await home.run(['lint', file, '--format', 'json']);
    const lines = out
      .split('\n')
      .filter(Boolean)
      .map((line) => lintLine.parse(JSON.parse(line)));
    const texts = (await readFile(file, 'utf8')).split('\n');
    for (const { line, column, endColumn } of lines) {
      expect(endColumn).toBeGreaterThanOrEqual(column);
      expect(endColumn).toBeLessThanOrEqual((texts[line - 1]?.length ?? -1) + 1);
    }
    expect(exit).toBe(lines.some((line) => line.severity === 'error') ? 1 : 0);
  });

  it('score prints one line a row', async () => {
    const { out } = await home.run(['score', file, '--json']);
    const rows = (await readFile(file, 'utf8')).split('\n').filter(Boolean);
    const scored = out
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { row: number });
    expect(scored.map(({ row }) => row)).toEqual(rows.map((_, index) => index + 1));
  });

  it('generate answers with the documented line for what its rows ask for', async () => {
    const rows = (await readFile(file, 'utf8')).split('\n').filter(Boolean);
    const asked = rows.filter((_, index) => index % GENERATED_SHARE === 0 || rows.length < 10);
    for (const line of asked) {
      const { exit, out, err } = await generated(JSON.parse(line) as Row);
      expect(err).toBe('');
      expect(exit).toBe(0);
      generateLine.parse(JSON.parse(out));
    }
  }, 120_000);
});

/** The verb in this process; the daemon and its model are the real ones. */
async function generated(row: Row) {
  const said = { out: '', err: '' };
  const terminal = {
    out: {
      isTTY: false,
      write: (piece: string) => {
        said.out += piece;
      },
    },
    err: {
      write: (piece: string) => {
        said.err += piece;
      },
    },
    locale: 'en' as const,
    colours: false,
  };
  const args = ['--to', row.称呼, '--relation', row.关系, '--details', row.交往细节];
  const wishes = ['--style', row.风格, '--length', row.字数, '--seed', '1', '--json'];
  return { exit: await generate([...args, ...wishes], terminal, world()), ...said };
}

function world(): World {
  const unused = (): Promise<never> => Promise.reject(new Error('not needed here'));
  return {
    installation: { program: PROGRAM, version: '0', docsBase: '' },
    env: home.env,
    execPath: process.execPath,
    nodeVersion: process.versions.node,
    app: unused,
    log: unused,
    engineChecks: unused,
  };
}
