import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { finished, PROGRAM, UserHome } from '../../support/userHome.ts';

const GOLD = fileURLToPath(new URL('../../fixtures/gold.greetings.jsonl', import.meta.url));
const GOOD =
  '{"称呼":"王总","关系":"客户","交往细节":"去年合作北京项目；聊过马术","风格":"真诚","字数":"10-100字","祝福语":"王总，新年好！去年北京项目合作得很顺，改天再聊马术。"}';
const other = (name: string): string =>
  GOOD.replaceAll('王总', name).replace('改天再聊马术', `${name}的马术真好，羡慕了一整年`);

let home: UserHome;

beforeEach(async () => {
  home = await UserHome.make();
});

afterEach(() => home.remove());

async function file(content: string | Uint8Array, name = 'a.greetings.jsonl'): Promise<string> {
  const path = join(home.directory, name);
  await writeFile(path, content);
  return path;
}

interface Line {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly row: number | null;
  readonly code: string;
  readonly severity: string;
  readonly message: string;
}

async function lintJson(path: string, ...options: readonly string[]) {
  const { code, out, err } = await home.run(['lint', path, '--format', 'json', ...options]);
  const lines = out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
  return { code, err, lines, codes: lines.map((line) => line.code) };
}

describe('mashang lint', () => {
  it('finds no error and no warning in the gold rows', async () => {
    const { code, lines } = await lintJson(GOLD);
    expect(lines.filter(({ severity }) => severity === 'error' || severity === 'warning')).toEqual(
      [],
    );
    expect(code).toBe(0);
  });

  it('prints each Problem as the documented line', async () => {
    const path = await file(`${GOOD}\n\n${GOOD.replace('"关系":"客户",', '')}\n`);
    const { code, lines } = await lintJson(path);
    const missing = lines.find((line) => line.code === 'ROW004');
    expect(code).toBe(1);
    expect(missing).toEqual({
      file: path,
      line: 3,
      column: 2,
      endLine: 3,
      endColumn: 6,
      row: 2,
      code: 'ROW004',
      severity: 'error',
      message: '"关系" is missing',
    });
    expect(Object.keys(missing ?? {})).toEqual([
      'file',
      'line',
      'column',
      'endLine',
      'endColumn',
      'row',
      'code',
      'severity',
      'message',
    ]);
    expect(lines.find((line) => line.code === 'ROW013')).toMatchObject({ line: 2, row: null });
  });

  it('exits with 0 when there are warnings only', async () => {
    const { code, codes } = await lintJson(await file(`\uFEFF${GOOD}\n`));
    expect([code, codes]).toEqual([0, ['ROW009']]);
  });

  it('speaks Chinese where the environment or --lang does', async () => {
    const path = await file('[]\n');
    home.env['LC_ALL'] = 'zh_CN.UTF-8';
    expect((await lintJson(path)).lines[0]?.message).toMatch(/一行应当是/);
    expect((await lintJson(path, '--lang', 'en')).lines[0]?.message).toMatch(/A row must be/);
  });

  it('judges the year it is told', async () => {
    const row = GOOD.replace('新年好', '蛇年大吉');
    expect((await lintJson(await file(`${row}\n`))).codes).toContain('FACT701');
    expect((await lintJson(await file(`${row}\n`), '--year', '2025')).codes).not.toContain(
      'FACT701',
    );
  });

  it('finds a row that repeats an earlier one', async () => {
    const { lines } = await lintJson(await file(`${GOOD}\n${GOOD}\n`));
    expect(lines.filter(({ code }) => code === 'DUP801')).toMatchObject([{ line: 2, row: 2 }]);
  });
});

