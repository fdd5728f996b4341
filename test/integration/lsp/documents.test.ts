import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../../server/core/rules/all.ts';
import { DatasetLint } from '../../../server/core/rules/datasetLint.ts';
import type { Rule } from '../../../server/core/rules/rule.ts';
import { LspClient } from '../../support/lspClient.ts';
import { manyRows, row } from '../../support/rows.ts';
import { testApp } from '../../support/testApp.ts';

const DATASET = 'file:///w/my.greetings.jsonl';
const PLAIN = 'file:///w/plain.jsonl';
const MISSING = '{"称呼":"王总","祝福语":"王总好"}';
const FOREIGN = '{"role":"user","content":"称呼 祝福语"}\nnot json\n{"a":1,}\n';

function codes(diagnostics: readonly { code?: unknown }[]): unknown[] {
  return diagnostics.map(({ code }) => code);
}

describe('which files are ours', () => {
  it('finds a Dataset by its name', async () => {
    const client = await LspClient.start(testApp());
    expect(codes(await client.lint(DATASET, '{"称呼":')).length).toBe(1);
  });

  it('finds a Dataset by its first rows', async () => {
    const client = await LspClient.start(testApp());
    expect(codes(await client.lint(PLAIN, `\n${MISSING}\n`))).toContain('ROW004');
  });

  it('leaves foreign JSONL untouched: nothing is published, offered or formatted', async () => {
    const client = await LspClient.start(testApp());
    await client.open(PLAIN, FOREIGN);
    const range = { start: { line: 0, character: 0 }, end: { line: 2, character: 0 } };
    expect(await client.complete(PLAIN, 0, 1)).toEqual([]);
    expect(await client.hover(PLAIN, 0, 3)).toBeNull();
    expect(await client.lenses(PLAIN)).toEqual([]);
    expect(await client.symbols(PLAIN)).toEqual([]);
    expect(await client.format(PLAIN)).toEqual([]);
    expect(await client.actions(PLAIN, range)).toEqual([]);
    await client.close(PLAIN);
    await client.settled();
    expect(client.published).toEqual([]);
  });

  it('leaves other languages alone, whatever their text', async () => {
    const client = await LspClient.start(testApp());
    await client.open(PLAIN, `${MISSING}\n`, 1, 'plaintext');
    await client.settled();
    expect(client.published).toEqual([]);
  });

  it('sees a file become a Dataset while it is typed, and cease to be one', async () => {
    const client = await LspClient.start(testApp());
    await client.open(PLAIN, '');
    const typed = '{"称呼":"王总","祝福语":';
    await client.change(PLAIN, 2, { range: range(0, 0, 0, 0), text: typed });
    expect(codes(await client.diagnostics(PLAIN, 2))).toEqual(['ROW011']);
    await client.change(PLAIN, 3, { range: range(0, 0, 0, typed.length), text: '{"a":' });
    expect(await client.diagnostics(PLAIN, 3)).toEqual([]);
    expect(await client.lenses(PLAIN)).toEqual([]);
  });
});

describe('keeping up with edits', () => {
  it('ties diagnostics to the version they are true of', async () => {
    const client = await LspClient.start(testApp());
    expect(await client.lint(DATASET, `${row()}\n`)).toEqual([]);
    await client.change(DATASET, 7, { range: range(0, 0, 0, 1), text: '' });
    expect(codes(await client.diagnostics(DATASET, 7))).toEqual(['ROW001']);
  });

  it('applies several edits of one version in order', async () => {
    const client = await LspClient.start(testApp());
    await client.lint(DATASET, '');
    const good = row();
    await client.change(
      DATASET,
      2,
      { range: range(0, 0, 0, 0), text: `${good}\n` },
      { range: range(1, 0, 1, 0), text: 'x\n' },
      { range: range(0, 0, 1, 0), text: '' },
    );
    const [only] = await client.diagnostics(DATASET, 2);
    expect(only).toMatchObject({ code: 'ROW001', range: range(0, 0, 0, 1) });
  });

  it('takes findings back when a file is closed', async () => {
    const client = await LspClient.start(testApp());
    await client.lint(DATASET, 'x\n');
    await client.close(DATASET);
    await client.settled();
    expect(client.published.at(-1)).toEqual({ uri: DATASET, diagnostics: [] });
  });

  it('logs an edit of a document that is not open, once, and lives on', async () => {
    const client = await LspClient.start(testApp());
    await client.change('file:///w/nobody.jsonl', 2, { text: '{"称呼":"秘密"}' });
    await client.change('file:///w/nobody.jsonl', 3, { text: '{"称呼":"秘密"}' });
    expect(codes(await client.lint(DATASET, 'x\n'))).toEqual(['ROW001']);
    expect(client.logged).toHaveLength(1);
    expect(client.logged[0]).toMatch(/^didChange: UnknownDocument/);
    expect(client.logged[0]).not.toContain('秘密');
  });

  it('shows nothing after an edit was missed, until the whole text arrives', async () => {
    const client = await LspClient.start(testApp());
    await client.open(DATASET, 'x\n', 5);
    await client.diagnostics(DATASET, 5);
    await client.change(DATASET, 4, { range: range(0, 0, 0, 1), text: 'y' });
    expect(await client.diagnostics(DATASET, 4)).toEqual([]);
    expect(await client.lenses(DATASET)).toEqual([]);
    expect(client.logged[0]).toMatch(/^didChange: MissedEdit/);
    await client.change(DATASET, 6, { range: range(0, 0, 0, 1), text: 'zz' });
    await client.change(DATASET, 7, { text: `${row()}\nx\n` });
    expect(await client.diagnostics(DATASET, 7)).toMatchObject([
      { code: 'ROW001', range: range(1, 0, 1, 1) },
    ]);
  });

  it('shows merge-conflict markers and still checks the rows between them', async () => {
    const client = await LspClient.start(testApp());
    const found = await client.lint(
      DATASET,
      `<<<<<<< HEAD\n${row()}\n=======\n${MISSING}\n>>>>>>> other\n`,
    );
    expect(codes(found.filter(({ range: { start } }) => start.line % 2 === 0))).toEqual([
      'ROW012',
      'ROW012',
      'ROW012',
    ]);
    expect(codes(found.filter(({ range: { start } }) => start.line === 3))).toContain('ROW004');
  });
});

describe('rows that break the linter', () => {
  const poisoned: Rule = {
    id: 'AI999',
    family: 'AI',
    severity: 'warning',
    title: { zh: '坏', en: 'bad' },
    *check(subject) {
      if (subject.greeting.includes('毒')) throw new Error(`cannot read ${subject.greeting}`);
      yield { span: { field: '祝福语', start: 0, end: 1 }, message: { zh: '查过', en: 'checked' } };
    },
  };

  it('a rule that throws marks its row with a hint; other rows are checked; the log has no row text', async () => {
    const client = await LspClient.start(testApp({ rules: [poisoned] }));
    const [first, poison, last] = manyRows(3) as [string, string, string];
    const found = await client.lint(
      DATASET,
      `${first}\n${poison.replace('上回', '毒')}\n${last}\n`,
    );
    expect(found.map(({ severity, range: { start } }) => [start.line, severity])).toEqual([
      [0, 2],
      [2, 2],
      [1, 4],
    ]);
    expect(client.logged).toHaveLength(1);
    expect(client.logged[0]).toMatch(/^AI999: Error/);
    expect(client.logged[0]).not.toContain('毒');
  });

  it('brackets nested by the hundred thousand are a Problem of their line', async () => {
    const client = await LspClient.start(testApp());
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const found = await client.lint(DATASET, `${deep}\n{"称呼":${deep}}\n${MISSING}\n`);
    expect(
      found.filter(({ code }) => code === 'ROW001').map(({ range: { start } }) => start.line),
    ).toEqual([0, 1]);
    expect(found.some(({ code, range: { start } }) => code === 'ROW004' && start.line === 2)).toBe(
      true,
    );
  });
});