describe('bad input', () => {
  const gbk = Buffer.concat([
    Buffer.from('{"称呼":"'),
    Buffer.from([0xcd, 0xf5, 0xd7, 0xdc]),
    Buffer.from('"}'),
  ]);

  it.each<[string, string | Uint8Array, string, object]>([
    ['a BOM', `\uFEFF${GOOD}\n`, 'ROW009', { line: 1, column: 1 }],
    ['CRLF line ends', `${GOOD}\r\n${other('李姐')}\r\n`, 'ROW014', { line: 1, row: null }],
    ['a blank line', `${GOOD}\n \n${other('李姐')}\n`, 'ROW013', { line: 2, row: null }],
    [
      'U+2028',
      `${GOOD.replace('新年好', '新\u2028年好')}\n${other('李姐')}\n`,
      'ROW006',
      { line: 1 },
    ],
    ['NUL', `${GOOD.replace('新年好', '新\0年好')}\n`, 'ROW007', { line: 1 }],
    [
      'an escaped lone surrogate',
      `${GOOD.replace('新年好', '\\ud83d新年好')}\n`,
      'ROW008',
      { line: 1 },
    ],
    ['a key written twice', `${GOOD.replace('{', '{"关系":"朋友",')}\n`, 'ROW003', { line: 1 }],
    [
      '__proto__',
      `${GOOD.replace('{', '{"__proto__":{"admin":true},')}\n`,
      'ROW010',
      { line: 1, column: 2 },
    ],
    ['a truncated last row', `${GOOD}\n${GOOD.slice(0, 60)}`, 'ROW011', { line: 2, row: 2 }],
    ['conflict markers', `<<<<<<< HEAD\n${GOOD}\n=======\n>>>>>>> b\n`, 'ROW012', { line: 1 }],
    ['something that is no object', '["a"]\n', 'ROW002', { line: 1, column: 1 }],
    ['something that is no JSON', '{"称呼":}\n', 'ROW001', { line: 1 }],
    [
      'bytes of GBK',
      Buffer.concat([Buffer.from(`${GOOD}\n`), gbk, Buffer.from('\n')]),
      'ROW015',
      { line: 2, column: 8 },
    ],
    [
      'a lone surrogate as bytes',
      Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"}\n')]),
      'ROW015',
      { line: 1, column: 7 },
    ],
  ])('%s is a Problem on its own line, and no byte changes', async (_, content, code, place) => {
    const path = await file(content);
    const { lines, err } = await lintJson(path);
    expect(lines.find((line) => line.code === code)).toMatchObject(place);
    expect(err).toBe('');
    expect(await readFile(path)).toEqual(Buffer.from(content));
  });

  it('U+2028, U+0085 and a lone CR never make a line', async () => {
    const { lines } = await lintJson(
      await file(`${GOOD.replace('新年好', '新\u2028\u0085年好')} \r \n[]\n`),
    );
    expect(lines.find(({ code }) => code === 'ROW002')).toMatchObject({ line: 2 });
  });

  it('a pipe is read as what comes through it', async () => {
    const path = join(home.directory, 'pipe');
    execFileSync('mkfifo', [path]);
    const writer = spawn('sh', ['-c', 'printf "[]\\n" > "$0"', path]);
    expect(await lintJson(path)).toMatchObject({ code: 1, codes: ['ROW002'] });
    writer.kill('SIGKILL');
  });

  it('an empty file is clean', async () => {
    expect(await lintJson(await file(''))).toMatchObject({ code: 0, lines: [], err: '' });
  });

  it('lines that cross the slices in which a file is read are whole', async () => {
    const rows = Array.from({ length: 6000 }, (_, index) => other(`客户${index}号`));
    rows[4321] = '[]';
    const { lines } = await lintJson(await file(`${rows.join('\n')}\n`));
    expect(lines.filter(({ code }) => code.startsWith('ROW'))).toMatchObject([
      { code: 'ROW002', line: 4322, row: 4322 },
    ]);
  });
});

describe('what could not run exits with 2', () => {
  it.each([
    [['lint'], 'Which file'],
    [['lint', 'a.jsonl', '--format', 'xml'], 'pretty | json | sarif'],
    [['lint', 'a.jsonl', '--year', 'soon'], '--year'],
    [['lint', 'a.jsonl', '--strict'], 'Unknown option --strict'],
    [['polish', 'a.jsonl'], 'no command "polish"'],
    [[], 'Usage: mashang'],
    [['lint', 'a.jsonl', '--lang', 'fr'], '--lang must be'],
    [['lint', 'nowhere.jsonl'], 'Cannot read nowhere.jsonl: there is no such file'],
    [['lint', '.'], 'it is a directory'],
  ])('%j', async (args, said) => {
    const { code, out, err } = await home.run(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(said);
  });

  it.runIf(existsSync('/dev/full'))(
    'results that a full disk swallows are no clean run',
    async () => {
      const path = await file('[]\n');
      const full = openSync('/dev/full', 'w');
      const stdio = ['ignore', full, 'pipe'] as const;
      const child = spawn(process.execPath, [PROGRAM, 'lint', path], {
        env: home.env,
        stdio: [...stdio],
      });
      closeSync(full);
      const { code, err } = await finished(child);
      expect(code).toBe(2);
      expect(err).toContain('Cannot write the results: ENOSPC');
    },
  );

  it('a file name cannot command the terminal from an error either', async () => {
    const { code, err } = await home.run(['lint', 'gone\u001B[2J.jsonl']);
    expect(code).toBe(2);
    expect(err).toContain('gone');
    expect(err).not.toContain('\u001B');
  });

  it('and the files that can be read are still checked', async () => {
    const path = await file('[]\n');
    const { code, lines, err } = await lintJson(path, 'nowhere.jsonl');
    expect([code, lines.length]).toEqual([2, 1]);
    expect(err).toContain('nowhere.jsonl');
  });
});

describe('forms', () => {
  it('pretty groups by file, counts, and is plain when piped', async () => {
    await file('[]\n', 'a.jsonl');
    await file(`${GOOD}\n`, 'b.jsonl');
    const { code, out } = await home.run(['lint', 'a.jsonl', 'b.jsonl']);
    expect(code).toBe(1);
    expect(out).toBe(
      'a.jsonl\n  1:1      error   ROW002   A row must be one {…} object\n\na.jsonl  1 row · 1 error\nb.jsonl  1 row · 0 errors\n',
    );
  });

  it('pretty lets no text of a row command the terminal', async () => {
    const path = await file(`${GOOD.replace('{', '{"\\u001b[2J":1,"\\u001b[2J":2,')}\n`);
    const { out } = await home.run(['lint', path]);
    expect(out).toContain('ROW003');
    expect(out).not.toContain('\u001B');
  });

  it('sarif is one log of version 2.1.0 whose places count UTF-16 columns from 1', async () => {
    await mkdir(join(home.directory, '年 货'));
    await file('[]\n', '年 货/a.jsonl');
    const { code, out } = await home.run(['lint', '年 货/a.jsonl', '--format', 'sarif']);
    const { version, runs } = JSON.parse(out) as {
      version: string;
      runs: { tool: { driver: { rules: unknown[] } }; columnKind: string; results: unknown[] }[];
    };
    expect([code, version, runs.length, runs[0]?.columnKind]).toEqual([
      1,
      '2.1.0',
      1,
      'utf16CodeUnits',
    ]);
    expect(runs[0]?.results).toMatchObject([
      {
        ruleId: 'ROW002',
        level: 'error',
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: '%E5%B9%B4%20%E8%B4%A7/a.jsonl' },
              region: { startLine: 1, startColumn: 1 },
            },
          },
        ],
      },
    ]);
    expect(runs[0]?.tool.driver.rules.length).toBeGreaterThan(10);
  });

  it('an empty sarif is valid too', async () => {
    const { out } = await home.run(['lint', await file(''), '--format', 'sarif']);
    expect(JSON.parse(out)).toMatchObject({ runs: [{ results: [] }] });
  });

  it('a reader that has seen enough ends it without a complaint', async () => {
    const path = await file('[]\n'.repeat(50_000));
    const command = '"$0" "$1" lint "$2" --format json | head -n 1';
    const child = spawn('sh', ['-c', command, process.execPath, PROGRAM, path], { env: home.env });
    const pieces: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
    child.stderr.on('data', (piece: Buffer) => errors.push(piece));
    await once(child, 'close');
    expect(Buffer.concat(pieces).toString().trimEnd().split('\n')).toHaveLength(1);
    expect(Buffer.concat(errors).toString()).toBe('');
  });
});

describe('mashang score', () => {
  it('prints one documented line a row', async () => {
    const { code, out } = await home.run([
      'score',
      await file(`${GOOD}\n\n[]\n${GOOD.replace('{', '{"id":"b",')}\n`),
      '--json',
    ]);
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(code).toBe(0);
    expect(lines.map(({ row, id }) => [row, id])).toEqual([
      [1, null],
      [3, 'b'],
    ]);
    expect(Object.keys(lines[0] ?? {})).toEqual([
      'row',
      'id',
      'score',
      'axes',
      'rules',
      'sendable',
    ]);
    expect(lines[0]).toMatchObject({ score: 100, sendable: true });
  });
});