describe('long files', () => {
  const rows = manyRows(900).flatMap((line, index) => (index % 7 === 0 ? [line, MISSING] : [line]));
  const text = `${rows.join('\n')}\n`;

  it('show their first findings before the last row was checked', async () => {
    const client = await LspClient.start(testApp());
    await client.lintLong(DATASET, text);
    const lastLines = client.published.map(({ diagnostics }) =>
      Math.max(...diagnostics.map(({ range: { start } }) => start.line)),
    );
    expect(lastLines).toHaveLength(2);
    expect(lastLines[0]).toBeLessThan(250);
    expect(lastLines[1]).toBeGreaterThan(250);
  });

  it('end with every finding, worst first', async () => {
    const client = await LspClient.start(testApp());
    const found = await client.lintLong(DATASET, text);
    const expected = new DatasetLint(text, RULES, { year: 2026 }).allProblems();
    expect(found.slice(0, 500).map(({ code, range: { start } }) => [code, start.line])).toEqual(
      expected.slice(0, 500).map(({ problem, line }) => [problem.code, line]),
    );
    expect((await client.lenses(DATASET))[0]?.command?.title).toMatch(/^1,029 行/);
  });

  it.each([
    ['above the rows that were reached', 3, 5, 'x\n'],
    ['below them', 800, 801, 'x\n'],
    ['across them', 200, 700, 'x\n'],
    ['of many rows', 100, 100, `${manyRows(600).join('\n')}\n`],
    ['of everything', 0, 1030, 'x\n'],
  ])('take edits %s while they are being checked', async (_, from, to, insert) => {
    const client = await LspClient.start(testApp());
    const done = client.lintLong(DATASET, text);
    await client.change(DATASET, 2, { range: range(from, 0, to, 0), text: insert });
    await done;
    const changed = [...rows.slice(0, from), insert.replace(/\n$/, ''), ...rows.slice(to), ''].join(
      '\n',
    );
    const expected = new DatasetLint(changed, RULES, { year: 2026 }).allProblems();
    const found = await client.diagnostics(DATASET, 2);
    expect(found.slice(0, 500).map(({ code, range: { start } }) => [code, start.line])).toEqual(
      expected.slice(0, 500).map(({ problem, line }) => [problem.code, line]),
    );
  });
});

describe('by the difference', () => {
  it('one edited row of 3,000 is checked, and no other', async () => {
    let checked = 0;
    const counting: Rule = {
      id: 'AI998',
      family: 'AI',
      severity: 'hint',
      title: { zh: '数', en: 'count' },
      check: () => {
        checked += 1;
        return [];
      },
    };
    const client = await LspClient.start(testApp({ rules: [counting] }));
    const rows = manyRows(3000);
    await client.lintLong(DATASET, `${rows.join('\n')}\n`);
    expect(checked).toBe(3000);
    const at = (rows[1500] ?? '').indexOf('上回');
    await client.change(DATASET, 2, { range: range(1500, at, 1500, at + 2), text: '那回' });
    await client.diagnostics(DATASET, 2);
    expect(checked).toBe(3001);
  });

  it('any edits leave the diagnostics of a fresh opening', async () => {
    const client = await LspClient.start(testApp());
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.array(edit, { minLength: 1, maxLength: 6 }),
        async (named, edits) => {
          run += 1;
          const [uri, again] = ['kept', 'fresh'].map(
            (name) => `file:///w/${name}${run}${named ? '.greetings' : ''}.jsonl`,
          ) as [string, string];
          let text = START;
          await client.open(uri, text);
          for (const [index, { from, to, insert }] of edits.entries()) {
            const [a, b] = [Math.floor(from * text.length), Math.floor(to * text.length)].sort(
              (x, y) => x - y,
            ) as [number, number];
            await client.change(uri, index + 2, {
              range: { start: position(text, a), end: position(text, b) },
              text: insert,
            });
            text = text.slice(0, a) + insert + text.slice(b);
          }
          await client.open(again, text, edits.length + 1);
          await client.settled();
          expect(shown(client, uri)).toEqual(shown(client, again));
          await client.close(uri);
          await client.close(again);
        },
      ),
      { numRuns: 200 },
    );
  });
});

const START = `${manyRows(4).join('\n')}\n\n${MISSING}\n${row()}\n${row()}\r\n{"称呼":`;

const edit = fc.record({
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  to: fc.double({ min: 0, max: 1, noNaN: true }),
  insert: fc.oneof(
    fc.constantFrom(
      '',
      '\n',
      '\r\n',
      '"',
      '}',
      '\u2028',
      '\uFEFF',
      '=======\n',
      `${row()}\n`,
      `\n${MISSING}`,
      '新春快乐',
      '\ud83d',
    ),
    fc.string({ maxLength: 4 }),
  ),
});

/** What the client shows for a document, without its name. */
function shown(client: LspClient, uri: string): unknown {
  const last = client.published.findLast((one) => one.uri === uri)?.diagnostics ?? [];
  return JSON.parse(JSON.stringify(last).replaceAll(uri, 'URI')) as unknown;
}

function position(text: string, offset: number): { line: number; character: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

function range(line: number, character: number, endLine: number, endCharacter: number) {
  return { start: { line, character }, end: { line: endLine, character: endCharacter } };
}
